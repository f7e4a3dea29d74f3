import {
  applyingLimits,
  asksForPayee,
  isShared,
  withPayee,
  type KnownBooks,
} from '../../../src/domain/limits/applying-limits';
import type { LimitCheck } from '../../../src/domain/limits/decide-limits';
import type { LimitScope, LimitTerms } from '../../../src/domain/limits/events';
import { limitBook, limitKey } from '../../../src/domain/limits/limit-book';

export type Limits = readonly (readonly [LimitScope, LimitTerms])[];

export const BRL = { currency: 'BRL' } as const;
export const DAY = (amountMinor: bigint): LimitTerms => ({ kind: 'ACCOUNT_DAY', ...BRL, amountMinor });
/** Noon in São Paulo. */
export const NOON = '2026-11-30T15:00:00.000Z';

export function booksOf(limits: Limits, revision = 0): KnownBooks {
  const books = new Map<LimitScope, { book: typeof limitBook.initial; revision: number }>();
  for (const [scope, terms] of limits) {
    const data = { scope, changeId: 'c', key: limitKey(terms), terms, reason: 'r', proposedBy: 'alice' };
    const made = { ...data, confirmedBy: null, effectiveFrom: '2026-01-01T00:00:00.000Z' };
    const before = books.get(scope)?.book ?? limitBook.initial;
    books.set(scope, { book: limitBook.evolve(before, { type: 'LimitChanged', data: made }), revision });
  }
  return books;
}

export interface Asked {
  amountMinor?: bigint;
  at?: string;
  payee?: string;
  isForApproval?: boolean;
  revision?: number;
}

export function checkOf(limits: Limits, asked: Asked = {}): LimitCheck {
  const { amountMinor = 1_000n, at = NOON, payee = 'payee-1', isForApproval = false, revision = 0 } = asked;
  const payout = { accountId: 'merchant-1', clientId: 'shop', provider: 'ntxpay', ...BRL };
  const { limits: found, ...rest } = applyingLimits(booksOf(limits, revision), payout, at)!;
  const applying = withPayee(found, payee);
  const sharesTaken = applying.filter(isShared).map(({ limit, kind, counter, figureMinor }) => ({
    limit,
    kind,
    counter,
    figureMinor,
    usedMinor: amountMinor,
  }));
  const named = applying.some(asksForPayee) ? { payee } : {};
  return { ...rest, ...named, limits: applying, amountMinor, sharesTaken, isForApproval };
}
