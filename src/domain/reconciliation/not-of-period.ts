import type { MatchResult } from './match-statement';

/** From where on a statement does not look like its period's. */
export interface StatementBounds {
  readonly maxUnknownLines: number;
  /** Of the lines and of the movements that the statement lacks, in percent. */
  readonly maxBreakPercent: number;
}

interface Misfit {
  readonly unknownLines: number;
  readonly breaks: number;
  /** Lines, and movements that the statement lacks. */
  readonly compared: number;
}

/** Fewer breaks are looked at one by one, whatever part of a small statement they are. */
const FEW_BREAKS = 10;

/** Returns undefined for a statement that looks like its period's. */
export function misfitOf(
  lineCount: number,
  { breaks }: MatchResult,
  { maxUnknownLines, maxBreakPercent }: StatementBounds,
): Misfit | undefined {
  const unknownLines = breaks.filter(({ kind }) => kind === 'MISSING_HERE').length;
  const missing = breaks.filter(({ kind }) => kind === 'MISSING_THERE').length;
  const compared = lineCount + missing;
  const isMost = breaks.length >= FEW_BREAKS && breaks.length * 100 > maxBreakPercent * compared;
  if (unknownLines <= maxUnknownLines && !isMost) return undefined;
  return { unknownLines, breaks: breaks.length, compared };
}
