import { delayMsOf, isErrorCode, refusalOf, timesOf } from '../scenarios';

/** What the simulator does with an order, in place of paying it. */
export type Scenario =
  | { readonly kind: 'success' }
  | { readonly kind: 'error'; readonly code: string }
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
  '404-until-settled',
  'bad-secret',
  'token-expired',
  'insufficient-funds',
  'wrong-fee',
  'wrong-final',
  'null-external-id',
  'v2-format',
  'error-after-confirmed',
  'confirmed-after-error',
] as const;

/** The documented error scenarios and the errorCode each ends with; but for the first of all, the codes are ours. */
const DOCUMENTED_ERRORS: Readonly<Record<string, string>> = {
  'invalid-pix-key': 'INVALID_PIX_KEY',
  'insufficient-funds': 'INSUFFICIENT_FUNDS',
  'document-mismatch': 'TAX_ID_MISMATCH',
  'account-blocked': 'ACCOUNT_BLOCKED',
  'duplicate-id': 'DUPLICATE_ID',
};

/**
 * A scenario from its name: the documented `success` (also `complete`) and `error:<name>`; `fail` or `fail:<CODE>`,
 * `delay` or `delay:<n>ms|s`, `duplicate-hooks` or `duplicate-hooks:<2–9>`, `refuse:<4xx or 5xx>:<CODE>`, and the plain
 * ones; undefined for any other name.
 */
export function parseScenario(name: string): Scenario | undefined {
  const plain = PLAIN.find(kind => kind === name);
  if (plain) return { kind: plain };
  if (name === 'success' || name === 'complete') return { kind: 'success' };
  const [kind, ...parts] = name.split(':');
  if (kind === 'refuse' && parts.length === 2) return refusing(parts[0] ?? '', parts[1] ?? '');
  if (parts.length > 1) return undefined;
  if (kind === 'error') return documented(parts[0] ?? '');
  if (kind === 'fail') return failing(parts[0] ?? 'INVALID_PIX_KEY');
  if (kind === 'delay') return delaying(parts[0]);
  return kind === 'duplicate-hooks' ? duplicating(parts[0] ?? '3') : undefined;
}

function documented(name: string): Scenario | undefined {
  const code = Object.hasOwn(DOCUMENTED_ERRORS, name) ? DOCUMENTED_ERRORS[name] : undefined;
  return code === undefined ? undefined : { kind: 'error', code };
}

const failing = (code: string): Scenario | undefined =>
  isErrorCode(code) ? { kind: 'error', code } : undefined;

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
