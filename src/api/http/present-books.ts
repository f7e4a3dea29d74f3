import { formatPosition } from '../../event-store/event-store';
import type { BalanceView } from '../../queries/accounts/account-balance';
import type { BalanceAsOf } from '../../queries/accounts/get-balance';
import type { ProviderFloat } from '../../queries/ledger/get-provider-floats';
import type { StatementView } from '../../queries/accounts/get-statement';
import type { Timezone, TotalsLine } from '../../queries/payouts/get-totals';
import type { AgedHold } from '../../queries/payouts/list-aged-holds';
import type { StatementLine } from '../../queries/accounts/statement-lines';
import { type Currency, formatAmount } from '../../shared/money';
import type { ReportedBalance } from '../options';
import type { Period } from '../fields/periods';

const amounts = ({ availableMinor, heldMinor, totalMinor }: BalanceView, currency: Currency) => ({
  available: formatAmount(availableMinor, currency),
  held: formatAmount(heldMinor, currency),
  total: formatAmount(totalMinor, currency),
});

const presentPeriod = ({ from, to }: Period) => ({
  from: from?.toISOString() ?? null,
  to: to?.toISOString() ?? null,
});

export const presentBalance = (asOf: string | undefined) => (view: BalanceAsOf) => ({
  accountId: view.accountId,
  currency: view.currency,
  asOf: asOf ?? null,
  ...amounts(view, view.currency),
});

export const presentStatement = (period: Period) => (view: StatementView) => ({
  accountId: view.accountId,
  currency: view.currency,
  ...presentPeriod(period),
  opening: amounts(view.opening, view.currency),
  lines: view.lines.map(line => presentLine(line, view.currency)),
  closing: amounts(view.closing, view.currency),
  nextCursor: view.nextCursor,
});

export const presentLine = (line: StatementLine, currency: Currency) => ({
  entryId: line.entryId,
  eventType: line.eventType,
  payoutId: line.payoutId,
  provider: line.provider,
  recordedAt: line.recordedAt.toISOString(),
  bookedAt: line.bookedAt.toISOString(),
  providerTime: line.providerTime,
  position: formatPosition(line.position),
  change: amounts(line.change, currency),
  balance: amounts(line.balance, currency),
});

export const presentTotals = (period: Period, timezone: Timezone) => (lines: readonly TotalsLine[]) => ({
  timezone,
  ...presentPeriod(period),
  lines: lines.map(({ provider, day, status, currency, count, amountMinor, feeMinor, returnedMinor }) => ({
    provider,
    day,
    status,
    currency,
    count,
    amount: formatAmount(amountMinor, currency),
    fee: formatAmount(feeMinor, currency),
    returned: formatAmount(returnedMinor, currency),
  })),
});

export const presentAgedHold = (now: Date) => (hold: AgedHold) => ({
  payoutId: hold.payoutId,
  accountId: hold.accountId,
  provider: hold.provider,
  status: hold.status,
  currency: hold.currency,
  held: formatAmount(hold.heldMinor, hold.currency),
  externalReference: hold.externalReference,
  requestedAt: hold.requestedAt.toISOString(),
  ageSeconds: Math.floor((now.getTime() - hold.requestedAt.getTime()) / 1_000),
});

export function presentFloat(float: ProviderFloat, reported: ReportedBalance) {
  const { provider, currency, floatMinor, feesMinor, suspenseMinor, expectedMinor } = float;
  const amount = (minor: bigint) => formatAmount(minor, currency);
  const known = 'balanceMinor' in reported;
  return {
    provider,
    currency,
    float: amount(floatMinor),
    fees: amount(feesMinor),
    suspense: amount(suspenseMinor),
    expected: amount(expectedMinor),
    reported: known ? amount(reported.balanceMinor) : null,
    difference: known ? amount(reported.balanceMinor - expectedMinor) : null,
    includesUnderWay: known ? reported.includesUnderWay : null,
    reportedAt: known ? reported.reportedAt.toISOString() : null,
    reason: known ? null : reported.reason,
  };
}
