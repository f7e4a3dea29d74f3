import type { LogMark, Position, RecordedEvent } from '../event-store/event-store';
import { applyAccountEvent, newAccount } from './rules/accounts/audited-account';
import type { AuditedAccount, DataOf } from './records/audited-account-state';
import { checkTotals } from './rules/check-totals';
import { applyCaseEvent, newCase, type AuditedCase } from './records/audited-case';
import { Differences, type Difference, type ReportDifference } from './difference';
import { EventOrder } from './rules/event-order';
import { EvidenceCheck } from './evidence/evidence-check';
import { applyExchange } from './evidence/exchange-check';
import { evidencesOf, recordedFiguresOf } from './evidence/recorded-figures';
import { asItIs } from './packing/codecs';
import { PackedMap } from './packing/packed-map';
import { RecordStore } from './packing/record-store';
import { OfAccount } from './records/of-account';
import { PAYOUT_CODEC } from './records/payouts/payout-codec';
import { HOLD_CODEC, type AuditedHold } from './records/audited-hold';
import type { ExpectedEntry } from './comparison/rows/expected-entry';
import { FeeSettlements } from './rules/fee-settlements';
import { EntryBook } from './records/entry-book';
import type { Ledger } from './records/ledger';
import { SubmissionCount } from './rules/submission-count';
import { isAbout } from './rules/account-scope';
import { applyPayoutEvent, newPayout, type AuditedPayout } from './records/payouts/audited-payout';
import {
  parseAccountEvent,
  parseCaseEvent,
  parseExchangeEvent,
  parseFeeEvent,
  parseNotificationEvent,
  parsePayoutEvent,
} from './records/parse-event';
import { eventOrReport } from './records/event-or-report';
import { ExpectedDetails } from './comparison/rows/expected-details';
import { RulesAcrossStreams } from './rules/rules-across-streams';
import { overdraftBy, type Overdraft } from './rules/accounts/overdrafts';
import { checkExcess } from './rules/accounts/excess-on-suspense';
import { FigureCheck } from './evidence/figure-check';

const ACCOUNT = 'account-';
const PAYOUT = 'payout-';
const CASE = 'case-';
const NOTIFICATION = 'notification-';
const EXCHANGE = 'exchange-';
const PROVIDER = 'provider-';

export interface BooksOptions {
  /** Only what tells of this account becomes a difference. */
  readonly accountId?: string | undefined;
  /** Told of every entry of the journal. */
  readonly onEntry?: ((entry: ExpectedEntry) => void) | undefined;
  /** The keys of the provider that signs its notifications. */
  readonly signingKeys?: readonly string[] | undefined;
}

/**
 * The books by rules of the audit. They share no code with the deciders, the journal or the projections. Settled records go
 * into a file: memory grows with accounts and cases, by 20 to 40 bytes with each event and 24 with each record.
 */
export class Books {
  readonly accounts = new Map<string, AuditedAccount>();
  readonly payouts: PackedMap<AuditedPayout>;
  readonly holds: PackedMap<AuditedHold>;
  readonly deposits: PackedMap<DataOf<'FundsDeposited'>>;
  readonly cases = new Map<string, AuditedCase>();
  readonly evidenceCheck: EvidenceCheck;
  readonly figureCheck: FigureCheck;
  private readonly acrossStreams = new RulesAcrossStreams(this);
  readonly submissionCount: SubmissionCount;
  readonly feeSettlements = new FeeSettlements();
  private readonly entries: EntryBook;
  readonly ledger: Ledger;
  readonly details: ExpectedDetails;
  readonly order: EventOrder;
  /** Stream → the setting by which the store leaves events of it out. It is undefined when that setting was removed. */
  readonly truncations = new Map<string, string | undefined>();
  readonly overdrafts: Overdraft[] = [];
  readonly differences = new Differences();

  constructor(
    private readonly options: BooksOptions = {},
    store = new RecordStore(),
  ) {
    this.payouts = new PackedMap(store, PAYOUT_CODEC);
    this.holds = new PackedMap(store, HOLD_CODEC);
    this.deposits = new PackedMap(store, asItIs());
    this.evidenceCheck = new EvidenceCheck(store, options.signingKeys);
    this.figureCheck = new FigureCheck(store);
    this.submissionCount = new SubmissionCount(store);
    this.details = new ExpectedDetails(store);
    this.order = new EventOrder(store);
    this.entries = new EntryBook({ ...options, saidOf: event => this.details.saidOf(event) });
    this.ledger = this.entries.ledger;
  }

  /** The last event that the journal books. */
  get lastEntry(): LogMark | undefined {
    return this.entries.last;
  }

