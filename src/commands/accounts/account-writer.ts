import {
  account,
  type AccountCommand,
  type AccountRefusal,
  type AccountState,
} from '../../domain/account/account';
import type { AccountEvent } from '../../domain/account/events';
import type { EventStore, NewEvent, Position } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import { accountStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import type { Currency } from '../../shared/money';
import type { Result } from '../../shared/result';
import { Aggregate, type Announce } from '../../event-store/aggregate';

/** The account as the command left it, and the place of its stream's last event. */
export interface LaneAnswer {
  readonly state: AccountState;
  readonly position: Position;
}

export interface LaneParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly announce: Announce;
}

interface Waiting {
  readonly command: AccountCommand;
  readonly cause: Cause;
  resolve(answer: Result<LaneAnswer, AccountRefusal>): void;
  reject(error: unknown): void;
}

/** What is durably known of the account. revision −1: no stream. */
interface Known {
  readonly state: AccountState;
  readonly revision: bigint;
  readonly position: Position;
}

interface Batch {
  readonly decisions: readonly Result<AccountState, AccountRefusal>[];
  readonly events: readonly NewEvent<AccountEvent>[];
  readonly aggregate: Aggregate<AccountState, AccountCommand, AccountEvent, AccountRefusal>;
}

const MAX_BATCH = 200;
const MAX_WAITING = 5_000;
const MAX_CONFLICTS = 20;
const UNKNOWN: Known = { state: account.initial, revision: -1n, position: { commit: 0n, prepare: 0n } };

/**
 * The one way to change an account in this process. Commands that arrive while an append is under way are decided one
 * after another on the state to come and go out together in one append, so a hot account costs one durable write per
 * batch; the expected revision keeps other processes honest.
 */
export class AccountLane {
  private readonly waiting: Waiting[] = [];
  private known: Known = UNKNOWN;
  private stale = true;
  private running = false;

  constructor(
    private readonly accountId: string,
    private readonly parts: LaneParts,
  ) {}

  get idle(): boolean {
    return !this.running && this.waiting.length === 0;
  }

  /** @throws {Fault} the event store is away or its answer was lost: repeat the command, it takes effect once. */
  execute(command: AccountCommand, cause: Cause): Promise<Result<LaneAnswer, AccountRefusal>> {
    if (this.waiting.length >= MAX_WAITING) {
      return Promise.reject(new Fault('event store', `Too many commands wait for account ${this.accountId}`));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, cause, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  /** The account's currency, or undefined if it was never opened. @throws {Fault} */
  async currency(): Promise<Currency | undefined> {
    if (this.known.state) return this.known.state.currency;
    for await (const { body } of this.parts.store.readStream(accountStream(this.accountId), 0n, 1)) {
      return (body as Extract<AccountEvent, { type: 'AccountOpened' }>).data.currency;
    }
    return undefined;
  }

  /** The account as the disk has it now. @throws {Fault} */
  async state(): Promise<AccountState> {
    const now = await this.refreshed(this.known);
    if (now.revision > this.known.revision) this.known = now;
    return now.state;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        await this.settle(batch);
      } catch (error) {
        // What the disk has beyond what is known is not certain any more: the next command reads on first.
        this.stale = true;
        for (const { reject } of batch) reject(error);
      }
    }
    this.running = false;
  }

  /** Decides and appends the batch; nobody is answered before it is on disk. */
  private async settle(commands: readonly Waiting[]): Promise<void> {
    let fresh = this.stale;
    let known = fresh ? await this.refreshed(this.known) : this.known;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const batch = this.decide(known, commands);
      // A refusal must rest on what the disk says now: another process may have brought the money since.
      if (!fresh && batch.decisions.some(decision => !decision.ok)) {
        known = await this.refreshed(known);
        fresh = true;
        continue;
      }
      const after = await this.append(known, batch);
      if (after) {
        this.known = after;
        this.stale = false;
        batch.aggregate.commit();
        return answer(commands, batch, after.position);
      }
      known = await this.refreshed(known);
      fresh = true;
    }
    throw new Fault('event store', `Account ${this.accountId} is written by too many at once`);
  }

  private decide(known: Known, commands: readonly Waiting[]): Batch {
    const aggregate = new Aggregate(account, known.state, this.parts.announce);
    const events: NewEvent<AccountEvent>[] = [];
    const now = this.parts.clock.now();
    const decisions = commands.map(({ command, cause }): Result<AccountState, AccountRefusal> => {
      const decision = aggregate.run(command);
      if (!decision.ok) return decision;
      events.push(...newEvents(accountStream(this.accountId), decision.value, cause, now));
      return { ok: true, value: aggregate.state };
    });
    return { decisions, events, aggregate };
  }

  /** What is known after the append, or undefined if somebody else was faster. */
  private async append(known: Known, batch: Batch): Promise<Known | undefined> {
    if (batch.events.length === 0) return known;
    const expected = known.revision < 0n ? 'no_stream' : known.revision;
    const result = await this.parts.store.append(accountStream(this.accountId), expected, batch.events);
    if (!result.ok) return undefined;
    return { state: batch.aggregate.state, revision: result.revision, position: result.position };
  }

  private async refreshed(known: Known): Promise<Known> {
    let { state, revision, position } = known;
    for await (const event of this.parts.store.readStream(accountStream(this.accountId), revision + 1n)) {
      state = account.evolve(state, event.body as AccountEvent);
      ({ revision, position } = event);
    }
    return { state, revision, position };
  }
}

function answer(commands: readonly Waiting[], batch: Batch, position: Position): void {
  commands.forEach(({ resolve }, index) => {
    const decision = batch.decisions[index]!;
    resolve(decision.ok ? { ok: true, value: { state: decision.value, position } } : decision);
  });
}
