import { remainingOf, type Payment } from '../ledger/payment';
import type { Scenario } from '../scenarios/scenario';

/** One thing a payment's owner is told. */
export type Notice = {
  /** Returns that must have happened before it is sent. */
  readonly needsReturns: number;
  /** Told to nobody: only questions show it. */
  readonly silent: boolean;
  /** The very request of the payment's first notice again. */
  readonly replay: boolean;
} & (
  | { readonly about: 'end'; readonly claim: 'paid' | 'failed' | 'cancelled' }
  /** 0 is the first return. */
  | { readonly about: 'return'; readonly index: number }
);

/** What is returned of an amount by a scenario, part by part, in centavos; parts of nothing are left out. */
export function partsOf({ returns }: Scenario, amountMinor: bigint): readonly bigint[] {
  if (!returns) return [];
  const { parts, whole } = returns;
  const part = amountMinor / BigInt(whole ? parts : parts + 1);
  const all = Array.from({ length: parts }, () => part);
  if (whole) all[parts - 1] = amountMinor - part * BigInt(parts - 1);
  return all.filter(minor => minor > 0n);
}

/** All that a settled payment gives rise to, in the order it is told. */
export function noticesOf(payment: Payment<unknown>): readonly Notice[] {
  const { status, scenario } = payment;
  if (status === 'pending') return [];
  const ends = claimsOf(status, scenario).map(claim => told({ about: 'end' as const, claim }, 0));
  const returns = returnsOf(payment);
  const planned = inSequence(ends, returns.slice(0, partsOf(scenario, payment.amountMinor).length), scenario);
  // Whatever else is returned, because somebody asked for it, comes last.
  return [...planned, ...returns.slice(planned.filter(notice => notice.about === 'return').length)];
}

export const nextNotice = (payment: Payment<unknown>): Notice | undefined =>
  noticesOf(payment)[payment.noticesOver];

type End = Extract<Notice, { about: 'end' }>;
type Return = Extract<Notice, { about: 'return' }>;

const told = <About extends object>(about: About, needsReturns: number) => ({
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
  const planned = partsOf(payment.scenario, payment.amountMinor).length;
  const happened = payment.returns.length;
  const length = remainingOf(payment) === 0n ? happened : Math.max(planned, happened);
  return Array.from({ length }, (_, index) => told({ about: 'return' as const, index }, index + 1));
}

function inSequence(
  ends: readonly End[],
  returns: readonly Return[],
  { sequence }: Scenario,
): readonly Notice[] {
  const afterAll = (notice: Notice): Notice => ({ ...notice, needsReturns: returns.length });
  const silently = (notice: Notice): Notice => ({ ...notice, silent: true });
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
