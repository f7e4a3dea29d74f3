/** Whether each of the prefixes lies within one of the others: then the others let through all that they let through. */
export const areCovered = (prefixes: readonly string[], others: readonly string[]): boolean =>
  prefixes.every(prefix => others.some(other => prefix.startsWith(other)));

/** The fewest prefixes that let through what any of these let through. */
export function unionOf(lists: Iterable<readonly string[]>): readonly string[] {
  const all = [...new Set([...lists].flat())];
  return all.filter(prefix => !all.some(other => other !== prefix && prefix.startsWith(other)));
}

export const matchesAny = (prefixes: readonly string[], streamId: string): boolean =>
  prefixes.some(prefix => streamId.startsWith(prefix));
