import type { Metadata } from '@grpc/grpc-js';

import type { EventLog } from '../storage/event-log';
import { AccessChanges } from './access-changes';
import { subjectOf, type StreamAction } from './lists/acl';
import type { Authenticator } from './users/authenticator';
import { callerNamed, ADMINS, EVERYBODY, isAdmin, isOperator, type Caller } from './caller';
import { AccessDeniedError } from './errors';
import { rolesAllowed } from './lists/stream-acls';

/** Decides who may do what. Every service asks it before it reads or writes anything. */
export interface Guard {
  /** What may make an answer given before untrue. */
  readonly changes: AccessChanges;
  /** @throws {UnauthenticatedError} */
  identify(metadata: Metadata): Promise<Caller>;
  /** `$all` is named so. @throws {AccessDeniedError} */
  checkStream(caller: Caller, action: StreamAction, stream: string): Promise<void>;
  /** For what only `$ops` and `$admins` may do. @throws {AccessDeniedError} */
  checkOperator(caller: Caller): void;
}

/** Security is off: everybody may do everything, and credentials are not looked at. */
export const OPEN_GUARD: Guard = {
  changes: new AccessChanges(),
  identify: async () => callerNamed('', [ADMINS]),
  checkStream: async () => undefined,
  checkOperator: () => undefined,
};

/** Security is on. As with EventStoreDB, a caller without credentials may do nothing with any stream. */
export class SecureGuard implements Guard {
  constructor(
    private readonly log: EventLog,
    private readonly authenticator: Authenticator,
    readonly changes: AccessChanges,
  ) {}

  identify(metadata: Metadata): Promise<Caller> {
    return this.authenticator.identify(metadata);
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

/** Identifies the caller and checks, in one. */
export async function admitToStream(
  guard: Guard,
  metadata: Metadata,
  action: StreamAction,
  stream: string,
): Promise<void> {
  await guard.checkStream(await guard.identify(metadata), action, stream);
}
