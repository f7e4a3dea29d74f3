import { invalid } from '../problems/problem';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** A revision as a cursor. It is opaque to clients, so its content can change. */
export const revisionCursor = (revision: bigint): string => Buffer.from(`r${revision}`).toString('base64url');

/** Returns the revision to go on from, 0 without a cursor. @throws {ProblemError} for a cursor that we never sent */
export function readRevisionCursor(cursor: string | undefined): bigint {
  if (cursor === undefined) return 0n;
  const match = /^r(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match || revisionCursor(BigInt(match[1]!)) !== cursor) {
    throw invalid({ field: 'cursor', message: 'must be a nextCursor as it was answered' });
  }
  return BigInt(match[1]!);
}

/** Several numbers as a cursor. It is opaque to clients. */
export const placeCursor = (numbers: readonly bigint[]): string =>
  Buffer.from(`p${numbers.join('.')}`).toString('base64url');

/** Returns the numbers, none without a cursor. @throws {ProblemError} for a cursor that we never sent */
export function readPlaceCursor(cursor: string | undefined, count: number): readonly bigint[] {
  if (cursor === undefined) return [];
  const text = Buffer.from(cursor, 'base64url').toString();
  const numbers = /^p\d{1,18}(\.\d{1,18})*$/.test(text) ? text.slice(1).split('.').map(BigInt) : [];
  if (numbers.length !== count || placeCursor(numbers) !== cursor)
    throw invalid({ field: 'cursor', message: 'must be a nextCursor as it was answered' });
  return numbers;
}
