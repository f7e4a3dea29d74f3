import type { AccountCommand, AccountRefusal, AccountState } from '../../domain/account/account';
import { changeAll, type ChangeParts, type Changed, type Order, type Start } from '../../event-store/change';
import type { Position } from '../../event-store/event-store';
import { emptyStream, type Loaded } from '../../event-store/load';
import { readEvents } from '../../event-store/read-events';
import { accountStream } from '../../event-store/stream-names';
import type { Cause } from '../../event-store/new-events';
import { Fault } from '../../shared/fault';
import type { Currency } from '../../shared/money';
import { silentLogger, type Logger } from '../../shared/logging';
import { ok, type Result } from '../../shared/result';
import { AccountLoader } from './account-loader';
import { accountRecord, packRecord, type AccountRecord } from './account-record';
import { AccountSnapshot } from './snapshots/account-snapshot';

export interface AccountParts extends ChangeParts {
  /** Told when a snapshot is not used or not written. */
  readonly logger?: Logger;
  /** How many events of an account lie between two pages of its snapshot. */
  readonly eventsPerPage?: number;
}

/** The account as the command left it, and the position of the last event in its stream. */
export interface AccountChange {
  readonly state: AccountState;
  readonly position: Position;
}

interface QueuedCommand extends Order<AccountCommand> {
  resolve(result: Result<AccountChange, AccountRefusal>): void;
  reject(error: unknown): void;
}

const MAX_BATCH = 200;
const MAX_QUEUED = 5_000;
/** After so many events of its own the writer packs what is settled. */
const EVENTS_PER_PACKING = 64;
/** Chosen by measurement: docs/performance.md. */
const EVENTS_PER_PAGE = 1_000;

/**
 * The one way to change an account in this process. Commands that arrive during an append wait; then the writer decides
 * them one after another on the state to come and appends them together. A hot account costs one durable write per batch,
 * and the expected revision keeps it right beside other processes.
 */
export class AccountWriter {
  private readonly queue: QueuedCommand[] = [];
  private known: Loaded<AccountRecord> = emptyStream(accountRecord);
  private packedRevision = -1n;
  /** The disk may have more than `known`: nothing was read yet, or an append failed and may have happened. */
  private stale = true;
  private running = false;
  private loading: Promise<Loaded<AccountRecord>> | undefined;
  private readonly eventsPerPacking: bigint;
  private readonly snapshot: AccountSnapshot;
  private readonly loader: AccountLoader;

  constructor(
    private readonly accountId: string,
    private readonly parts: AccountParts,
  ) {
    const { store, clock, logger = silentLogger, eventsPerPage = EVENTS_PER_PAGE } = parts;
    this.eventsPerPacking = BigInt(Math.min(EVENTS_PER_PACKING, eventsPerPage));
    this.snapshot = new AccountSnapshot(accountId, { store, clock, logger, eventsPerPage });
    this.loader = new AccountLoader(accountId, store, this.snapshot, eventsPerPage);
  }

  get idle(): boolean {
    return !this.running && this.queue.length === 0;
  }

  /** @throws {Fault} the event store is away or its answer was lost: repeat the command, it takes effect once. */
  execute(command: AccountCommand, cause: Cause): Promise<Result<AccountChange, AccountRefusal>> {
    if (this.queue.length >= MAX_QUEUED) {
      return Promise.reject(new Fault('event store', `Too many commands wait for account ${this.accountId}`));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ command, cause, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  /** The account's currency. Returns undefined when the account was never opened. @throws {Fault} */
  async currency(): Promise<Currency | undefined> {
    const { account } = this.known.state;
    if (account) return account.currency;
    const events = readEvents(this.parts.store, accountStream(this.accountId), 0n, 1);
    for await (const { body } of events)
      return body.type === 'AccountOpened' ? body.data.currency : undefined;
    return undefined;
  }

  /** The account as the disk has it now. @throws {Fault} */
  async state(): Promise<AccountState> {
    const before = this.known;
    const now = await this.readOn();
    // Only the lane packs. What rests on a state from before the last packing would begin a second table.
    if (this.known === before && now.revision > before.revision) this.known = now;
    return now.state.account;
  }

  /** The account as this process last knew it; it is read where nothing is known. @throws {Fault} */
  async recentState(): Promise<AccountState> {
    return this.known.revision < 0n ? this.state() : this.known.state.account;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, MAX_BATCH);
      try {
        answerAll(batch, await this.writeBatch(batch));
      } catch (error) {
        this.stale = true;
        for (const { reject } of batch) reject(error);
      }
    }
    this.running = false;
  }

  /** Decides the batch and appends it. Callers get their results only after the append is durable. */
  private async writeBatch(batch: readonly QueuedCommand[]): Promise<Changed<AccountRecord, AccountRefusal>> {
    if (!this.stale) {
      const changed = await this.change(batch, { known: this.known, isCurrent: false });
      if (changed.isProven || batch.every(isRepeated)) return changed;
    }
    return this.change(batch, { known: await this.readOn(), isCurrent: true });
  }

  private async change(batch: readonly QueuedCommand[], start: Start<AccountRecord>) {
    const stream = accountStream(this.accountId);
    const changed = await changeAll(this.parts, accountRecord, stream, batch, start);
    this.know(changed.after);
    this.stale = false;
    return changed;
  }

  private readOn(): Promise<Loaded<AccountRecord>> {
    if (this.known.revision >= 0n) return this.loader.readOn(this.known);
    this.loading ??= this.loader.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** Packs now and then, and lets the snapshot follow. Neither changes what the account decides. */
  private know(now: Loaded<AccountRecord>): void {
    const isDue = now.revision - this.packedRevision >= this.eventsPerPacking;
    this.known = isDue ? packRecord(now) : now;
    if (!isDue) return;
    this.packedRevision = now.revision;
    this.snapshot.offer(this.known);
  }
}

/**
 * The saga repeats these at every step of a payout. It may go by what this process knows: its next step is an append at
 * the expected revision of the payout. Anything else is read for first. Another process may have taken back what was done.
 */
const isRepeated = ({ command }: QueuedCommand): boolean =>
  command.type === 'HoldFunds' ||
  ((command.type === 'CaptureHold' || command.type === 'ReleaseHold') && !command.corrects);

function answerAll(
  batch: readonly QueuedCommand[],
  { decisions, after: { position } }: Changed<AccountRecord, AccountRefusal>,
): void {
  batch.forEach(({ resolve }, index) => {
    const decision = decisions[index]!;
    resolve(decision.ok ? ok({ state: decision.value.account, position }) : decision);
  });
}
