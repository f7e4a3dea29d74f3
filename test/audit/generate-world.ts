import fc from 'fast-check';
import { account, type AccountCommand, type AccountState } from '../../src/domain/account/account';
import { caseDecider, type CaseCommand, type CaseState } from '../../src/domain/case/case';
import type { CaseDecision } from '../../src/domain/case/events';
import type { PaidFrom } from '../../src/domain/journal/events';
import { feeSettlements, owedMinor } from '../../src/domain/journal/fees/fee-settlements';
import type { CaseEvidence, Evidence } from '../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../src/domain/payout/payout';
import {
  bookSuspense,
  captureHold,
  depositFunds,
  holdFunds,
  openAccount,
  releaseHold,
  returnFunds,
} from '../domain/account/account-examples';
import { boundOf } from '../../src/domain/case/decision-bound';
import { decide, MARK_FAILED, markedPaid, openCase, resolve, writtenOff } from '../domain/case/case-examples';
import {
  markFailed,
  markPaid,
  recordCompletion,
  recordDecline,
  recordFailure,
  recordReturn,
  recordSubmission,
  recordUnknown,
  rejectPayout,
  repeatSubmission,
  requestPayout,
  startSubmission,
} from '../domain/payout/payout-examples';
import { exchanged, hashOf, idAt, withOutcome, type Recordable } from '../support/history';

/** At most what the smallest payout costs. */
const WRITTEN_OFF_MINOR = 7n;

/** One payout's fate: what is asked, how it ends (or does not), and what the provider charges. */
interface Fate {
  readonly amountMinor: bigint;
  readonly expectedFeeAmountMinor: bigint;
  readonly feeAmountMinor: bigint | null;
  readonly end: 'completed' | 'failed' | 'declined' | 'open';
  readonly doubt: boolean;
  /** How often the order is sent again before anybody knows what became of it. */
  readonly repeats: number;
  /** The answer to one of the calls comes after the failure, and says that the order was taken. */
  readonly lateAnswer: boolean;
  /** What comes back, in percent of the amount, and what each return costs. */
  readonly returns: readonly { readonly percent: bigint; readonly feeAmountMinor: bigint }[];
  /** The exchanges stand in a stream of their own, as older stores have them. */
  readonly keptApart: boolean;
  /** What two people decide once nothing more comes by itself, and then decide again. */
  readonly decisions: readonly ('MARK_PAID' | 'MARK_FAILED' | 'WRITE_OFF')[];
}

const fate: fc.Arbitrary<Fate> = fc.record({
  amountMinor: fc.bigInt({ min: WRITTEN_OFF_MINOR, max: 5_000n }),
  expectedFeeAmountMinor: fc.bigInt({ min: 0n, max: 50n }),
  feeAmountMinor: fc.constantFrom(0n, null),
  end: fc.constantFrom('completed', 'completed', 'failed', 'declined', 'open'),
  doubt: fc.boolean(),
  repeats: fc.constantFrom(0, 0, 1, 2),
  lateAnswer: fc.boolean(),
  keptApart: fc.boolean(),
  returns: fc.array(
    fc.record({ percent: fc.bigInt({ min: 1n, max: 50n }), feeAmountMinor: fc.constantFrom(0n, 1n) }),
    { maxLength: 2 },
  ),
  decisions: fc.array(fc.constantFrom('MARK_PAID', 'MARK_FAILED', 'WRITE_OFF'), { maxLength: 3 }),
});

/** Runs the real deciders as the service does: an outcome is recorded before the hold that it closes. */
class Ledger {
  readonly events: Recordable[] = [];
  /** The payouts whose exchanges stand in streams of their own, as in older stores. */
  readonly keptApart = new Set<string>();
  private account: AccountState = account.initial;
  private fees = feeSettlements.initial;
  private readonly payouts = new Map<string, PayoutState>();
  private readonly cases = new Map<string, CaseState>();

