import type { Currency } from '../../shared/money';
import { unreachable } from '../../shared/invariant';
import type {
  AccountEvent,
  FundsDeposited,
  FundsReturned,
  HoldCaptured,
  Reversal,
  SuspenseBooked,
} from '../account/events';
import type { FeeEvent, FeeEventData } from './events';

/**
 * One side of a journal entry, in minor units: exactly one of debit and credit is above zero, the other is zero.
 * A customer's accounts are what we owe: a credit is more for the customer. A provider's float and the house's bank account
 * are what we own.
 */
export interface Posting {
  ledgerAccount: string;
  debitMinor: bigint;
  creditMinor: bigint;
  currency: Currency;
}

export interface TrialBalance {
  /** By ledger account and currency, in that order. */
  lines: readonly Posting[];
  /** Per currency; the two sums are equal in sound books. */
  totals: ReadonlyMap<Currency, { debitMinor: bigint; creditMinor: bigint }>;
}

/** The events that the journal books. */
export type BookedEvent = AccountEvent | FeeEvent;

/** The event's journal entry: postings that sum to zero per currency; none where no money moves. */
export function entryFor(event: BookedEvent): Posting[] {
  switch (event.type) {
    case 'AccountOpened':
    case 'AccountClosed':
    case 'AccountReopened':
    case 'ClosedAccountMoved':
    case 'HoldRefused':
    case 'DepositRequested':
    case 'DepositApproved':
    case 'DepositApprovalRejected':
    case 'DepositApprovalExpired':
    case 'FeeSettlementProposed':
      return [];
    case 'FundsDeposited':
      return depositPostings(event.data);
    case 'DepositReversed':
      return move(event.data, available(event.data), float(event.data));
    case 'FundsHeld':
      return move(event.data, available(event.data), heldAccount(event.data));
    case 'HoldCaptured':
      return capturePostings(event.data);
    case 'HoldReleased':
      return move(event.data, heldAccount(event.data), available(event.data));
    case 'FundsReturned':
      return returnPostings(event.data);
    case 'CaptureReversed':
      return captureReversedPostings(event.data);
    case 'ReleaseReversed':
      return releaseReversedPostings(event.data);
    case 'SuspenseBooked':
      return suspensePostings(event.data);
    case 'ExcessCharged':
      return move(event.data, available(event.data), suspense(event.data));
    case 'ProviderFeesSettled':
      return move(event.data, fees(event.data), paidFrom(event.data));
    default:
      return unreachable(event);
  }
}

/** The totals of every ledger account over the postings of any number of entries, in minor units. */
export function trialBalance(postings: Iterable<Posting>): TrialBalance {
  const lines = new Map<string, Posting>();
  const totals = new Map<Currency, { debitMinor: bigint; creditMinor: bigint }>();
  for (const posting of postings) {
    const key = `${posting.ledgerAccount} ${posting.currency}`;
    lines.set(key, { ...posting, ...sum(lines.get(key), posting) });
    totals.set(posting.currency, sum(totals.get(posting.currency), posting));
  }
  const sorted = [...lines].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, line]) => line);
  return { lines: sorted, totals };
}

type Sides = Pick<Posting, 'debitMinor' | 'creditMinor'>;

const sum = (left: Sides | undefined, right: Sides): Sides => ({
  debitMinor: (left?.debitMinor ?? 0n) + right.debitMinor,
  creditMinor: (left?.creditMinor ?? 0n) + right.creditMinor,
});

const available = ({ accountId }: { accountId: string }) => `account:${accountId}:available`;
const heldAccount = ({ accountId }: { accountId: string }) => `account:${accountId}:held`;

const debit = (ledgerAccount: string, minor: bigint, currency: Currency): Posting => ({
  ledgerAccount,
  debitMinor: minor,
  creditMinor: 0n,
  currency,
});

const credit = (ledgerAccount: string, minor: bigint, currency: Currency): Posting => ({
  ledgerAccount,
  debitMinor: 0n,
  creditMinor: minor,
  currency,
});

/** A posting of nothing says nothing: it is left out. */
const withMoney = (postings: Posting[]): Posting[] =>
  postings.filter(({ debitMinor, creditMinor }) => debitMinor !== 0n || creditMinor !== 0n);

function move(data: { amountMinor: bigint; currency: Currency }, from: string, to: string): Posting[] {
  const { amountMinor, currency } = data;
  return withMoney([debit(from, amountMinor, currency), credit(to, amountMinor, currency)]);
}

const float = ({ provider }: { provider: string }) => `provider:${provider}:float`;
const fees = ({ provider }: { provider: string }) => `provider:${provider}:fees`;
const suspense = ({ provider }: { provider: string }) => `provider:${provider}:suspense`;

/** Our own bank account. */
const HOUSE_BANK = 'house:bank';

const paidFrom = (data: FeeEventData<'ProviderFeesSettled'>): string =>
  data.paidFrom === 'FLOAT' ? float(data) : HOUSE_BANK;

const depositPostings = (data: FundsDeposited): Posting[] => move(data, float(data), available(data));

/**
 * The whole hold leaves `held`: the paid part goes to the provider, the rest goes back to available. A provider can
 * take more than the hold; then the part above the hold goes to the suspense. In events of version 1 that part left
 * available.
 */
function capturePostings(data: HoldCaptured): Posting[] {
  const { currency, heldAmountMinor, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = data;
  const finalAmountMinor = originalAmountMinor + feeAmountMinor;
  const covered = finalAmountMinor < heldAmountMinor ? finalAmountMinor : heldAmountMinor;
  const rest = heldAmountMinor - covered;
  return withMoney([
    debit(heldAccount(data), covered, currency),
    debit(suspense(data), excessMinor, currency),
    debit(available(data), finalAmountMinor - covered - excessMinor, currency),
    credit(float(data), originalAmountMinor, currency),
    credit(fees(data), feeAmountMinor, currency),
    debit(heldAccount(data), rest, currency),
    credit(available(data), rest, currency),
  ]);
}

/** The whole amount comes to the account; what the provider kept for the return leaves it again, as postings of its own. */
function returnPostings(data: FundsReturned): Posting[] {
  const { currency, amountMinor, feeAmountMinor } = data;
  return withMoney([
    debit(float(data), amountMinor, currency),
    credit(available(data), amountMinor, currency),
    debit(available(data), feeAmountMinor, currency),
    credit(fees(data), feeAmountMinor, currency),
  ]);
}

/** What the capture took goes back the way it came. */
function captureReversedPostings(data: Reversal): Posting[] {
  const { currency, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = data;
  return withMoney([
    debit(float(data), originalAmountMinor, currency),
    debit(fees(data), feeAmountMinor, currency),
    credit(available(data), originalAmountMinor + feeAmountMinor - excessMinor, currency),
    credit(suspense(data), excessMinor, currency),
  ]);
}

/** The hold was given back, and the money left all the same: it comes out of what is available, up to what was held. */
function releaseReversedPostings(data: Reversal): Posting[] {
  const { currency, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = data;
  return withMoney([
    debit(available(data), originalAmountMinor + feeAmountMinor - excessMinor, currency),
    debit(suspense(data), excessMinor, currency),
    credit(float(data), originalAmountMinor, currency),
    credit(fees(data), feeAmountMinor, currency),
  ]);
}

const suspensePostings = (data: SuspenseBooked): Posting[] =>
  data.direction === 'LEFT_FLOAT'
    ? move(data, suspense(data), float(data))
    : move(data, float(data), suspense(data));
