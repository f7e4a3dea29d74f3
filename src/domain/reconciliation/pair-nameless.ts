import type { BookedMovement } from './booked-movement';
import { brazilianTime } from '../limits/brazilian-time';
import type { MatchKind, ReadStatementLine } from './events';

/** What fits a line without a name. */
export type Pairing =
  | { readonly movement: BookedMovement; readonly matchedBy: MatchKind }
  /** It could be each of these movements, or another line could be its movement: nothing is guessed. */
  | { readonly fits: readonly BookedMovement[]; readonly rivals: number };

/** Lines and movements of one kind, amount and day. */
interface Group {
  readonly lines: ReadStatementLine[];
  readonly movements: BookedMovement[];
}

/**
 * Pairs lines without a name with completed movements, by kind, amount, day and, where both have one, document. A pair
 * counts only when nothing else fits either side.
 */
export function pairNameless(
  lines: readonly ReadStatementLine[],
  movements: readonly BookedMovement[],
): ReadonlyMap<ReadStatementLine, Pairing> {
  const pairings = new Map<ReadStatementLine, Pairing>();
  for (const group of groupsOf(lines, movements)) {
    const movementsOf = byDocument(group.movements);
    const linesOf = byDocument(group.lines);
    for (const line of group.lines) {
      const fits = movementsOf(line.document);
      const [movement] = fits;
      if (movement) pairings.set(line, pairingOf(line, fits, linesOf(movement.document)));
    }
  }
  return pairings;
}

function pairingOf(
  line: ReadStatementLine,
  fits: readonly BookedMovement[],
  rivals: readonly ReadStatementLine[],
): Pairing {
  const [movement] = fits;
  if (!movement || fits.length > 1 || rivals.length > 1) return { fits, rivals: rivals.length };
  const isSamePayee = line.document !== undefined && Boolean(movement.document);
  return { movement, matchedBy: isSamePayee ? 'AMOUNT_DAY_AND_DOCUMENT' : 'AMOUNT_AND_DAY' };
}

function groupsOf(
  lines: readonly ReadStatementLine[],
  movements: readonly BookedMovement[],
): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const line of lines) {
    if (line.day === undefined) continue;
    const key = `${line.kind} ${line.amountMinor} ${line.day}`;
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { lines: [line], movements: [] });
  }
  for (const movement of movements) {
    if (movement.status !== 'COMPLETED' || movement.bookedAt === null) continue;
    const key = `${movement.kind} ${movement.amountMinor} ${brazilianTime(movement.bookedAt).day}`;
    groups.get(key)?.movements.push(movement);
  }
  return groups.values();
}

/** The items that a document fits: those with the same one and those without one. All of them where it is unknown. */
function byDocument<Item extends { readonly document?: string | null }>(items: readonly Item[]) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = item.document ?? '';
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const unknown = groups.get('') ?? [];
  return (document: string | null | undefined): readonly Item[] => {
    if (!document) return items;
    const same = groups.get(document) ?? [];
    return unknown.length === 0 ? same : [...same, ...unknown];
  };
}
