export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page goes on; null at the end. */
  readonly nextCursor: string | null;
}

/** Longest page a caller can have. */
const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

export const pageSize = (limit: number | undefined): number =>
  Math.min(Math.max(Math.trunc(limit ?? DEFAULT_LIMIT), 1), MAX_LIMIT);