  get streams(): PackedMap<bigint> {
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
  apply(event: RecordedEvent): void {
    const report = this.reportFor(event);
    this.order.apply(event, report);
    this.acrossStreams.apply(event, report);
    this.entries.closedPeriods.apply(event, report);
    if (event.streamId.startsWith(ACCOUNT)) this.applyAccount(event, report);
    if (event.streamId.startsWith(PAYOUT)) this.applyPayout(event, report);
    if (event.streamId.startsWith(CASE)) this.applyCase(event, report);
    if (event.streamId.startsWith(NOTIFICATION)) this.applyNotification(event, report);
    if (event.streamId.startsWith(EXCHANGE)) this.applyExchange(event, report);
    if (event.streamId.startsWith(PROVIDER)) this.applyFees(event, report);
  }

  /** Asks something of an event that has been kept. */
  check(event: RecordedEvent, demand: (event: RecordedEvent, report: ReportDifference) => void): void {
    demand(event, this.reportFor(event));
  }

  private reportFor({ streamId: stream, revision }: RecordedEvent): ReportDifference {
    return (invariant, detail) => {
      if (this.concerns(stream)) this.differences.add({ invariant, stream, revision, detail });
    };
  }

  /** Whether a stream or row tells of the account that was asked about; true of all where none was. */
  concerns(place: string): boolean {
    const { accountId } = this.options;
    return accountId === undefined || isAbout(this, accountId, place);
  }

  /** The hold made for a payout, whatever became of it. */
  holdOf(payout: AuditedPayout): AuditedHold | undefined {
    return this.accounts.get(payout.accountId)?.holds.get(payout.payoutId);
  }

  /** Adds up the whole books as they stand; the differences found event by event come first. */
  checkTotals(): Difference[] {
    return [...this.differences.first, ...checkTotals(this).filter(({ stream }) => this.concerns(stream))];
  }

  private applyAccount(recorded: RecordedEvent, report: ReportDifference): void {
    const { streamId } = recorded;
    const event = eventOrReport(parseAccountEvent(recorded.body), report);
    if (!event) return;
    this.details.applyAccount(recorded, event);
    const { accountId } = event.data;
    if (streamId !== ACCOUNT + accountId) report('UNREADABLE', `speaks of account ${accountId}`);
    const book = this.accounts.get(accountId);
    if (event.type === 'AccountOpened') {
      if (book) return report('I9', `account ${accountId} is opened a second time`);
      this.accounts.set(accountId, newAccount(event.data, this.recordsOf(accountId)));
      return;
    }
    if (!book) return report('I9', `${event.type} on account ${accountId}, which was never opened`);
    this.entries.book(recorded, event, report);
    this.feeSettlements.note(event);
    this.evidenceCheck.deposits.apply(event, report);
    const payout = 'payoutId' in event.data ? this.payouts.get(event.data.payoutId) : undefined;
    const decidedCase = 'caseId' in event.data ? this.cases.get(event.data.caseId) : undefined;
    const before = book.availableMinor;
    applyAccountEvent(book, event, payout, decidedCase, report);
    checkExcess(book, event, recorded, report);
    const overdraft = overdraftBy(event, book, before, report);
    if (overdraft) this.overdrafts.push(overdraft);
  }

  private recordsOf(accountId: string): Pick<AuditedAccount, 'holds' | 'deposits'> {
    return {
      holds: new OfAccount(this.holds, accountId),
      deposits: new OfAccount(this.deposits, accountId),
    };
  }

  private applyFees(recorded: RecordedEvent, report: ReportDifference): void {
    const event = eventOrReport(parseFeeEvent(recorded.body), report);
    if (!event) return;
    this.entries.book(recorded, event, report);
    this.feeSettlements.apply(recorded.streamId, event, report);
  }

  private applyPayout(recorded: RecordedEvent, report: ReportDifference): void {
    if (recorded.body.type === 'ProviderExchanged') return this.applyExchange(recorded, report);
    const { streamId } = recorded;
    const event = eventOrReport(parsePayoutEvent(recorded.body), report);
    if (!event) return;
    this.details.applyPayout(recorded, event);
    const { payoutId } = event.data;
    if (streamId !== PAYOUT + payoutId) report('UNREADABLE', `speaks of payout ${payoutId}`);
    const book = this.payouts.get(payoutId);
    if (event.type === 'PayoutRequested') {
      if (book) return report('I9', `payout ${payoutId} is requested a second time`);
      this.payouts.set(payoutId, newPayout(event.data, report));
      return;
    }
    if (!book) return report('I9', `${event.type} for payout ${payoutId}, which was never requested`);
    applyPayoutEvent(book, event, this.holdOf(book), report);
    if (event.type === 'PayoutSubmitted') this.evidenceCheck.checkAcceptance(payoutId, report);
    const figures = recordedFiguresOf(event);
    const expectedFeeMinor = book.expectedFeeAmountMinor;
    for (const evidence of evidencesOf(event)) {
      if (figures) this.figureCheck.checkFigures({ payoutId, evidence, figures, expectedFeeMinor, report });
      this.evidenceCheck.checkEvidence({ payoutId, type: event.type, evidence }, this.cases, report);
    }
  }

  private applyCase(recorded: RecordedEvent, report: ReportDifference): void {
    const { id, streamId } = recorded;
    const event = eventOrReport(parseCaseEvent(recorded.body), report);
    if (!event) return;
    this.details.applyCase(recorded, event);
    const { caseId } = event.data;
    if (streamId !== CASE + caseId) report('UNREADABLE', `speaks of case ${caseId}`);
    const book = this.cases.get(caseId);
    if (event.type === 'CaseOpened') {
      if (book) return report('I16', `case ${caseId} is opened a second time`);
      this.cases.set(caseId, newCase(event.data));
      return;
    }
    if (!book) return report('I16', `${event.type} on case ${caseId}, which was never opened`);
    applyCaseEvent(book, event, id, report);
  }

  private applyNotification(recorded: RecordedEvent, report: ReportDifference): void {
    const event = eventOrReport(parseNotificationEvent(recorded.body), report);
    if (!event) return;
    this.details.applyNotification(recorded, event);
    this.evidenceCheck.applyNotification(event, recorded, report);
    if (event.type === 'ProviderNotificationReceived')
      this.figureCheck.applyNotification(event.data, recorded.id);
  }

  private applyExchange({ streamId, body }: RecordedEvent, report: ReportDifference): void {
    const event = eventOrReport(parseExchangeEvent(body), report);
    if (event) applyExchange(this, streamId, event.data, report);
  }
}
