import { remainingOf, type Payment, type PaymentReturn } from '../ledger/payment';
import type { Scenario } from '../scenarios/scenario';

/** One notification of a payment. */
export type PlannedNotification = {
  /** The number of returns that must have happened before it is sent. */
  readonly needsReturns: number;
  /** True when no delivery is made. The provider's answers to a poll still show the change. */
  readonly silent: boolean;
  /** True when it repeats the exact request of the payment's first notification. */
  readonly replay: boolean;
} & (
  | { readonly about: 'end'; readonly claim: 'paid' | 'failed' | 'cancelled' }
  /** `index` 0 is the first return. */
  | { readonly about: 'return'; readonly index: number }
);

/** The parts of an amount that a scenario returns, in centavos. Parts of 0 are left out. */
export function returnParts({ returns }: Scenario, amountMinor: bigint): readonly bigint[] {
  if (!returns) return [];
  const { parts, whole } = returns;
  const part = amountMinor / BigInt(whole ? parts : parts + 1);
  const all = Array.from({ length: parts }, () => part);
  if (whole) all[parts - 1] = amountMinor - part * BigInt(parts - 1);
  return all.filter(minor => minor > 0n);
}

/** All notifications of a settled payment, in the order of their delivery. */
export function plannedNotifications(payment: Payment<unknown>): readonly PlannedNotification[] {
  const { status, scenario } = payment;
  if (status === 'pending') return [];
  const ends = claimsOf(status, scenario).map(claim =>
    visibleNotification({ about: 'end' as const, claim }, 0),
  );
  const returns = returnsOf(payment);
  const planned = inSequence(
    ends,
    returns.slice(0, returnParts(scenario, payment.amountMinor).length),
    scenario,
  );
  // Returns beyond the scenario's plan come from a control. Their notifications are the last ones.
  return [...planned, ...returns.slice(planned.filter(notice => notice.about === 'return').length)];
}

export const nextNotification = (payment: Payment<unknown>): PlannedNotification | undefined =>
  plannedNotifications(payment)[payment.finishedNotifications];

type End = Extract<PlannedNotification, { about: 'end' }>;
type Return = Extract<PlannedNotification, { about: 'return' }>;

const visibleNotification = <About extends object>(about: About, needsReturns: number) => ({
  ...about,
  needsReturns,
  silent: false,
  replay: false,
});

function claimsOf(status: End['claim'], { sequence }: Scenario): readonly End['claim'][] {
  if (sequence === 'fail-after-confirm') return ['paid', 'failed'];
  return sequence === 'confirm-after-fail' ? ['failed', 'paid'] : [status];
}

function returnsOf(payment: Payment<unknown>): readonly Return[] {
  if (payment.status !== 'paid') return [];
  const planned = returnParts(payment.scenario, payment.amountMinor).length;
  const happened = payment.returns.length;
  const length = remainingOf(payment) === 0n ? happened : Math.max(planned, happened);
  return Array.from({ length }, (_, index) =>
    visibleNotification({ about: 'return' as const, index }, index + 1),
  );
}

function inSequence(
  ends: readonly End[],
  returns: readonly Return[],
  { sequence }: Scenario,
): readonly PlannedNotification[] {
  const afterAll = (notice: PlannedNotification): PlannedNotification => ({
    ...notice,
    needsReturns: returns.length,
  });
  const silently = (notice: PlannedNotification): PlannedNotification => ({ ...notice, silent: true });
  const usual = [...ends, ...returns];
  switch (sequence) {
    case 'none':
      return usual.map(silently);
    case 'no-returns':
      return [...ends, ...returns.map(silently)];
    case 'returns-first':
      return [...returns, ...ends].map(afterAll);
    case 'last-first':
      return usual.reverse().map(afterAll);
    case 'replay-first':
      return [...usual, ...ends.map(end => ({ ...afterAll(end), replay: true }))];
    default:
      return usual;
  }
}

/** @throws {Error} when the return has not happened: the notifier must wait for it */
export function notifiedReturn(payment: Payment<unknown>, index: number): PaymentReturn {
  const made = payment.returns[index];
  if (!made) throw new Error('A return is notified only once it has happened');
  return made;
}
