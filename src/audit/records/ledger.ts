import type { AccountEvent } from '../../domain/account/events';
import type { FeeEvent } from '../../domain/journal/events';
import type { Currency } from '../../shared/money';

/** All that was ever debited and credited to a ledger account, in minor units. */
export interface LedgerTotal {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  debitMinor: bigint;
  creditMinor: bigint;
}

/** One line of a journal entry, with the ledger account's totals after it. */
export interface LedgerPosting extends LedgerTotal {
  readonly debitTotalMinor: bigint;
  readonly creditTotalMinor: bigint;
}

/** What can be an entry of the books. */
export type BookableEvent = AccountEvent | FeeEvent;

/** Below zero is a debit, above zero a credit. */
type SignedPosting = readonly [ledgerAccount: string, signedMinor: bigint];

/**
 * The audit's own writing of the table in docs/books.md. It shares no code with the journal of the read models. If the two
 * disagree, one of them is wrong.
 */
export class Ledger {
  private readonly totals = new Map<string, LedgerTotal>();

  /** Books the event; the answer is its lines, in the order of docs/books.md: none where no money moves. */
  book(event: BookableEvent): LedgerPosting[] {
    return signedPostings(event)
      .filter(([, signedMinor]) => signedMinor !== 0n)
      .map(movement => this.post(movement, event.data.currency));
  }

  /** By ledger account, then currency. */
  sorted(): LedgerTotal[] {
    return [...this.totals].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, total]) => total);
  }

  /** Credits less debits: what a customer's ledger account is worth to the customer. */
  creditBalance(ledgerAccount: string, currency: Currency): bigint {
    const total = this.totals.get(keyOf(ledgerAccount, currency));
    return total ? total.creditMinor - total.debitMinor : 0n;
  }

  private post([ledgerAccount, signedMinor]: SignedPosting, currency: Currency): LedgerPosting {
    const total = this.total(ledgerAccount, currency);
    const debitMinor = signedMinor < 0n ? -signedMinor : 0n;
    const creditMinor = signedMinor < 0n ? 0n : signedMinor;
    const debitTotalMinor = (total.debitMinor += debitMinor);
    const creditTotalMinor = (total.creditMinor += creditMinor);
    return { ledgerAccount, currency, debitMinor, creditMinor, debitTotalMinor, creditTotalMinor };
  }

  private total(ledgerAccount: string, currency: Currency): LedgerTotal {
    const key = keyOf(ledgerAccount, currency);
    const known = this.totals.get(key) ?? { ledgerAccount, currency, debitMinor: 0n, creditMinor: 0n };
    this.totals.set(key, known);
    return known;
  }
}

/** Whether the event is an entry at all. */
export const movesMoney = (event: BookableEvent): boolean =>
  signedPostings(event).some(([, signedMinor]) => signedMinor !== 0n);

/** Zero, or the entry does not balance. */
export const sumOf = (entry: readonly LedgerPosting[]): bigint =>
  entry.reduce((sum, { debitMinor, creditMinor }) => sum + creditMinor - debitMinor, 0n);

const keyOf = (ledgerAccount: string, currency: Currency): string => `${ledgerAccount} ${currency}`;

function signedPostings(event: BookableEvent): readonly SignedPosting[] {
  if (event.type === 'FeeSettlementProposed') return [];
  if (event.type === 'ProviderFeesSettled') return settlementPostings(event.data);
  const available = `account:${event.data.accountId}:available`;
  const held = `account:${event.data.accountId}:held`;
  if (event.type === 'FundsDeposited') {
    const { provider, amountMinor } = event.data;
    return [
      [`provider:${provider}:float`, -amountMinor],
      [available, amountMinor],
    ];
  }
  if (event.type === 'DepositReversed') {
    const { provider, amountMinor } = event.data;
    return [
      [available, -amountMinor],
      [`provider:${provider}:float`, amountMinor],
    ];
  }
  if (event.type === 'FundsHeld') {
    return [
      [available, -event.data.amountMinor],
      [held, event.data.amountMinor],
    ];
  }
  if (event.type === 'HoldReleased') {
    return [
      [held, -event.data.amountMinor],
      [available, event.data.amountMinor],
    ];
  }
  if (event.type === 'HoldCaptured') return capturePostings(event.data, available, held);
  return afterHoldPostings(event, available);
}

/** What happens after a hold has ended: returns, corrections, suspense. */
function afterHoldPostings(event: AccountEvent, available: string): SignedPosting[] {
  if (event.type === 'FundsReturned') {
    const { provider, amountMinor, feeAmountMinor } = event.data;
    return [
      [`provider:${provider}:float`, -amountMinor],
      [available, amountMinor],
      [available, -feeAmountMinor],
      [`provider:${provider}:fees`, feeAmountMinor],
    ];
  }
  if (event.type === 'CaptureReversed' || event.type === 'ReleaseReversed') {
    const { provider, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = event.data;
    const sign = event.type === 'CaptureReversed' ? 1n : -1n;
    return debitsFirst([
      [`provider:${provider}:float`, -sign * originalAmountMinor],
      [`provider:${provider}:fees`, -sign * feeAmountMinor],
      [available, sign * (originalAmountMinor + feeAmountMinor - excessMinor)],
      [`provider:${provider}:suspense`, sign * excessMinor],
    ]);
  }
  if (event.type === 'ExcessCharged') {
    const { provider, amountMinor } = event.data;
    return [
      [available, -amountMinor],
      [`provider:${provider}:suspense`, amountMinor],
    ];
  }
  if (event.type !== 'SuspenseBooked') return [];
  const { provider, amountMinor, direction } = event.data;
  const left = direction === 'LEFT_FLOAT' ? amountMinor : -amountMinor;
  return debitsFirst([
    [`provider:${provider}:suspense`, -left],
    [`provider:${provider}:float`, left],
  ]);
}

type Settled = Extract<FeeEvent, { type: 'ProviderFeesSettled' }>['data'];

const settlementPostings = ({ provider, paidFrom, amountMinor }: Settled): SignedPosting[] => [
  [`provider:${provider}:fees`, -amountMinor],
  [paidFrom === 'HOUSE' ? 'house:bank' : `provider:${provider}:float`, amountMinor],
];

const debitsFirst = (movements: readonly SignedPosting[]): SignedPosting[] => [
  ...movements.filter(([, signedMinor]) => signedMinor < 0n),
  ...movements.filter(([, signedMinor]) => signedMinor >= 0n),
];

type Captured = Extract<AccountEvent, { type: 'HoldCaptured' }>['data'];

/** The hold ends: what was paid leaves it, the rest goes back; the suspense carries an excess, else what is available does. */
function capturePostings(data: Captured, available: string, held: string): SignedPosting[] {
  const { provider, heldAmountMinor, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = data;
  const left = heldAmountMinor + excessMinor - originalAmountMinor - feeAmountMinor;
  const excess: SignedPosting = [`provider:${provider}:suspense`, -excessMinor];
  const paid: SignedPosting[] = [
    [`provider:${provider}:float`, originalAmountMinor],
    [`provider:${provider}:fees`, feeAmountMinor],
  ];
  if (left < 0n) return [[held, -heldAmountMinor], excess, [available, left], ...paid];
  return [[held, left - heldAmountMinor], excess, ...paid, [held, -left], [available, left]];
}
