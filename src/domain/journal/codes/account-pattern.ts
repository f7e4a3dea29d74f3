/** The parts of each kind of ledger account (docs/books.md). */
const PARTS = {
  account: ['available', 'held'],
  provider: ['float', 'fees', 'suspense'],
  house: ['bank'],
} as const;

/** The house's own ledger accounts have no owner in their names. */
const OF_HOUSE = /^house:(\*|[a-z]+)$/;
const PATTERN = /^(account|provider):(\*|[A-Za-z0-9][A-Za-z0-9._-]{0,63}\*?):(\*|[a-z]+)$/;

/** Ledger accounts by their name. A `*` stands for any text at the end of the owner, and for any part. */
export interface AccountPattern {
  readonly kind: keyof typeof PARTS;
  /** The account's id, or the provider; nothing for the house. */
  readonly owner: string;
  readonly part: string;
}

/** Returns undefined for a text that no ledger account can have. */
export function parsePattern(text: string): AccountPattern | undefined {
  const [, kind, owner = '', part = ''] = partsOf(text);
  if (kind !== 'account' && kind !== 'provider' && kind !== 'house') return undefined;
  const parts: readonly string[] = PARTS[kind];
  return part === '*' || parts.includes(part) ? { kind, owner, part } : undefined;
}

function partsOf(text: string): readonly (string | undefined)[] {
  const [, part] = OF_HOUSE.exec(text) ?? [];
  return part === undefined ? (PATTERN.exec(text) ?? []) : [text, 'house', '', part];
}

/** True where every ledger account of the second pattern is one of the first. */
export const covers = (wide: AccountPattern, narrow: AccountPattern): boolean =>
  wide.kind === narrow.kind &&
  ownerCovers(wide.owner, narrow.owner) &&
  (wide.part === '*' || wide.part === narrow.part);

/** True where some ledger account is one of both, and neither pattern is the more specific one. */
export function isTie(left: AccountPattern, right: AccountPattern): boolean {
  if (covers(left, right) !== covers(right, left)) return false;
  const ownersMeet = ownerCovers(left.owner, right.owner) || ownerCovers(right.owner, left.owner);
  const partsMeet = left.part === '*' || right.part === '*' || left.part === right.part;
  return left.kind === right.kind && ownersMeet && partsMeet;
}

/** Orders patterns without ties: one that is inside another comes before it. */
export const bySpecificity = (left: AccountPattern, right: AccountPattern): number =>
  specificity(right) - specificity(left);

const ownerCovers = (wide: string, narrow: string): boolean =>
  wide.endsWith('*') ? narrow.startsWith(wide.slice(0, -1)) : wide === narrow;

/** A text of an owner has at most 64 characters. */
const specificity = ({ owner, part }: AccountPattern): number =>
  (owner.endsWith('*') ? owner.length : 100) * 2 + (part === '*' ? 0 : 1);
