import type { LimitScope, LimitScopeNamed } from '../../domain/limits/events';
import {
  limitBook,
  type LimitBook,
  type LimitBookRefusal,
  type LimitCommand,
} from '../../domain/limits/limit-book';
import { change, type ChangeParts } from '../../event-store/change';
import { load, type Loaded, type StreamDecider } from '../../event-store/load';
import { type Cause } from '../../event-store/new-events';
import { LIMIT_SCOPES_STREAM, limitsStream } from '../../event-store/stream-names';
import { ok, type Result } from '../../shared/result';

export interface ScopeBook {
  readonly scope: LimitScope;
  readonly loaded: Loaded<LimitBook>;
}

/** The decisions about limits, as the disk has them. People change them rarely, so each change reads its stream. */
export class LimitChanges {
  constructor(private readonly parts: ChangeParts) {}

  /** The scope is named before its first decision: a scope that is named and has none does no harm. @throws {Fault} */
  async change(
    scope: LimitScope,
    command: LimitCommand,
    cause: Cause,
  ): Promise<Result<Loaded<LimitBook>, LimitBookRefusal>> {
    if (command.type === 'ChangeLimit')
      await change(this.parts, scopeNames, LIMIT_SCOPES_STREAM, scope, cause);
    return change(this.parts, limitBook, limitsStream(scope), command, cause);
  }

  /** Every scope that has ever had a decision. @throws {Fault} */
  async readAll(): Promise<ScopeBook[]> {
    const { store } = this.parts;
    const { state: scopes } = await load(store, LIMIT_SCOPES_STREAM, scopeNames);
    return Promise.all(
      scopes.map(async scope => ({ scope, loaded: await load(store, limitsStream(scope), limitBook) })),
    );
  }
}

const scopeNames: StreamDecider<readonly LimitScope[], LimitScope, LimitScopeNamed, never> = {
  initial: [],
  decide: (scopes, scope) => ok(scopes.includes(scope) ? [] : [{ type: 'LimitScopeNamed', data: { scope } }]),
  evolve: (scopes, { data }) => [...scopes, data.scope],
};
