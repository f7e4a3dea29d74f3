import type { Metadata } from '@grpc/grpc-js';

import type { EventLog } from '../storage/event-log';
import { AccessChanges } from './access-changes';
import { subjectOf, type StreamAction } from './lists/acl';
import type { Identification } from './identification';
import { createCaller, ADMINS, EVERYBODY, isAdmin, isOperator, type Caller } from './caller';
import { AccessDeniedError } from './errors';
import { rolesAllowed } from './lists/stream-acls';

/** Decides which caller may do what. Every service asks it before it reads or writes anything. */
export interface Guard extends Identification {
  /** The changes after which an earlier decision may be wrong. */
  readonly changes: AccessChanges;
  /**
   * Checks one action on a stream; `$all` is the stream of all events.
   * @throws {AccessDeniedError} when the caller may not do this
   */
  checkStream(caller: Caller, action: StreamAction, stream: string): Promise<void>;
  /**
   * Checks an action that only `$ops` and `$admins` may do.
   * @throws {AccessDeniedError} for other callers
   */
  checkOperator(caller: Caller): void;
}

/** The guard without security: every caller may do everything, and the server ignores credentials. */
export const OPEN_GUARD: Guard = {
  changes: new AccessChanges(),
  identify: async () => createCaller('', [ADMINS]),
  checkStream: async () => undefined,
  checkOperator: () => undefined,
};

/** The guard with security. A caller without credentials may do nothing with any stream, like at EventStoreDB. */
export class SecureGuard implements Guard {
  constructor(
    private readonly log: EventLog,
    private readonly identification: Identification,
    readonly changes: AccessChanges,
  ) {}

  identify(metadata: Metadata): Promise<Caller> {
    return this.identification.identify(metadata);
  }

  async checkStream(caller: Caller, action: StreamAction, stream: string): Promise<void> {
    if (caller.login === undefined) throw new AccessDeniedError();
    const subject = subjectOf(stream, action);
    if (!subject || (stream === '$all' && action !== 'read')) throw new AccessDeniedError();
    if (isAdmin(caller)) return;
    const allowed = await rolesAllowed(this.log, subject.stream, subject.action);
    if (!allowed.some(role => role === EVERYBODY || caller.roles.has(role))) throw new AccessDeniedError();
  }

  checkOperator(caller: Caller): void {
    if (!isOperator(caller)) throw new AccessDeniedError();
  }
}

/** Identifies the caller and checks one action on a stream. */
export async function admitToStream(
  guard: Guard,
  metadata: Metadata,
  action: StreamAction,
  stream: string,
): Promise<void> {
  await guard.checkStream(await guard.identify(metadata), action, stream);
}
