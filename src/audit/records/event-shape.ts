import { MAX_AMOUNT_MINOR } from '../../shared/money';

export interface Shape {
  readonly texts: readonly string[];
  readonly amounts?: readonly string[];
  /** Fields that are a text or null. */
  readonly textsOrNull?: readonly string[];
  readonly extraChecks?: (said: EventData) => readonly string[];
}

export type EventData = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is EventData => typeof value === 'object' && value !== null;

export function isAmount(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 0n && value <= MAX_AMOUNT_MINOR;
}
