import type { LimitScope } from '../../domain/limits/events';
import {
  limitName,
  termsAt,
  versionAt,
  versionsToCome,
  type LimitBook,
} from '../../domain/limits/limit-book';
import type { LimitChanged, LimitChangeProposed } from '../../domain/limits/events';
import { usageName } from '../../domain/limits/applying-limits';
import { brazilianTime } from '../../domain/limits/brazilian-time';
import { sharedUsage } from '../../domain/limits/shared-usage';
import { EventStore } from '../../event-store/event-store';
import { load } from '../../event-store/load';
import { usageStream } from '../../event-store/stream-names';
import { Clock } from '../../shared/clock';
import { AccountWriters } from '../accounts/account-writers';
import { LimitChanges } from './limit-changes';

export interface ListedLimit {
  readonly limit: string;
  readonly version: LimitChanged;
  /** What is used of it now, in minor units; null where that is not of one account or client. */
  readonly usedMinor: bigint | null;
}

export interface ListedLimits {
  readonly inForce: readonly ListedLimit[];
  readonly toCome: readonly { readonly limit: string; readonly version: LimitChanged }[];
  readonly proposals: readonly LimitChangeProposed[];
}

/** Reads the limits from their own streams: an operator sees what was decided a moment ago, in every process. */
export class LimitList {
  constructor(
    private readonly changes: LimitChanges,
    private readonly accounts: Pick<AccountWriters, 'state'>,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** `only`: the limits of this scope; of all scopes where it is missing. @throws {Fault} */
  async read(only?: LimitScope): Promise<ListedLimits> {
    const at = this.clock.now().toISOString();
    const all = await this.changes.readAll();
    const books = all.filter(({ scope }) => only === undefined || scope === only);
    const inForce = await Promise.all(
      books.flatMap(({ scope, loaded }) => this.inForce(scope, loaded.state, at)),
    );
    const toCome = books.flatMap(({ scope, loaded: { state } }) =>
      [...state.versions.keys()].flatMap(key =>
        versionsToCome(state, key, at).map(version => ({ limit: limitName(scope, key), version })),
      ),
    );
    return {
      inForce,
      toCome,
      proposals: books.flatMap(({ loaded }) => [...loaded.state.proposals.values()]),
    };
  }

  private inForce(scope: LimitScope, book: LimitBook, at: string): Promise<ListedLimit>[] {
    return [...book.versions.keys()]
      .filter(key => termsAt(book, key, at) !== null)
      .map(async key => ({
        limit: limitName(scope, key),
        version: versionAt(book, key, at)!,
        usedMinor: await this.usedMinor(scope, key, at),
      }));
  }

  private async usedMinor(scope: LimitScope, key: string, at: string): Promise<bigint | null> {
    const { day } = brazilianTime(at);
    const [, kind, id] = /^(account|client)-(.*)$/.exec(scope) ?? [];
    if (kind === 'client' && key === 'CLIENT_DAY' && id !== undefined) {
      const stream = usageStream(usageName('client', id, day));
      return (await load(this.store, stream, sharedUsage)).state.usedMinor;
    }
    if (kind !== 'account' || id === undefined) return null;
    const counter = key === 'ACCOUNT_DAY' ? `${day} day` : `${day} ${limitName(scope, key)}`;
    const isCounted = key === 'ACCOUNT_DAY' || key === 'NIGHT' || key === `BATCH_DAY/${day}`;
    if (!isCounted) return null;
    return (await this.accounts.state(id))?.usage.totals.get(counter) ?? 0n;
  }
}