  onAccount(command: AccountCommand): void {
    const decision = account.decide(this.account, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal}`);
    this.account = decision.value.reduce(account.evolve, this.account);
    this.events.push(...decision.value);
  }

  /** The account's one answer stands in its state: only an open hold may be submitted. */
  hasOpenHold(payoutId: string): boolean {
    return this.account?.holds.get(payoutId)?.status === 'open';
  }

  stateOf(payoutId: string): PayoutState {
    return this.payouts.get(payoutId) ?? payout.initial;
  }

  /** An answer of the provider, kept before anything is concluded from it. */
  answer(payoutId: string, text: string, kind: 'poll' | 'submission' = 'poll'): Evidence {
    const answerBody = `${text} of ${payoutId}`;
    const exchange = exchanged(payoutId, answerBody);
    this.events.push(this.keptApart.has(payoutId) ? exchange : withOutcome(exchange));
    return { kind, answerHash: hashOf(answerBody) };
  }

  /** Opens a case about the payout and has two people decide it. */
  decide(caseId: string, payoutId: string, decision: CaseDecision): CaseEvidence {
    this.onCase(caseId, openCase({ caseId, payoutId }));
    const state = this.stateOf(payoutId);
    const bound = boundOf(decision, null, state.status === 'none' ? null : state.request);
    for (const person of ['ann', 'bob']) this.onCase(caseId, { ...decide(person, decision), bound });
    const confirmed = this.events.at(-1)!;
    return { kind: 'case', caseId, decisionEventId: idAt(confirmed, this.events.length - 1) };
  }

  onCase(caseId: string, command: CaseCommand): void {
    const state = this.cases.get(caseId) ?? caseDecider.initial;
    const decision = caseDecider.decide(state, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal}`);
    this.cases.set(caseId, decision.value.reduce(caseDecider.evolve, state));
    this.events.push(...decision.value);
  }

  /** One person says that a part of what is owed is paid, or another confirms it on the books of then. */
  settleFees(person: string, { reference, paidFrom, percent }: Settling): void {
    const books = feesIn(this.events);
    const proposal = this.fees.settlements.get(reference);
    const amountMinor = proposal?.data.amountMinor ?? (owedMinor(this.fees, 'BRL', books) * percent) / 100n;
    if (amountMinor <= 0n) return;
    const named = { settlementId: reference, provider: 'connectpsp', reference } as const;
    const decision = feeSettlements.decide(this.fees, {
      type: 'SettleFees',
      settlement: { ...named, currency: 'BRL', amountMinor, paidFrom },
      evidence: `seen by ${person}`,
      person,
      madeKeysOf: [],
      books,
      booksKnow: this.fees.events,
      now: '2026-01-02T03:04:05.000Z',
    });
    if (!decision.ok) return;
    this.fees = decision.value.reduce(feeSettlements.evolve, this.fees);
    this.events.push(...decision.value);
  }

  onPayout(payoutId: string, command: PayoutCommand): void {
    const state = this.payouts.get(payoutId) ?? payout.initial;
    const decision = payout.decide(state, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal}`);
    this.payouts.set(payoutId, decision.value.reduce(payout.evolve, state));
    this.events.push(...decision.value);
  }
}

interface Settling {
  readonly reference: string;
  readonly paidFrom: PaidFrom;
  /** Of what is owed when it is proposed. */
  readonly percent: bigint;
}

/** What connectpsp has charged and what was reversed of it, by the table of docs/books.md. */
function feesIn(events: readonly Recordable[]) {
  const books = { chargedMinor: 0n, reversedMinor: 0n };
  for (const { type, data } of events) {
    if (type === 'HoldCaptured' || type === 'FundsReturned' || type === 'ReleaseReversed')
      books.chargedMinor += data.feeAmountMinor;
    if (type === 'CaptureReversed') books.reversedMinor += data.feeAmountMinor;
  }
  return books;
}

/** Two people settle fees, at any moment. */
function* settling(ledger: Ledger, wish: Settling): Generator<void> {
  for (const person of ['ann', 'bob']) {
    yield;
    ledger.settleFees(person, wish);
  }
}

/** The steps of one payout's life, each to be taken at some moment after the one before. */
function* life(ledger: Ledger, payoutId: string, fate: Fate): Generator<void> {
  const { amountMinor, expectedFeeAmountMinor, feeAmountMinor } = fate;
  const heldAmountMinor = amountMinor + expectedFeeAmountMinor;
  if (fate.keptApart) ledger.keptApart.add(payoutId);
  const run = (command: PayoutCommand) => ledger.onPayout(payoutId, command);
  run(
    requestPayout({
      payoutId,
      externalReference: payoutId,
      amountMinor,
      expectedFeeAmountMinor,
      heldAmountMinor,
    }),
  );
  yield;
  ledger.onAccount(holdFunds({ payoutId, amountMinor: heldAmountMinor }));
  yield;
  if (!ledger.hasOpenHold(payoutId)) return run(rejectPayout);
  run(startSubmission(`key-${payoutId}`));
  yield;
  for (let repeat = 0; repeat < fate.repeats; repeat += 1) {
    run(repeatSubmission);
    yield;
  }
  if (fate.end === 'declined') run(recordDecline('NO_KEY', ledger.answer(payoutId, 'no', 'submission')));
  else if (fate.doubt) run(recordUnknown());
  else run(recordSubmission(`provider-${payoutId}`, ledger.answer(payoutId, 'taken', 'submission')));
  yield;
  if (fate.end === 'failed') run(recordFailure(ledger.answer(payoutId, 'failed')));
  if (fate.end === 'completed') {
    const evidence = ledger.answer(payoutId, 'paid');
    run(recordCompletion({ amountMinor, feeAmountMinor, evidence }));
  }
  yield;
  settle(ledger, payoutId);
  yield;
  if (fate.lateAnswer && ledger.stateOf(payoutId).status === 'failed') {
    run(recordSubmission(`provider-${payoutId}`, ledger.answer(payoutId, 'taken', 'submission')));
  }
  yield* afterwards(ledger, payoutId, fate);
}

/** Brings the account to what the payout says, as the service does: by the outcome that stands. */
function settle(ledger: Ledger, payoutId: string): void {
  const state = ledger.stateOf(payoutId);
  if (state.status === 'failed') {
    ledger.onAccount(releaseHold({ payoutId, corrects: state.outcome.evidence.kind === 'case' }));
  }
  if (state.status === 'completed') {
    const { originalAmountMinor, feeAmountMinor, evidence } = state.outcome;
    const cost = { originalAmountMinor, feeAmountMinor };
    ledger.onAccount(captureHold({ payoutId, ...cost, corrects: evidence.kind === 'case' }));
  }
}

/** What comes back, and what people decide: also before the account has been told of the decision before. */
function* afterwards(ledger: Ledger, payoutId: string, fate: Fate): Generator<void> {
  for (const [index, back] of fate.returns.entries()) {
    if (ledger.stateOf(payoutId).status !== 'completed') break;
    const amountMinor = (fate.amountMinor * back.percent) / 100n;
    if (amountMinor === 0n) break;
    const feeAmountMinor = back.feeAmountMinor < amountMinor ? back.feeAmountMinor : 0n;
    const told = { returnId: `${payoutId}-return-${index}`, amountMinor, feeAmountMinor };
    ledger.onPayout(
      payoutId,
      recordReturn({
        ...told,
        endToEndId: `D${told.returnId}`,
        evidence: ledger.answer(payoutId, `back ${index}`),
      }),
    );
    yield;
    ledger.onAccount(returnFunds({ payoutId, ...told }));
  }
  for (const [index, type] of fate.decisions.entries()) {
    yield;
    yield* decided(ledger, payoutId, `case-${payoutId}-${index}`, type);
  }
}

/** One decision: refused where the payout has come back or stands for another fee; then nothing follows from it. */
function* decided(
  ledger: Ledger,
  payoutId: string,
  caseId: string,
  type: Fate['decisions'][number],
): Generator<void> {
  const state = ledger.stateOf(payoutId);
  const hasReturned = state.status === 'completed' && state.returns.length > 0;
  if (state.status === 'none' || (hasReturned && type === 'MARK_FAILED')) return;
  if (state.status === 'completed' && type === 'MARK_PAID') return;
  const decision = { MARK_PAID: markedPaid(), MARK_FAILED, WRITE_OFF: writtenOff(WRITTEN_OFF_MINOR) }[type];
  const evidence = ledger.decide(caseId, payoutId, decision);
  const isOpen = state.status !== 'completed' && state.status !== 'failed';
  if (type === 'MARK_PAID') {
    ledger.onPayout(payoutId, markPaid({ feeAmountMinor: null, endToEndId: null, evidence }));
  } else if (type === 'MARK_FAILED' || isOpen) ledger.onPayout(payoutId, markFailed(evidence));
  yield;
  settle(ledger, payoutId);
  if (type === 'WRITE_OFF')
    ledger.onAccount(bookSuspense({ payoutId, caseId, amountMinor: WRITTEN_OFF_MINOR }));
  ledger.onCase(caseId, resolve(type));
}

/** Any history that the deciders make of a few payouts on one account, their steps mixed in any way. */
export const anyHistory: fc.Arbitrary<Recordable[]> = fc
  .record({
    deposits: fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { maxLength: 3 }),
    fates: fc.array(fate, { maxLength: 5 }),
    settlements: fc.array(
      fc.record({
        paidFrom: fc.constantFrom('FLOAT' as const, 'HOUSE' as const),
        percent: fc.bigInt({ min: 1n, max: 100n }),
      }),
      { maxLength: 3 },
    ),
    order: fc.array(fc.nat(), { maxLength: 90, size: 'max' }),
  })
  .map(({ deposits, fates, settlements, order }) => {
    const ledger = new Ledger();
    ledger.onAccount(openAccount());
    deposits.forEach((amountMinor, index) => {
      ledger.onAccount(
        depositFunds({ depositId: `deposit-${index}`, reference: `wire ${index}`, amountMinor }),
      );
    });
    const lives = [
      ...fates.map((fate, index) => life(ledger, `payout-${index}`, fate)),
      ...settlements.map((each, index) => settling(ledger, { ...each, reference: `invoice-${index}` })),
    ];
    for (const choice of order) lives[choice % Math.max(lives.length, 1)]?.next();
    return ledger.events;
  });
