/**
 * What happens to an order instead of, or besides, being paid. Each part is missing where nothing is out of the
 * ordinary, so that scenarios can be joined: `delay:500ms+fail`.
 */
export interface Scenario {
  /** As it was asked for; a journal keeps only this. */
  readonly name: string;
  /** What happens in place of taking the order. */
  readonly instead?: Instead;
  /** What becomes of the answer once the order was taken. */
  readonly answer?: AnswerFault;
  /** How it ends, where it is not paid. */
  readonly end?: End;
  /** From acceptance to settlement; `long` is the sandbox's own long while. */
  readonly settleAfterMs?: number | 'long';
  /** No question finds it before it is settled. */
  readonly hidden?: boolean;
  /** Into how many parts the money comes back, and whether these are all of it. */
  readonly returns?: { readonly parts: number; readonly whole: boolean };
  /** Which notifications are sent, and in which order. */
  readonly sequence?: Sequence;
  /** How often each notification is delivered. */
  readonly copies?: number;
  /** Where a notification departs from the truth, or from the format. */
  readonly lie?: Lie;
  /** More is charged than the fee. */
  readonly overcharged?: boolean;
}

export type Instead =
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: 'no-funds' }
  /** From here on each happens once per order, where the order itself names the scenario. */
  | { readonly kind: 'error' | 'cut' | 'expire-token' | 'revoke-tokens' }
  | { readonly kind: 'rate-limit'; readonly retryAfterS: number }
  | { readonly kind: 'outage'; readonly forMs: number };

export type AnswerFault =
  | { readonly kind: 'cut' | 'cut-in-body' | 'error' | 'after-hook' }
  | { readonly kind: 'slow-headers' | 'slow-body'; readonly ms: number };

export type End =
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'never' };

export type Sequence =
  | 'none'
  | 'no-returns'
  | 'returns-first'
  | 'last-first'
  | 'fail-after-confirm'
  | 'confirm-after-fail'
  | 'replay-first';

export type Lie =
  | 'amount'
  | 'final'
  | 'null-reference'
  | 'unknown-reference'
  | 'signature'
  | 'event-at'
  | 'v2-format'
  | 'unknown-status'
  | 'unknown-event'
  | 'oversized';

/** A scenario without its name. */
export type Parts = Omit<Scenario, 'name'>;

/** One line of a sandbox's list of scenarios. */
export interface ScenarioRow {
  /** The name, with what may follow it: `duplicate[:2–9]`. */
  readonly usage: string;
  readonly what: string;
  /** The payout of R$ 77 and this many centavos that meets it; 0 for none. */
  readonly centavos: number;
  /** What the words after the name make of it; undefined where they make no sense. */
  readonly read: (words: readonly string[]) => Parts | undefined;
}

export type ScenarioTable = Readonly<Record<string, ScenarioRow>>;
export type ParseScenario = (name: string) => Scenario | undefined;

/** Other names of scenarios. */
export const ALIASES: Readonly<Record<string, string>> = {
  success: 'complete',
  'duplicate-hooks': 'duplicate',
  'cut-after-accept': 'drop-response-after-accept',
  'bad-secret': 'bad-signature',
  'error-after-confirmed': 'fail-after-confirm',
  'confirmed-after-error': 'confirm-after-fail',
  'V2-format': 'v2-format',
  '429': 'rate-limit',
};

/** Reads names, joined by `+`, against a table; undefined for a name that is unknown or two that speak of one thing. */
export const parserOf =
  (table: ScenarioTable): ParseScenario =>
  name => {
    let scenario: Scenario = { name };
    for (const one of name.split('+')) {
      const parts = partsOf(table, one);
      if (!parts || Object.keys(parts).some(part => part in scenario)) return undefined;
      scenario = { ...scenario, ...parts };
    }
    return scenario;
  };

function partsOf(table: ScenarioTable, text: string): Parts | undefined {
  const [given = '', ...words] = text.split(':');
  const name = Object.hasOwn(ALIASES, given) ? (ALIASES[given] ?? '') : given;
  return Object.hasOwn(table, name) ? table[name]?.read(words) : undefined;
}

/** Whether it happens once only to an order that names it, so that the order's repeat gets through. */
export function isOnce({ instead }: Scenario): boolean {
  return instead !== undefined && instead.kind !== 'refuse' && instead.kind !== 'no-funds';
}

/** The same without what happens in place of taking the order. */
export function taken({ instead: _, ...rest }: Scenario): Scenario {
  return rest;
}
