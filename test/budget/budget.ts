import type { Limits } from './figures';

/**
 * What a payout may cost at most. docs/performance.md has the figures of earlier releases. A limit that a change makes
 * too generous is lowered with the change.
 */
export const BUDGET: Readonly<Record<string, { readonly lone: Limits; readonly together: Limits }>> = {
  // A signed notification decides.
  connectpsp: {
    lone: { reads: 1, readsOfAll: 1, appends: 10, resets: 0 },
    together: { reads: 3, readsOfAll: 1, appends: 9, resets: 0 },
  },
  // The notification proves only its sender, so the saga asks the provider.
  ntxpay: {
    lone: { reads: 3, readsOfAll: 1, appends: 11, resets: 0 },
    together: { reads: 6, readsOfAll: 1, appends: 10, resets: 0 },
  },
};

/**
 * Of the SQL of all read models, where events wait in groups: when they catch up, and under load. Ten transactions or so
 * are the start of a process; they are shared by few payouts here.
 */
export const CATCH_UP: Limits = { transactions: 0.2, statements: 0.5 };

/** Per process, whatever it does. */
export const MOST_SUBSCRIPTIONS = 1;

/** Between a request and its 202. */
export const BEFORE_THE_ANSWER = { appendsInSequence: 2, reads: 0 } as const;
