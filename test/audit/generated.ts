import fc from 'fast-check';
import { account, type AccountCommand, type AccountState } from '../../src/domain/account/account';
import type { AccountEvent } from '../../src/domain/account/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../src/domain/payout/payout';
import { depositFunds, holdFunds, openAccount, releaseHold, captureHold } from '../domain/account-examples';
import {
  recordCompletion,
  recordDecline,
  recordFailure,
  recordSubmission,
  recordUnknown,
  rejectPayout,
  repeatSubmission,
  requestPayout,
  startSubmission,
} from '../domain/payout-examples';

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
}

const fate: fc.Arbitrary<Fate> = fc.record({
  amountMinor: fc.bigInt({ min: 1n, max: 5_000n }),
  expectedFeeAmountMinor: fc.bigInt({ min: 0n, max: 50n }),
  feeAmountMinor: fc.constantFrom(0n, null),
  end: fc.constantFrom('completed', 'completed', 'failed', 'declined', 'open'),
  doubt: fc.boolean(),
  repeats: fc.constantFrom(0, 0, 1, 2),
  lateAnswer: fc.boolean(),
});

type Event = AccountEvent | PayoutEvent;

/** Runs the real deciders as the service does: an outcome is recorded before the hold that it closes. */
class Ledger {
  readonly events: Event[] = [];
  private account: AccountState = account.initial;
  private readonly payouts = new Map<string, PayoutState>();

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

  hasFailed(payoutId: string): boolean {
    return this.payouts.get(payoutId)?.status === 'failed';
  }

  onPayout(payoutId: string, command: PayoutCommand): void {
    const state = this.payouts.get(payoutId) ?? payout.initial;
    const decision = payout.decide(state, command);
    if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal}`);
    this.payouts.set(payoutId, decision.value.reduce(payout.evolve, state));
    this.events.push(...decision.value);
  }
}

/** The steps of one payout's life, each to be taken at some moment after the one before. */
function* life(ledger: Ledger, payoutId: string, fate: Fate): Generator<void> {
  const { amountMinor, expectedFeeAmountMinor, feeAmountMinor } = fate;
  const heldAmountMinor = amountMinor + expectedFeeAmountMinor;
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
  if (fate.end === 'declined') return yield* refused(ledger, payoutId, fate);
  run(fate.doubt ? recordUnknown() : recordSubmission(`provider-${payoutId}`));
  yield;
  if (fate.end === 'open') return;
  if (fate.end === 'failed') {
    run(recordFailure({ kind: 'poll', answerHash: payoutId }));
    return yield* afterFailure(ledger, payoutId, fate);
  }
  run(recordCompletion({ amountMinor, feeAmountMinor, evidence: { kind: 'poll', answerHash: payoutId } }));
  yield;
  const charged = feeAmountMinor ?? expectedFeeAmountMinor;
  ledger.onAccount(captureHold({ payoutId, originalAmountMinor: amountMinor, feeAmountMinor: charged }));
}

/** A refused order: the payout has failed if it was sent once, and stays in doubt otherwise. */
function* refused(ledger: Ledger, payoutId: string, fate: Fate): Generator<void> {
  ledger.onPayout(payoutId, recordDecline());
  if (ledger.hasFailed(payoutId)) yield* afterFailure(ledger, payoutId, fate);
}

function* afterFailure(ledger: Ledger, payoutId: string, { lateAnswer }: Fate): Generator<void> {
  yield;
  ledger.onAccount(releaseHold(payoutId));
  yield;
  if (lateAnswer) ledger.onPayout(payoutId, recordSubmission(`provider-${payoutId}`));
}

/** Any history that the deciders make of a few payouts on one account, their steps mixed in any way. */
export const anyHistory: fc.Arbitrary<Event[]> = fc
  .record({
    deposits: fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { maxLength: 3 }),
    fates: fc.array(fate, { maxLength: 5 }),
    order: fc.array(fc.nat(), { maxLength: 60 }),
  })
  .map(({ deposits, fates, order }) => {
    const ledger = new Ledger();
    ledger.onAccount(openAccount());
    deposits.forEach((amountMinor, index) => {
      ledger.onAccount(depositFunds({ depositId: `deposit-${index}`, amountMinor }));
    });
    const lives = fates.map((fate, index) => life(ledger, `payout-${index}`, fate));
    for (const choice of order) lives[choice % Math.max(lives.length, 1)]?.next();
    return ledger.events;
  });
