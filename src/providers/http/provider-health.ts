import type { HttpOutcome } from './http-client';
import type { CallResult } from '../port/provider';

/** What one call says of the provider itself, in the words of the port. */
export type ProviderHealth = Pick<CallResult<unknown>, 'provider' | 'retryAfterMs'>;

/** Where nothing was asked there is nothing to be said against it. */
export const NOT_CALLED: ProviderHealth = { provider: 'up', retryAfterMs: null };

/** The longest pause that we believe. We call a provider that asks for more again after this time. */
const LONGEST_PAUSE_MS = 3_600_000;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

export function providerHealthOf(outcome: HttpOutcome, now: Date): ProviderHealth {
  if (outcome.kind === 'not_sent' && outcome.here) return NOT_CALLED;
  if (outcome.kind !== 'answered') return { provider: 'down', retryAfterMs: null };
  const { status, headers } = outcome;
  const provider = status >= 500 || status === 429 ? 'down' : 'up';
  const asksToWait = status === 429 || status === 503;
  return { provider, retryAfterMs: asksToWait ? retryAfterMs(headers['retry-after'], now) : null };
}

/** Retry-After in seconds or as an HTTP date, in milliseconds from now; null where it can't be read or is over. */
function retryAfterMs(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== 'string') return null;
  const text = header.trim();
  const ms = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : untilMs(text, now);
  return ms > 0 ? Math.min(ms, LONGEST_PAUSE_MS) : null;
}

const untilMs = (text: string, now: Date): number =>
  HTTP_DATE.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
