import type { Random } from '../../shared/random';

export interface RetryTimes {
  readonly firstMs: number;
  readonly longestMs: number;
  /** After so long without success the endpoint is parked. */
  readonly parkAfterMs: number;
}

const HOUR_MS = 3_600_000;

export const RETRY_TIMES: RetryTimes = { firstMs: 5_000, longestMs: HOUR_MS, parkAfterMs: 72 * HOUR_MS };

/** Beyond it the wait is the longest one in any case. */
const MOST_DOUBLINGS = 20;

/** The wait after so many failures in a row, from 1: it doubles, and half of it is drawn, so that receivers get no wave. */
export function retryMs(
  { firstMs, longestMs }: RetryTimes,
  failures: number,
  random: Pick<Random, 'below'>,
): number {
  const wholeMs = Math.min(firstMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS), longestMs);
  const halfMs = Math.ceil(wholeMs / 2);
  return halfMs + random.below(halfMs + 1);
}
