/** An hour. Something that takes long is tried at least this often. */
export const LONGEST_WAIT_MS = 3_600_000;

/** The time since when something is tried, and our time now. */
export interface Since {
  readonly now: Date;
  readonly since: Date;
}

/**
 * Milliseconds until the next try. The longer something takes, the less often it is tried: a quarter of its age, at least
 * `leastMs`, and at most an hour or `leastMs`.
 */
export function backoffMs({ now, since }: Since, leastMs: number): number {
  const ageMs = now.getTime() - since.getTime();
  return Math.min(Math.max(leastMs, ageMs / 4), Math.max(LONGEST_WAIT_MS, leastMs));
}
