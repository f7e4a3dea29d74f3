import type { Metadata } from '@grpc/grpc-js';

import type { StreamAction } from './lists/acl';
import type { Caller } from './caller';
import type { Guard } from './guard';

/** Who makes a call that goes on: found out again whenever users or access lists have changed meanwhile. */
export class OngoingCaller {
  private known: { readonly version: number; readonly caller: Promise<Caller> } | undefined;

  constructor(
    private readonly guard: Guard,
    private readonly metadata: Metadata,
  ) {}

  /** @throws {UnauthenticatedError} also when the user was disabled or deleted, or its password changed */
  identify(): Promise<Caller> {
    const { version } = this.guard.changes;
    if (this.known?.version !== version) {
      this.known = { version, caller: this.guard.identify(this.metadata) };
    }
    return this.known.caller;
  }
}

/** The right to go on with one stream. */
export class OngoingAdmission {
  private readonly caller: OngoingCaller;
  private checkedVersion: number | undefined;

  constructor(
    private readonly guard: Guard,
    metadata: Metadata,
    private readonly action: StreamAction,
    private readonly stream: string,
  ) {
    this.caller = new OngoingCaller(guard, metadata);
  }

  /** @throws {UnauthenticatedError | AccessDeniedError} it was never there, or is not there any more */
  async check(): Promise<Caller> {
    const { version } = this.guard.changes;
    const caller = await this.caller.identify();
    if (this.checkedVersion === version) return caller;
    await this.guard.checkStream(caller, this.action, this.stream);
    this.checkedVersion = version;
    return caller;
  }
}
