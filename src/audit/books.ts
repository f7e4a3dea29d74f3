import {
  comparePositions,
  formatPosition,
  type Position,
  type RecordedEvent,
} from '../event-store/event-store';
import { CURRENCIES } from '../shared/money';
import { keepAccountEvent, openBook, openHoldsMinor } from './account-book';
import type { AccountBook, DataOf, Movement } from './account-lines';
import { keepCaseEvent, openedCase, type CaseBook } from './case-book';
import { Differences, type Difference, type Report } from './difference';
import { EvidenceBook } from './evidence-book';
import { paidBy, type HoldLine } from './hold-line';
import { IdSet } from './id-set';
import { Ledger } from './ledger';
import { PostedOrders } from './posted-orders';
import { isAbout } from './scope';
import { keepPayoutEvent, requestedBook, type PayoutBook } from './payout-book';
import {
  readAccountEvent,
  readCaseEvent,
  readExchangeEvent,
  readNotificationEvent,
  readPayoutEvent,
  type Finding,
} from './readable';
import { demandWithinHold } from './within-hold';

const ACCOUNT = 'account-';
const PAYOUT = 'payout-';
const CASE = 'case-';
const NOTIFICATION = 'notification-';
const EXCHANGE = 'exchange-';

/** An account that a provider's charge took below zero, before suspense carried what is above a hold: a person knows it. */
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
  readonly cases = new Map<string, CaseBook>();
  readonly evidence = new EvidenceBook();
  private readonly postedOrders = new PostedOrders();
  readonly ledger = new Ledger();
  /** Stream → its last revision. */
  readonly streams = new Map<string, bigint>();
  readonly overdrafts: Overdraft[] = [];
  readonly differences = new Differences();
  /** The place of the last event kept. */
  position: Position | undefined;
  events = 0;
  private readonly ids = new IdSet();

  /** With an account, only what tells of it becomes a difference. */
  constructor(private readonly accountId?: string) {}

  /** Keeps the next event in `$all` order. Never throws: what may not be becomes a difference. */
  keep(event: RecordedEvent): void {
    const { streamId: stream, revision } = event;
    const report: Report = (invariant, detail) => {
      if (this.concerns(stream)) this.differences.add({ invariant, stream, revision, detail });
    };
    this.keepOrder(event, report);
    if (event.streamId.startsWith(ACCOUNT)) this.keepAccount(event, report);
    if (event.streamId.startsWith(PAYOUT)) this.keepPayout(event, report);
    if (event.streamId.startsWith(CASE)) this.keepCase(event, report);
    if (event.streamId.startsWith(NOTIFICATION)) this.keepNotification(event, report);
    if (event.streamId.startsWith(EXCHANGE)) this.keepExchange(event, report);
  }

  /** Whether a stream or row tells of the account that was asked about; true of all where none was. */
  concerns(place: string): boolean {
    return this.accountId === undefined || isAbout(this, this.accountId, place);
  }

  /** The hold made for a payout, whatever became of it. */
  holdOf(payout: PayoutBook): HoldLine | undefined {
    return this.accounts.get(payout.accountId)?.holds.get(payout.payoutId);
  }

  /** Adds up the whole books as they stand; the differences found event by event come first. */
  balanceUp(): Difference[] {
    return [...this.differences.first, ...this.addUp().filter(({ stream }) => this.concerns(stream))];
  }

  private addUp(): Difference[] {
    const found: Difference[] = this.evidence.missing();
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

  private keepAccount(recorded: RecordedEvent, report: Report): void {
    const { streamId, body } = recorded;
    const event = readable(readAccountEvent(body), report);
    if (!event) return;
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
    const decidedCase = 'caseId' in event.data ? this.cases.get(event.data.caseId) : undefined;
    const before = book.availableMinor;
    keepAccountEvent(book, event, payout, decidedCase, report);
    demandWithinHold(book, event, recorded, report);
    if (book.availableMinor < 0n) this.keepOverdraft(book, event, before, report);
  }

  /** I2: below zero only by what a provider really charged, or by a decision. */
  private keepOverdraft(book: AccountBook, event: Movement, before: bigint, report: Report): void {
    const { accountId, availableMinor } = book;
    if (event.type === 'HoldCaptured' && takesMoreThanHeld(event.data)) {
      this.overdrafts.push({ accountId, payoutId: event.data.payoutId, availableMinor });
    } else if (before >= 0n && event.type !== 'ReleaseReversed') {
      report('I2', `${event.type} left ${availableMinor} available`);
    }
  }

  private keepPayout({ streamId, revision, body }: RecordedEvent, report: Report): void {
    const event = readable(readPayoutEvent(body), report);
    if (!event) return;
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
    if (!('evidence' in event.data)) return;
    const { evidence } = event.data;
    this.evidence.rest(
      { payoutId, type: event.type, evidence, stream: streamId, revision },
      this.cases,
      report,
    );
  }

  private keepCase({ id, streamId, body }: RecordedEvent, report: Report): void {
    const event = readable(readCaseEvent(body), report);
    if (!event) return;
    const { caseId } = event.data;
    if (streamId !== CASE + caseId) report('UNREADABLE', `speaks of case ${caseId}`);
    const book = this.cases.get(caseId);
    if (event.type === 'CaseOpened') {
      if (book) return report('I16', `case ${caseId} is opened a second time`);
      this.cases.set(caseId, openedCase(event.data));
      return;
    }
    if (!book) return report('I16', `${event.type} on case ${caseId}, which was never opened`);
    keepCaseEvent(book, event, id, report);
  }

  private keepNotification({ id, body }: RecordedEvent, report: Report): void {
    const event = readable(readNotificationEvent(body), report);
    if (event) this.evidence.keepNotification(event, id, report);
  }

  private keepExchange({ streamId, body }: RecordedEvent, report: Report): void {
    const event = readable(readExchangeEvent(body), report);
    if (!event) return;
    const { payoutId } = event.data;
    if (streamId !== EXCHANGE + payoutId) report('UNREADABLE', `speaks of payout ${payoutId}`);
    this.evidence.keepExchange(event.data, report);
    this.postedOrders.keep(event.data, this.payouts.get(payoutId), report);
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

function readable<Event>(finding: Finding<Event>, report: Report): Event | undefined {
  if ('event' in finding) return finding.event;
  report('UNREADABLE', finding.fault);
  return undefined;
}

const takesMoreThanHeld = (captured: DataOf<'HoldCaptured'>): boolean =>
  paidBy(captured) > captured.heldAmountMinor;
