import type { Evidence, PayoutEvent } from '../domain/payout/events';
import type { LogMark, Position, RecordedEvent } from '../event-store/event-store';
import { keepAccountEvent, openBook } from './rules/audited-account';
import type { AccountBook, DataOf, Movement } from './records/audited-account-state';
import { balanceUp } from './rules/check-totals';
import { BookingClock } from './rules/booking-clock';
import { keepCaseEvent, openedCase, type CaseBook } from './records/audited-case';
import { Differences, type Difference, type Report } from './difference';
import { EventOrder, markOf } from './rules/event-order';
import { EvidenceBook } from './evidence/evidence-check';
import { figuresOf } from './evidence/recorded-figures';
import { paidBy, type HoldLine } from './records/audited-hold';
import { dueEntry, type DueEntry } from './rows/expected-entry';
import { Ledger, sumOf, type Posted } from './records/ledger';
import { PostedOrders } from './rules/submission-count';
import { isAbout } from './rules/account-scope';
import { keepPayoutEvent, requestedBook, type PayoutBook } from './records/audited-payout';
import {
  readAccountEvent,
  readCaseEvent,
  readExchangeEvent,
  readNotificationEvent,
  readPayoutEvent,
  type Finding,
} from './records/parse-event';
import { Shown } from './rows/expected-details';
import { demandWithinHold } from './rules/excess-on-suspense';
import { WordsBook } from './evidence/figure-check';

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
  readonly evidence: EvidenceBook;
  readonly words = new WordsBook();
  private readonly bookingClock = new BookingClock();
  private readonly postedOrders = new PostedOrders();
  readonly ledger = new Ledger();
  readonly shown = new Shown();
  readonly order = new EventOrder();
  /** Stream → how the store was told to leave events of it out; undefined: not any more. */
  readonly cuts = new Map<string, string | undefined>();
  readonly overdrafts: Overdraft[] = [];
  readonly differences = new Differences();
  /** The last event that the journal books. */
  lastEntry: LogMark | undefined;

  /** With an account, only what tells of it becomes a difference. `onEntry`: told of every entry of the journal. */
  constructor(
    private readonly accountId?: string,
    private readonly onEntry?: (entry: DueEntry) => void,
    signingKeys?: readonly string[],
  ) {
    this.evidence = new EvidenceBook(signingKeys);
  }

  /** Stream → its last revision. */
  get streams(): ReadonlyMap<string, bigint> {
    return this.order.streams;
  }

  /** The place of the last event kept. */
  get position(): Position | undefined {
    return this.order.position;
  }

  get events(): number {
    return this.order.events;
  }

  /** Keeps the next event in `$all` order. Never throws: what may not be becomes a difference. */
  keep(event: RecordedEvent): void {
    const report = this.reporting(event);
    this.order.keep(event, report);
    if (event.streamId.startsWith(ACCOUNT)) this.keepAccount(event, report);
    if (event.streamId.startsWith(PAYOUT)) this.keepPayout(event, report);
    if (event.streamId.startsWith(CASE)) this.keepCase(event, report);
    if (event.streamId.startsWith(NOTIFICATION)) this.keepNotification(event, report);
    if (event.streamId.startsWith(EXCHANGE)) this.keepExchange(event, report);
  }

  /** Asks something of an event that has been kept. */
  demand(event: RecordedEvent, demand: (event: RecordedEvent, report: Report) => void): void {
    demand(event, this.reporting(event));
  }

  private reporting({ streamId: stream, revision }: RecordedEvent): Report {
    return (invariant, detail) => {
      if (this.concerns(stream)) this.differences.add({ invariant, stream, revision, detail });
    };
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
    return [...this.differences.first, ...balanceUp(this).filter(({ stream }) => this.concerns(stream))];
  }

  private keepAccount(recorded: RecordedEvent, report: Report): void {
    const { streamId } = recorded;
    const event = readable(readAccountEvent(recorded.body), report);
    if (!event) return;
    this.shown.keepAccount(recorded, event);
    const { accountId } = event.data;
    if (streamId !== ACCOUNT + accountId) report('UNREADABLE', `speaks of account ${accountId}`);
    const book = this.accounts.get(accountId);
    if (event.type === 'AccountOpened') {
      if (book) return report('I9', `account ${accountId} is opened a second time`);
      this.accounts.set(accountId, openBook(event.data));
      return;
    }
    if (!book) return report('I9', `${event.type} on account ${accountId}, which was never opened`);
    const lines = this.ledger.book(event);
    const sum = sumOf(lines);
    if (lines.length > 0) this.enter(recorded, event, lines);
    if (sum !== 0n) report('I1', `${event.type} is out of balance by ${sum}`);
    const payout = 'payoutId' in event.data ? this.payouts.get(event.data.payoutId) : undefined;
    const decidedCase = 'caseId' in event.data ? this.cases.get(event.data.caseId) : undefined;
    const before = book.availableMinor;
    keepAccountEvent(book, event, payout, decidedCase, report);
    demandWithinHold(book, event, recorded, report);
    if (book.availableMinor < 0n) this.keepOverdraft(book, event, before, report);
  }

  /** The event is an entry of the journal. */
  private enter(recorded: RecordedEvent, event: Movement, lines: readonly Posted[]): void {
    this.lastEntry = markOf(recorded);
    const bookedAt = this.bookingClock.at(recorded);
    this.bookingClock.passed(recorded);
    this.onEntry?.(
      dueEntry(recorded, event, lines, { bookedAt, providerTime: this.shown.providerTimeOf(event) }),
    );
  }

  /** I2: below zero only by what a provider really charged, or by a decision. */
  private keepOverdraft(book: AccountBook, event: Movement, before: bigint, report: Report): void {
    const { accountId, availableMinor } = book;
    if (event.type === 'HoldCaptured' && takesMoreThanHeld(event.data)) {
      this.overdrafts.push({ accountId, payoutId: event.data.payoutId, availableMinor });
    } else if (before >= 0n && event.type !== 'ReleaseReversed' && event.type !== 'DepositReversed') {
      report('I2', `${event.type} left ${availableMinor} available`);
    }
  }

  private keepPayout(recorded: RecordedEvent, report: Report): void {
    const { streamId, revision } = recorded;
    const event = readable(readPayoutEvent(recorded.body), report);
    if (!event) return;
    this.shown.keepPayout(recorded, event);
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
    const figures = figuresOf(event);
    const expectedFeeMinor = book.expectedFeeAmountMinor;
    for (const evidence of evidencesOf(event)) {
      if (figures) this.words.rest({ payoutId, evidence, figures, expectedFeeMinor, report });
      this.evidence.rest(
        { payoutId, type: event.type, evidence, stream: streamId, revision },
        this.cases,
        report,
      );
    }
  }

  private keepCase(recorded: RecordedEvent, report: Report): void {
    const { id, streamId } = recorded;
    const event = readable(readCaseEvent(recorded.body), report);
    if (!event) return;
    this.shown.keepCase(recorded, event);
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

  private keepNotification(recorded: RecordedEvent, report: Report): void {
    const event = readable(readNotificationEvent(recorded.body), report);
    if (!event) return;
    this.shown.keepNotification(recorded, event);
    this.evidence.keepNotification(event, recorded.id, report);
    if (event.type === 'ProviderNotificationReceived') this.words.keepNotification(event.data, recorded.id);
  }

  private keepExchange({ streamId, body }: RecordedEvent, report: Report): void {
    const event = readable(readExchangeEvent(body), report);
    if (!event) return;
    const { payoutId } = event.data;
    if (streamId !== EXCHANGE + payoutId) report('UNREADABLE', `speaks of payout ${payoutId}`);
    this.evidence.keepExchange(event.data, report);
    this.words.keepExchange(event.data);
    this.postedOrders.keep(event.data, this.payouts.get(payoutId), report);
  }
}

/** What the event rests on: of a look, each of its answers. */
function evidencesOf({ type, data }: PayoutEvent): readonly Evidence[] {
  if (type === 'PayoutLookedFor') return data.answerHashes.map(answerHash => ({ kind: 'poll', answerHash }));
  return 'evidence' in data ? [data.evidence] : [];
}

function readable<Event>(finding: Finding<Event>, report: Report): Event | undefined {
  if ('event' in finding) return finding.event;
  report('UNREADABLE', finding.fault);
  return undefined;
}

const takesMoreThanHeld = (captured: DataOf<'HoldCaptured'>): boolean =>
  paidBy(captured) > captured.heldAmountMinor;
