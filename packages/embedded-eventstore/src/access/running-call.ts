import type { Metadata } from '@grpc/grpc-js';

import type { StreamAction } from './lists/acl';
import type { Caller } from './caller';
import type { Guard } from './guard';

/** The identity of a running call's caller. It is checked again after each change of users or access lists. */
export class RunningCallIdentity {
  private identified: { readonly version: number; readonly caller: Promise<Caller> } | undefined;

  constructor(
    private readonly guard: Guard,
    private readonly metadata: Metadata,
  ) {}

  /** @throws {UnauthenticatedError} also when the user was disabled or deleted, or its password changed */
  identify(): Promise<Caller> {
    const { version } = this.guard.changes;
    if (this.identified?.version !== version) {
      this.identified = { version, caller: this.guard.identify(this.metadata) };
    }
    return this.identified.caller;
  }
}

/** The right of a running call to continue with one stream. */
export class RunningCallAccess {
  private readonly caller: RunningCallIdentity;
  private checkedVersion: number | undefined;

  constructor(
    private readonly guard: Guard,
    metadata: Metadata,
    private readonly action: StreamAction,
    private readonly stream: string,
  ) {
    this.caller = new RunningCallIdentity(guard, metadata);
  }

  /** @throws {UnauthenticatedError | AccessDeniedError} when the caller does not have this right, or has lost it */
  async check(): Promise<Caller> {
    const { version } = this.guard.changes;
    const caller = await this.caller.identify();
    if (this.checkedVersion === version) return caller;
    await this.guard.checkStream(caller, this.action, this.stream);
    this.checkedVersion = version;
    return caller;
  }
}
