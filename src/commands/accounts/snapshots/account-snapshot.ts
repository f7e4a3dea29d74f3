import { isBalanced } from '../../../domain/account/account-memory';
import type { AccountEvent } from '../../../domain/account/events';
import { appendEvents } from '../../../event-store/append-events';
import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import type { Loaded } from '../../../event-store/load';
import { readEvents } from '../../../event-store/read-events';
import { accountSnapshotStream } from '../../../event-store/stream-names';
import type { Clock } from '../../../shared/clock';
import { Bug } from '../../../shared/invariant';
import { errorFields, type Logger } from '../../../shared/logging';
import type { AccountRecord } from '../account-record';
import {
  extendsTables,
  NO_TABLES,
  packPage,
  tablesOf,
  unpackPages,
  type SavedTables,
} from './snapshot-content';
import { cutPage, SnapshotPages, type SnapshotEnd } from './snapshot-pages';

export interface SnapshotParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many events of the account lie between two pages, at the least. */
  readonly eventsPerPage: number;
}

/** What the snapshot stream has, as far as this process knows. */
interface SavedPages {
  /** Of the snapshot stream; −1: it does not exist. */
  readonly streamRevision: bigint;
  /** Of the last usable page; null: there is none. */
  readonly checksum: string | null;
  /** Of the account's stream, at the last usable page. */
  readonly revision: bigint;
  /** This process's own packed values that all usable pages together have. */
  readonly tables: SavedTables;
}

/** An account as a snapshot has it. It is not yet compared with the account's stream. */
export interface UnprovedAccount {
  readonly record: AccountRecord;
  /** What the page says about itself. */
  readonly revision: bigint;
  readonly eventId: string;
}

/** The snapshot of one account: a cache of what its stream says, kept in a stream of its own. */
export class AccountSnapshot {
  /** undefined: not read. */
  private saved: SavedPages | undefined;
  private isWriting = false;
  /** A page that could not be written is not due again before the account has moved on as far as for another page. */
  private dueRevision = 0n;

  constructor(
    private readonly accountId: string,
    private readonly parts: SnapshotParts,
  ) {}

  /** Returns undefined where there is no snapshot that can be read. */
  async read(): Promise<UnprovedAccount | undefined> {
    try {
      const end = await this.readPages();
      if (!end) return undefined;
      const record = unpackPages(this.accountId, end.pages);
      if (this.saved && record.account) this.saved = { ...this.saved, tables: tablesOf(record.account) };
      return { record, revision: end.revision, eventId: end.eventId };
    } catch (error) {
      this.beginAnew(error);
      return undefined;
    }
  }

  /**
   * Returns what contradicts the snapshot; undefined where nothing does. `at` is the event of the account's stream at the
   * snapshot's revision, `now` the account after all events.
   */
  contradiction(
    { record, revision, eventId }: UnprovedAccount,
    at: RecordedEvent<AccountEvent> | undefined,
    now: AccountRecord,
  ): Error | undefined {
    if (at?.id !== eventId) return new Error(`The stream has another event at revision ${revision}`);
    if (record.eventId !== eventId || BigInt(record.events) !== revision + 1n)
      return new Bug(
        `The state was folded from ${record.events} events, and its label says ${revision + 1n}`,
      );
    if (!now.account || !isBalanced(now.account)) return new Bug('The open holds are not what is on hold');
    return undefined;
  }

  /** The next page will hold everything. `reason` is logged. */
  beginAnew(reason: unknown): void {
    if (this.saved) this.saved = { ...this.saved, checksum: null, revision: -1n, tables: NO_TABLES };
    const { accountId } = this;
    const message = 'A snapshot of an account is not used';
    if (reason instanceof Bug) this.parts.logger.error({ accountId, error: String(reason) }, message);
    else this.parts.logger.warn({ accountId, ...errorFields(reason) }, message);
  }

  /** Writes a page in the background where the account has moved on far enough. The account has to be packed. */
  offer(known: Loaded<AccountRecord>): void {
    if (this.isWriting || !this.isDue(known)) return;
    this.isWriting = true;
    void this.write(known)
      .catch((error: unknown) => {
        this.saved = undefined;
        this.dueRevision = known.revision + BigInt(this.parts.eventsPerPage);
        this.parts.logger.warn(
          { accountId: this.accountId, ...errorFields(error) },
          'A snapshot of an account was not written',
        );
      })
      .finally(() => (this.isWriting = false));
  }

  /** A page repeats each open hold, so it waits for half as many events as there are open holds. */
  private isDue({ revision, state: { account } }: Loaded<AccountRecord>): boolean {
    const events = revision - (this.saved?.revision ?? -1n);
    const most = Math.max(this.parts.eventsPerPage, Math.floor((account?.holds.openCount ?? 0) / 2));
    return revision >= this.dueRevision && events >= BigInt(most);
  }

  private async write(known: Loaded<AccountRecord>): Promise<void> {
    if (!this.saved) await this.readPages();
    const { saved } = this;
    const { account } = known.state;
    if (!saved || !account || !this.isDue(known)) return;
    const isNext =
      saved.checksum !== null && saved.tables !== NO_TABLES && extendsTables(account, saved.tables);
    const label = {
      accountId: this.accountId,
      revision: known.revision,
      eventId: known.state.eventId,
      follows: isNext ? saved.checksum : null,
    };
    const cut = cutPage(label, packPage(known.state, isNext ? saved.tables : NO_TABLES));
    const streamRevision = await this.append(saved.streamRevision, cut, known.state.eventId);
    if (streamRevision === undefined) return this.followOthers(saved);
    const checksum = cut.at(-1)!.checksum;
    this.saved = { streamRevision, checksum, revision: known.revision, tables: tablesOf(account) };
  }

  /** Returns the revision of the snapshot stream; undefined where another process has written there. */
  private async append(
    streamRevision: bigint,
    cut: ReturnType<typeof cutPage>,
    causationId: string,
  ): Promise<bigint | undefined> {
    let revision = streamRevision;
    for (const data of cut) {
      const stream = accountSnapshotStream(this.accountId);
      const expected = revision < 0n ? 'no_stream' : revision;
      const cause = { causationId, correlationId: this.accountId, actor: 'snapshot' };
      const body = { type: 'AccountSnapshotTaken', data } as const;
      const appended = await appendEvents(this.parts, stream, expected, [body], cause, String(revision));
      if (!appended.ok) return undefined;
      revision = appended.revision;
    }
    return revision;
  }

  /** Another process's pages come first now. What this process adds to its own last page is more than they lack. */
  private async followOthers({ streamRevision, tables, ...last }: SavedPages): Promise<void> {
    const end =
      last.checksum === null ? undefined : { ...last, checksum: last.checksum, eventId: '', pages: [] };
    await this.readPages(streamRevision + 1n, end);
    if (this.saved) this.saved = { ...this.saved, tables };
  }

  private async readPages(fromRevision = 0n, end?: SnapshotEnd): Promise<SnapshotEnd | undefined> {
    const pages = new SnapshotPages(this.accountId, end);
    let streamRevision = fromRevision - 1n;
    const events = readEvents(this.parts.store, accountSnapshotStream(this.accountId), fromRevision);
    for await (const { body, revision } of events) {
      pages.take(body.data);
      streamRevision = revision;
    }
    const { checksum = null, revision = -1n } = pages.end ?? {};
    this.saved = { streamRevision, checksum, revision, tables: NO_TABLES };
    return pages.end;
  }
}
