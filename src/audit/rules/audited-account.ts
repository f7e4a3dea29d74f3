import type { AccountEvent } from '../../domain/account/events';
import type { AccountBook, DataOf, Movement } from '../records/audited-account-state';
import type { CaseBook } from '../records/audited-case';
import type { Report } from '../difference';
import { arrivalKey, keepReversal } from './deposit-reversal';
import { paidBy, sameCost } from '../records/audited-hold';
import { keepLaterEvent } from './after-hold-events';
import type { PayoutBook } from '../records/audited-payout';

export const openBook = ({
  accountId,
  name,
  currency,
}: Extract<AccountEvent, { type: 'AccountOpened' }>['data']) =>
  ({
    accountId,
    name,
    currency,
    availableMinor: 0n,
    heldMinor: 0n,
    depositedMinor: 0n,
    takenMinor: 0n,
    holds: new Map(),
    deposits: new Map(),
    reversed: new Set(),
    arrivals: new Map(),
    returns: new Set(),
    suspense: new Set(),
    excesses: new Set(),
  }) satisfies AccountBook;

/** What is open, added up from the holds themselves: what the held balance must be. */
export const openHoldsMinor = (book: AccountBook): bigint =>
  [...book.holds.values()].reduce(
    (sum, { state, amountMinor }) => (state === 'open' ? sum + amountMinor : sum),
    0n,
  );

/** Keeps one event in the account's book, reporting what may not be. `payout`, `decidedCase`: those it names, if known. */
export function keepAccountEvent(
  book: AccountBook,
  event: Movement,
  payout: PayoutBook | undefined,
  decidedCase: CaseBook | undefined,
  report: Report,
): void {
  if (event.data.currency !== book.currency) {
    report('I1', `${event.type} in ${event.data.currency} on an account in ${book.currency}`);
  }
  const before = book.availableMinor;
  switch (event.type) {
    case 'FundsDeposited':
      return deposit(book, event.data, report);
    case 'FundsHeld':
      return hold(book, event.data, payout, report);
    case 'HoldCaptured':
      return capture(book, event.data, payout, report, before);
    case 'HoldRefused':
      return refuse(book, event.data, payout, report);
    case 'HoldReleased':
      return release(book, event.data, payout, report);
    case 'DepositReversed':
      return keepReversal(book, event.data, decidedCase, report);
    default:
      return keepLaterEvent(book, event, payout, decidedCase, report);
  }
}

function deposit(book: AccountBook, data: DataOf<'FundsDeposited'>, report: Report): void {
  if (book.deposits.has(data.depositId)) report('I9', `deposit ${data.depositId} is booked a second time`);
  if (data.amountMinor === 0n) report('I1', `deposit ${data.depositId} of nothing`);
  arrive(book, data, report);
  book.deposits.set(data.depositId, data);
  book.availableMinor += data.amountMinor;
  book.depositedMinor += data.amountMinor;
}

/** One arrival is one deposit. Deposits without a client are older than the rule. */
function arrive(book: AccountBook, data: DataOf<'FundsDeposited'>, report: Report): void {
  const { provider, reference, depositId, clientId } = data;
  const key = arrivalKey({ provider, reference });
  const before = book.arrivals.get(key) ?? new Set();
  if (before.size > 0 && clientId !== undefined)
    report('I9', `deposit ${depositId} books what deposit ${[...before].join(', ')} has booked`);
  book.arrivals.set(key, before.add(depositId));
}

function hold(
  book: AccountBook,
  data: DataOf<'FundsHeld'>,
  payout: PayoutBook | undefined,
  report: Report,
): void {
  const { payoutId, amountMinor } = data;
  if (book.holds.has(payoutId)) report('I5', `payout ${payoutId} is held a second time`);
  demandAsked(book, data, payout, 'hold', report);
  if (amountMinor > book.availableMinor) {
    report('I2', `hold of ${amountMinor} for payout ${payoutId} with ${book.availableMinor} available`);
  }
  book.holds.set(payoutId, { amountMinor, state: 'open', cost: null, excessMinor: 0n });
  book.availableMinor -= amountMinor;
  book.heldMinor += amountMinor;
}

