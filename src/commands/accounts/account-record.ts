import {
  account,
  type AccountCommand,
  type AccountRefusal,
  type AccountState,
} from '../../domain/account/account';
import { packAccount } from '../../domain/account/account-memory';
import type { AccountEvent } from '../../domain/account/events';
import type { Loaded, StreamDecider } from '../../event-store/load';

/** The account, and what it was folded from. A snapshot whose label says something else is refused by this. */
export interface AccountRecord {
  readonly account: AccountState;
  /** Of the last event; empty where there was none. */
  readonly eventId: string;
  /** How many events were folded. */
  readonly events: number;
}

/** Every cause changes an account once. The account itself remembers deposits, holds and returns by their ids. */
export const accountRecord: StreamDecider<AccountRecord, AccountCommand, AccountEvent, AccountRefusal> = {
  initial: { account: null, eventId: '', events: 0 },
  eventIds: 'PER_CAUSE',
  decide: (record, command) => account.decide(record.account, command),
  evolve: (record, event, { id }) => ({
    account: account.evolve(record.account, event),
    eventId: id,
    events: record.events + 1,
  }),
};

export const packRecord = (loaded: Loaded<AccountRecord>): Loaded<AccountRecord> => ({
  ...loaded,
  state: { ...loaded.state, account: packAccount(loaded.state.account) },
});
