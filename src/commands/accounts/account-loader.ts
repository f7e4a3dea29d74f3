import type { AccountEvent } from '../../domain/account/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { emptyStream, type Loaded } from '../../event-store/load';
import { readEvents } from '../../event-store/read-events';
import { accountStream } from '../../event-store/stream-names';
import { accountRecord, packRecord, type AccountRecord } from './account-record';
import type { AccountSnapshot } from './snapshots/account-snapshot';

/** An account with fewer events is read whole, in one read, and has no snapshot. */
const FIRST_EVENTS = 64;
/** While a long stream is folded, what is settled is packed after so many events. */
const EVENTS_PER_PACKING = 2_048;

type Account = Loaded<AccountRecord>;

/** Reads an account that this process does not know yet: by its snapshot where it has one, else from its first event. */
export class AccountLoader {
  private readonly firstEvents: number;

  constructor(
    private readonly accountId: string,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly snapshot: AccountSnapshot,
    eventsPerPage: number,
  ) {
    this.firstEvents = Math.min(FIRST_EVENTS, eventsPerPage);
  }

  /** @throws {Fault} */
  async load(): Promise<Account> {
    const begun = await this.readOn(emptyStream(accountRecord), this.firstEvents);
    if (begun.revision + 1n < this.firstEvents) return begun;
    return (await this.loadBySnapshot()) ?? this.readRest(begun);
  }

  /** The account with what came after `known`. @throws {Fault} */
  async readOn(known: Account, limit?: number): Promise<Account> {
    let account = known;
    for await (const event of this.eventsFrom(known.revision + 1n, limit))
      account = evolveAccount(account, event);
    return account;
  }

  /** The whole account, packed on the way: its stream can be long. */
  private async readRest(begun: Account): Promise<Account> {
    let account = begun;
    for await (const event of this.eventsFrom(begun.revision + 1n)) {
      account = evolveAccount(account, event);
      if (event.revision % BigInt(EVENTS_PER_PACKING) === 0n) account = packRecord(account);
    }
    return packRecord(account);
  }

  /** Begins with the very event that the snapshot ends with. Returns undefined where no snapshot can be used. */
  private async loadBySnapshot(): Promise<Account | undefined> {
    const found = await this.snapshot.read();
    if (!found) return undefined;
    let last: RecordedEvent<AccountEvent> | undefined;
    let now = emptyStream(accountRecord);
    for await (const event of this.eventsFrom(found.revision)) {
      now = last ? evolveAccount(now, event) : startAt(event, found.record);
      last ??= event;
    }
    const contradiction = this.snapshot.contradiction(found, last, now.state);
    if (contradiction) this.snapshot.beginAnew(contradiction);
    return contradiction ? undefined : now;
  }

  private eventsFrom(revision: bigint, limit?: number): AsyncIterable<RecordedEvent<AccountEvent>> {
    return readEvents(this.store, accountStream(this.accountId), revision, limit);
  }
}

const startAt = ({ revision, position }: RecordedEvent, state: AccountRecord): Account => ({
  state,
  revision,
  position,
});

function evolveAccount({ state }: Account, event: RecordedEvent<AccountEvent>): Account {
  const { revision, position } = event;
  return { state: accountRecord.evolve(state, event.body, event), revision, position };
}
