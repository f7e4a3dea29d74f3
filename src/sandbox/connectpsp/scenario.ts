import { delayMsOf, isErrorCode, refusalOf, timesOf } from '../scenarios';

/** What the simulator does with an order, in place of completing it. */
export type Scenario =
  | { readonly kind: 'complete' }
  | { readonly kind: 'fail'; readonly code: string }
  | { readonly kind: 'delay'; readonly ms: number | null }
  | { readonly kind: 'duplicate-hooks'; readonly times: number }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: (typeof PLAIN)[number] };

/** Those that take no argument. */
const PLAIN = [
  'no-hook',
  'drop-response-after-accept',
  '500-after-accept',
  '500-before-accept',
  'hook-before-response',
  'bad-signature',
  'token-expired',
  'insufficient-funds',
  'event-at-quirk',
] as const;

/**
 * A scenario from its name: `complete`, `fail` or `fail:<CODE>`, `delay` or `delay:<n>ms|s`, `duplicate-hooks` or
 * `duplicate-hooks:<2–9>`, `refuse:<4xx or 5xx>:<CODE>`, and the plain ones; undefined for any other name.
 */
export function parseScenario(name: string): Scenario | undefined {
  const plain = PLAIN.find(kind => kind === name);
  if (plain) return { kind: plain };
  if (name === 'complete') return { kind: 'complete' };
  const [kind, ...parts] = name.split(':');
  if (kind === 'fail' && parts.length <= 1) return failing(parts[0] ?? 'PIX_KEY_NOT_FOUND');
  if (kind === 'delay' && parts.length <= 1) return delaying(parts[0]);
  if (kind === 'duplicate-hooks' && parts.length <= 1) return duplicating(parts[0] ?? '3');
  if (kind === 'refuse' && parts.length === 2) return refusing(parts[0] ?? '', parts[1] ?? '');
  return undefined;
}

const failing = (code: string): Scenario | undefined =>
  isErrorCode(code) ? { kind: 'fail', code } : undefined;

function delaying(text: string | undefined): Scenario | undefined {
  if (text === undefined) return { kind: 'delay', ms: null };
  const ms = delayMsOf(text);
  return ms === undefined ? undefined : { kind: 'delay', ms };
}

function duplicating(text: string): Scenario | undefined {
  const times = timesOf(text);
  return times === undefined ? undefined : { kind: 'duplicate-hooks', times };
}

function refusing(status: string, code: string): Scenario | undefined {
  const refusal = refusalOf(status, code);
  return refusal && { kind: 'refuse', ...refusal };
}