/** The account was asked for this payout, and for this amount. */
function demandAsked(
  book: AccountBook,
  { payoutId, amountMinor }: DataOf<'FundsHeld' | 'HoldRefused'>,
  payout: PayoutBook | undefined,
  what: string,
  report: Report,
): void {
  if (!payout || payout.accountId !== book.accountId) {
    report('I5', `${what} of ${amountMinor} for payout ${payoutId}, which this account was never asked for`);
  } else if (payout.heldAmountMinor !== amountMinor) {
    report(
      'I5',
      `${what} of ${amountMinor} for payout ${payoutId}, which asked for ${payout.heldAmountMinor}`,
    );
  }
}

/** No money moves; but the answer stands: there must be no hold for the payout, before or after. */
function refuse(
  book: AccountBook,
  data: DataOf<'HoldRefused'>,
  payout: PayoutBook | undefined,
  report: Report,
): void {
  const { payoutId, amountMinor } = data;
  demandAsked(book, data, payout, 'refusal', report);
  if (book.holds.has(payoutId)) report('I5', `payout ${payoutId} is refused a hold after its first answer`);
  if (amountMinor <= book.availableMinor) {
    report('I9', `payout ${payoutId} is refused ${amountMinor} with ${book.availableMinor} available`);
  }
  book.holds.set(payoutId, { amountMinor, state: 'refused', cost: null, excessMinor: 0n });
}

function capture(
  book: AccountBook,
  data: DataOf<'HoldCaptured'>,
  payout: PayoutBook | undefined,
  report: Report,
  before: bigint,
): void {
  const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor } = data;
  closeHold(book, payoutId, heldAmountMinor, 'captured', report);
  const line = book.holds.get(payoutId);
  if (line)
    Object.assign(line, {
      cost: { originalAmountMinor, feeAmountMinor },
      excessMinor: data.excessMinor ?? 0n,
    });
  // Also a completion that was replaced since: what was late to be booked is booked, and then reversed.
  const agrees = payout?.provider === data.provider && payout.costs.some(cost => sameCost(cost, data));
  if (!agrees) {
    const known = payout
      ? `${payout.status} ${payout.originalAmountMinor} + ${payout.feeAmountMinor}`
      : 'unknown';
    report(
      'I5',
      `capture of ${originalAmountMinor} + ${feeAmountMinor} for payout ${payoutId}, which is ${known}`,
    );
  }
  const taken = paidBy(data);
  book.heldMinor -= heldAmountMinor;
  book.availableMinor = before + heldAmountMinor - taken;
  book.takenMinor += taken;
}

function release(
  book: AccountBook,
  data: DataOf<'HoldReleased'>,
  payout: PayoutBook | undefined,
  report: Report,
): void {
  const { payoutId, amountMinor } = data;
  closeHold(book, payoutId, amountMinor, 'released', report);
  if (!payout?.ends.has('FAILED')) {
    report('I5', `release for payout ${payoutId}, which is ${payout?.status ?? 'unknown'}`);
  }
  book.heldMinor -= amountMinor;
  book.availableMinor += amountMinor;
}

function closeHold(
  book: AccountBook,
  payoutId: string,
  amountMinor: bigint,
  state: 'captured' | 'released',
  report: Report,
): void {
  const line = book.holds.get(payoutId);
  if (!line) return report('I5', `${state} without a hold for payout ${payoutId}`);
  if (line.state !== 'open') report('I5', `${state} a second time: payout ${payoutId} was ${line.state}`);
  if (line.amountMinor !== amountMinor) {
    report('I5', `${state} ${amountMinor} of a hold of ${line.amountMinor} for payout ${payoutId}`);
  }
  line.state = state;
}
