import {
  comparePositions,
  formatPosition,
  type Position,
  type RecordedEvent,
} from '../event-store/event-store';
import { CURRENCIES } from '../shared/money';
import { keepAccountEvent, openBook, openHoldsMinor, type AccountBook } from './account-book';
import { Differences, type Difference, type Report } from './difference';
import type { HoldLine } from './hold-line';
import { IdSet } from './id-set';
import { Ledger } from './ledger';
import { keepPayoutEvent, requestedBook, type PayoutBook } from './payout-book';
import { readAccountEvent, readPayoutEvent } from './readable';

const ACCOUNT = 'account-';
const PAYOUT = 'payout-';

/** An account that a provider's charge took below zero: allowed, and a case for a person. */
export interface Overdraft {
  readonly accountId: string;
  readonly payoutId: string;
  readonly availableMinor: bigint;
}

/**
 * The books, kept from the events alone and by nobody's rules but its own: it shares no code with the deciders, the
 * journal or the projections, so that an error there shows here. What it remembers grows with accounts, payouts and
 * streams, and 16 bytes with each event.
 */
export class Books {
  readonly accounts = new Map<string, AccountBook>();
  readonly payouts = new Map<string, PayoutBook>();
  readonly ledger = new Ledger();
  /** Stream → its last revision. */
  readonly streams = new Map<string, bigint>();
  readonly overdrafts: Overdraft[] = [];
  readonly differences = new Differences();
  /** The place of the last event kept. */
  position: Position | undefined;
  events = 0;
  private readonly ids = new IdSet();

  /** Keeps the next event in `$all` order. Never throws: what may not be becomes a difference. */
  keep(event: RecordedEvent): void {
    const report: Report = (invariant, detail) =>
      this.differences.add({ invariant, stream: event.streamId, revision: event.revision, detail });
    this.keepOrder(event, report);
    if (event.streamId.startsWith(ACCOUNT)) this.keepAccount(event, report);
    if (event.streamId.startsWith(PAYOUT)) this.keepPayout(event, report);
  }

  /** The hold made for a payout, whatever became of it. */
  holdOf(payout: PayoutBook): HoldLine | undefined {
    return this.accounts.get(payout.accountId)?.holds.get(payout.payoutId);
  }

  /** Adds up the whole books as they stand; the differences found event by event come first. */
  balanceUp(): Difference[] {
    const found: Difference[] = [...this.differences.first];
    for (const book of this.accounts.values()) found.push(...this.balanceAccount(book));
    const totals = this.ledger.sorted();
    for (const currency of CURRENCIES) {
      const lines = totals.filter(line => line.currency === currency);
      const debits = lines.reduce((sum, { debitMinor }) => sum + debitMinor, 0n);
      const credits = lines.reduce((sum, { creditMinor }) => sum + creditMinor, 0n);
      const detail = `debits ${debits} and credits ${credits} in ${currency}`;
      if (debits !== credits) found.push({ invariant: 'I1', stream: 'the ledger', revision: null, detail });
    }
    return found;
  }

  private keepOrder({ id, streamId, revision, position }: RecordedEvent, report: Report): void {
    const expected = (this.streams.get(streamId) ?? -1n) + 1n;
    if (revision !== expected) report('I10', `revision ${revision} where ${expected} was due`);
    const isNew = this.ids.add(id);
    if (isNew === undefined) report('I10', `event id ${id} is not a UUID`);
    if (isNew === false) report('I10', `event id ${id} appears a second time`);
    if (this.position && comparePositions(position, this.position) <= 0) {
      report('I10', `position ${formatPosition(position)} after ${formatPosition(this.position)}`);
    }
    this.streams.set(streamId, revision);
    this.position = position;
    this.events += 1;
  }

  private keepAccount({ streamId, body }: RecordedEvent, report: Report): void {
    const finding = readAccountEvent(body);
    if ('fault' in finding) return report('UNREADABLE', finding.fault);
    const { event } = finding;
    const { accountId } = event.data;
    if (streamId !== ACCOUNT + accountId) report('UNREADABLE', `speaks of account ${accountId}`);
    const book = this.accounts.get(accountId);
    if (event.type === 'AccountOpened') {
      if (book) return report('I9', `account ${accountId} is opened a second time`);
      this.accounts.set(accountId, openBook(event.data));
      return;
    }
    if (!book) return report('I9', `${event.type} on account ${accountId}, which was never opened`);
    const sum = this.ledger.book(event);
    if (sum !== 0n) report('I1', `${event.type} is out of balance by ${sum}`);
    const payout = 'payoutId' in event.data ? this.payouts.get(event.data.payoutId) : undefined;
    keepAccountEvent(book, event, payout, report);
    this.noteOverdraft(book, event);
  }

  private noteOverdraft(book: AccountBook, event: Parameters<typeof keepAccountEvent>[1]): void {
    if (event.type !== 'HoldCaptured' || book.availableMinor >= 0n) return;
    const { accountId, payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor } = event.data;
    if (originalAmountMinor + feeAmountMinor <= heldAmountMinor) return;
    this.overdrafts.push({ accountId, payoutId, availableMinor: book.availableMinor });
  }

  private keepPayout({ streamId, body }: RecordedEvent, report: Report): void {
    const finding = readPayoutEvent(body);
    if ('fault' in finding) return report('UNREADABLE', finding.fault);
    const { event } = finding;
    const { payoutId } = event.data;
    if (streamId !== PAYOUT + payoutId) report('UNREADABLE', `speaks of payout ${payoutId}`);
    const book = this.payouts.get(payoutId);
    if (event.type === 'PayoutRequested') {
      if (book) return report('I9', `payout ${payoutId} is requested a second time`);
      this.payouts.set(payoutId, requestedBook(event.data, report));
      return;
    }
    if (!book) return report('I9', `${event.type} for payout ${payoutId}, which was never requested`);
    keepPayoutEvent(book, event, this.holdOf(book), report);
  }

  /** Three ways to the same balances: the running ones, the holds one by one, and the ledger. */
  private balanceAccount(book: AccountBook): Difference[] {
    const { accountId, currency, availableMinor, heldMinor, depositedMinor, takenMinor } = book;
    const found: Difference[] = [];
    const demand = (invariant: 'I1' | 'I3', what: string, is: bigint, due: bigint) => {
      const detail = `${what} is ${is}, ${due} was due`;
      if (is !== due) found.push({ invariant, stream: ACCOUNT + accountId, revision: null, detail });
    };
    demand('I3', 'the held balance beside the sum of open holds', heldMinor, openHoldsMinor(book));
    demand('I1', 'the account’s total', availableMinor + heldMinor, depositedMinor - takenMinor);
    const inLedger = (name: string) => this.ledger.creditBalance(`account:${accountId}:${name}`, currency);
    demand('I1', 'the ledger’s available', inLedger('available'), availableMinor);
    demand('I1', 'the ledger’s held', inLedger('held'), heldMinor);
    return found;
  }
}
