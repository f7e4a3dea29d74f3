import { invalid } from '../problems/problem';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** A revision as a cursor: opaque to callers, so that what it holds may change. */
export const revisionCursor = (revision: bigint): string => Buffer.from(`r${revision}`).toString('base64url');

/** The revision to go on from; 0 where no cursor is given. @throws {ProblemError} for one that was never answered */
export function readRevisionCursor(cursor: string | undefined): bigint {
  if (cursor === undefined) return 0n;
  const match = /^r(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match || revisionCursor(BigInt(match[1]!)) !== cursor) {
    throw invalid({ field: 'cursor', message: 'must be a nextCursor as it was answered' });
  }
  return BigInt(match[1]!);
}
