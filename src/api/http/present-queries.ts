import { formatPosition } from '../../event-store/event-store';
import type { Page } from '../../queries/reading/snapshot';
import type { AccountView } from '../../queries/accounts/get-account';
import type { TrialBalanceView } from '../../queries/ledger/get-trial-balance';
import type { JournalEntryView } from '../../queries/ledger/list-journal-entries';
import type { PayoutView } from '../../queries/payouts/payout-view';
import { type Currency, formatAmount } from '../../shared/money';

const amountOrNull = (minor: bigint | null, currency: Currency) =>
  minor === null ? null : formatAmount(minor, currency);
const timeOrNull = (time: Date | null) => time?.toISOString() ?? null;

export const presentPage =
  <View, Item>(present: (view: View) => Item) =>
  (page: Page<View>) => ({ items: page.items.map(present), nextCursor: page.nextCursor });

export const presentAccount = (account: AccountView) => ({
  id: account.id,
  name: account.name,
  currency: account.currency,
  openedAt: account.openedAt.toISOString(),
  balance: {
    available: formatAmount(account.availableMinor, account.currency),
    held: formatAmount(account.heldMinor, account.currency),
    total: formatAmount(account.totalMinor, account.currency),
  },
});

/** The fields of its acceptance first, then what became of it. */
export const presentPayout = (payout: PayoutView) => ({
  id: payout.id,
  accountId: payout.accountId,
  provider: payout.provider,
  status: payout.status,
  originalAmount: formatAmount(payout.originalAmountMinor, payout.currency),
  feeAmount: amountOrNull(payout.feeAmountMinor, payout.currency),
  finalAmount: amountOrNull(payout.finalAmountMinor, payout.currency),
  heldAmount: formatAmount(payout.heldAmountMinor, payout.currency),
  currency: payout.currency,
  externalReference: payout.externalReference,
  description: payout.description,
  payee: { name: payout.payee.name, document: payout.payee.document, destination: payout.payee.destination },
  requestedAt: payout.requestedAt.toISOString(),
  submittedAt: timeOrNull(payout.submittedAt),
  completedAt: timeOrNull(payout.completedAt),
  failedAt: timeOrNull(payout.failedAt),
  endToEndId: payout.endToEndId,
  providerId: payout.providerId,
  transactionId: payout.transactionId,
  failure: payout.failure,
  contradicted: payout.contradicted,
  returnedAmount: formatAmount(payout.returnedAmountMinor, payout.currency),
  returns: payout.returns.map(({ endToEndId, amountMinor, feeAmountMinor, returnedAt }) => ({
    endToEndId,
    amount: formatAmount(amountMinor, payout.currency),
    feeAmount: formatAmount(feeAmountMinor, payout.currency),
    returnedAt: returnedAt.toISOString(),
  })),
});

export const presentTrialBalance = ({ lines, sums }: TrialBalanceView) => ({
  accounts: lines.map(line => ({ ledgerAccount: line.ledgerAccount, ...presentTotals(line) })),
  totals: sums.map(presentTotals),
});

const presentTotals = (totals: {
  currency: Currency;
  debitTotalMinor: bigint;
  creditTotalMinor: bigint;
}) => ({
  currency: totals.currency,
  debit: formatAmount(totals.debitTotalMinor, totals.currency),
  credit: formatAmount(totals.creditTotalMinor, totals.currency),
});

export const presentJournalEntry = (entry: JournalEntryView) => ({
  id: entry.id,
  accountId: entry.accountId,
  payoutId: entry.payoutId,
  provider: entry.provider,
  eventType: entry.eventType,
  stream: entry.streamId,
  revision: Number(entry.revision),
  position: formatPosition(entry.position),
  occurredAt: entry.occurredAt.toISOString(),
  recordedAt: entry.recordedAt.toISOString(),
  bookedAt: entry.bookedAt.toISOString(),
  providerTime: entry.providerTime,
  postings: entry.postings.map(posting => ({
    ledgerAccount: posting.ledgerAccount,
    currency: posting.currency,
    debit: formatAmount(posting.debitMinor, posting.currency),
    credit: formatAmount(posting.creditMinor, posting.currency),
    balance: formatAmount(posting.balanceMinor, posting.currency),
  })),
});
