import type { Cause } from '../event-store/new-events';

/** With which key, and in which request, a client asks. */
export interface Origin {
  /** Missing for the key of the environment, and for persons who sign in elsewhere. */
  readonly keyId?: string;
  readonly requestId?: string;
}

/** A command that no request brought: a test's, or a program's of its own. */
export const NO_ORIGIN: Origin = {};

/** Why a command's events are written: who asked, with which key and in which request. */
export const causeOfClient = (
  client: string,
  origin: Origin,
  causationId: string,
  correlationId = causationId,
): Cause => ({ causationId, correlationId, actor: `client:${client}`, ...origin });
