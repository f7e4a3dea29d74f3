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

const MAX_DELAY_MS = 120_000;

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

/** How an order's description names a scenario, for those who can't set a header: `sandbox:fail:PIX_KEY_NOT_FOUND`. */
export function scenarioInDescription(description: unknown): string | undefined {
  if (typeof description !== 'string' || !description.startsWith('sandbox:')) return undefined;
  return description.slice('sandbox:'.length).trim();
}

const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;

const failing = (code: string): Scenario | undefined =>
  CODE.test(code) ? { kind: 'fail', code } : undefined;

function delaying(text: string | undefined): Scenario | undefined {
  if (text === undefined) return { kind: 'delay', ms: null };
  const match = /^(\d{1,6})(ms|s)$/.exec(text);
  const ms = match ? Number(match[1]) * (match[2] === 's' ? 1000 : 1) : Infinity;
  return ms <= MAX_DELAY_MS ? { kind: 'delay', ms } : undefined;
}

const duplicating = (text: string): Scenario | undefined =>
  /^[2-9]$/.test(text) ? { kind: 'duplicate-hooks', times: Number(text) } : undefined;

const refusing = (status: string, code: string): Scenario | undefined =>
  /^[45]\d\d$/.test(status) && CODE.test(code) ? { kind: 'refuse', status: Number(status), code } : undefined;

/** The scenario for orders that name none, for a number of orders or until another is set. */
export class DefaultScenario {
  private current: Scenario = { kind: 'complete' };
  private left = Infinity;

  set(name: string, times: number): boolean {
    const scenario = parseScenario(name);
    if (!scenario || !(times >= 1)) return false;
    this.current = scenario;
    this.left = times;
    return true;
  }

  peek(): Scenario {
    return this.current;
  }

  take(): Scenario {
    const taken = this.current;
    this.left -= 1;
    if (this.left <= 0) this.set('complete', Infinity);
    return taken;
  }
}
