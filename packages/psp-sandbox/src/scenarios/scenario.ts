/**
 * What happens to one order. Each part is optional and its absence means the usual course, so scenarios can be joined:
 * `delay:500ms+fail`.
 */
export interface Scenario {
  /** The name in the order. The entry log keeps only this name. */
  readonly name: string;
  /** What the simulator does instead of accepting the order. */
  readonly instead?: Instead;
  /** What happens to the answer after the simulator accepted the order. */
  readonly answer?: AnswerFault;
  /** How the order ends, when it is not paid. */
  readonly end?: End;
  /** Milliseconds from acceptance to settlement; `long` is the option `longSettleAfterMs`. */
  readonly settleAfterMs?: number | 'long';
  /** True when no request finds the order before its settlement. */
  readonly hidden?: boolean;
  /** The number of returned parts; `whole` when they are the whole amount. */
  readonly returns?: { readonly parts: number; readonly whole: boolean };
  /** The choice and the order of the notifications. */
  readonly sequence?: Sequence;
  /** How often the simulator delivers each notification. */
  readonly copies?: number;
  /** The field or format of a notification that is wrong. */
  readonly notificationFault?: NotificationFault;
  /** True when the provider charges more than its fee. */
  readonly overcharged?: boolean;
}

export type Instead =
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: 'no-funds' }
  /** This kind and the kinds below happen once per order, when the order itself names the scenario. */
  | { readonly kind: 'error' | 'cut' | 'expire-token' | 'revoke-tokens' }
  | { readonly kind: 'rate-limit'; readonly retryAfterS: number }
  | { readonly kind: 'outage'; readonly forMs: number };

type AnswerFault =
  | { readonly kind: 'cut' | 'cut-in-body' | 'error' | 'after-hook' }
  | { readonly kind: 'slow-headers' | 'slow-body'; readonly ms: number };

type End =
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'never' };

type Sequence =
  | 'none'
  | 'no-returns'
  | 'returns-first'
  | 'last-first'
  | 'fail-after-confirm'
  | 'confirm-after-fail'
  | 'replay-first';

type NotificationFault =
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
export type ScenarioParts = Omit<Scenario, 'name'>;

/** One line in the list of scenarios. */
export interface ScenarioRow {
  /** The name with its parameters: `duplicate[:2–9]`. */
  readonly usage: string;
  /** One sentence for the help. */
  readonly what: string;
  /** An order of R$ 77 and this many centavos selects the scenario. 0 means that no amount does. */
  readonly centavos: number;
  /** Reads the parameters after the name. Returns undefined when they are invalid. */
  readonly read: (words: readonly string[]) => ScenarioParts | undefined;
}

export type ScenarioTable = Readonly<Record<string, ScenarioRow>>;
export type ParseScenario = (name: string) => Scenario | undefined;

/** Second names of scenarios. */
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

/** Reads names that are joined by `+`. Returns undefined for an unknown name, and for two names about the same part. */
export const parserOf =
  (table: ScenarioTable): ParseScenario =>
  name => {
    let scenario: Scenario = { name };
    for (const one of name.split('+')) {
      const parts = readParts(table, one);
      if (!parts || Object.keys(parts).some(part => part in scenario)) return undefined;
      scenario = { ...scenario, ...parts };
    }
    return scenario;
  };

function readParts(table: ScenarioTable, text: string): ScenarioParts | undefined {
  const [first = '', ...words] = text.split(':');
  const name = Object.hasOwn(ALIASES, first) ? (ALIASES[first] ?? '') : first;
  return Object.hasOwn(table, name) ? table[name]?.read(words) : undefined;
}

/** Returns whether the scenario happens once to an order that names it, so that the repeat of the order succeeds. */
export function isOnce({ instead }: Scenario): boolean {
  return instead !== undefined && instead.kind !== 'refuse' && instead.kind !== 'no-funds';
}

export function withoutInstead({ instead: _, ...rest }: Scenario): Scenario {
  return rest;
}
