import type { BookedMovement } from './booked-movement';
import { compareLine, describe, type BreakFinding } from './compare-line';
import type { MatchedLine, MatchKind, ReadStatementLine, ReconciliationBreak, StatementLine } from './events';
import { isNameless, MovementIndex } from './movement-index';
import { pairNameless } from './pair-nameless';

export type { BookedMovement } from './booked-movement';

export interface Statement {
  readonly lines: readonly ReadStatementLine[];
  /** RFC 3339 UTC; `to` is exclusive. */
  readonly from: string;
  readonly to: string;
}

export interface MatchResult {
  readonly matched: readonly MatchedLine[];
  /** As in StatementReconciled. */
  readonly nothingMoved: number;
  readonly breaks: readonly ReconciliationBreak[];
}

type Draft = Omit<ReconciliationBreak, 'breakId'>;

/**
 * Milliseconds. A movement booked this close to the period's ends can stand on the neighbouring statement. The
 * provider's clock says when it moved; ours says when we learnt of it.
 */
const EDGE_MS = 3_600_000;

/**
 * Compares every line with what our books have of it: by endToEndId, else by our reference, else by the provider's id. A
 * line without a name is compared by amount, day and document. A payment can stand on the same statement as unfinished
 * and as ended. It is then one payment, and the end counts in whichever order the lines stand. Pure: the same statement
 * and the same books give the same result. `breakIdOf` names a break.
 */
export function matchStatement(
  statement: Statement,
  booked: readonly BookedMovement[],
  breakIdOf: (draft: Draft) => string,
): MatchResult {
  const comparison = new Comparison(statement, booked);
  comparison.compareNamed();
  comparison.compareNameless();
  comparison.noteMissing();
  const { matched, nothingMoved, drafts } = comparison;
  return { matched, nothingMoved, breaks: drafts.map(draft => ({ ...draft, breakId: breakIdOf(draft) })) };
}

/** One statement beside one set of movements. */
class Comparison {
  readonly matched: MatchedLine[] = [];
  readonly drafts: Draft[] = [];
  nothingMoved = 0;
  private readonly told = new Map<BookedMovement, StatementLine>();

  constructor(
    private readonly statement: Statement,
    private readonly booked: readonly BookedMovement[],
  ) {}

  compareNamed(): void {
    const index = new MovementIndex(this.booked);
    for (const line of endedFirst(this.statement.lines.filter(each => !isNameless(each)))) {
      const found = index.find(line);
      const movement = found?.movement;
      const earlier = movement && this.told.get(movement);
      const verdict = compareLine(line, movement, earlier);
      if (movement && !earlier) this.told.set(movement, line);
      if (verdict === 'NOTHING_MOVED') this.nothingMoved += 1;
      else if (verdict === 'MATCHED') this.match(line, movement!, found!.matchedBy);
      else this.drafts.push(lineBreak(verdict, line, movement, this.statement));
    }
  }

  /** A line of a name is never taken for another movement; what is left of the movements is compared with the others. */
  compareNameless(): void {
    const lines = this.statement.lines.filter(line => isNameless(line) && line.status === 'COMPLETED');
    this.nothingMoved += this.statement.lines.filter(isNameless).length - lines.length;
    const left = this.booked.filter(movement => !this.told.has(movement));
    const pairings = pairNameless(lines, left);
    for (const line of lines) {
      const pairing = pairings.get(line);
      if (!pairing) this.noteUnknown(line);
      else if ('movement' in pairing) {
        this.told.set(pairing.movement, line);
        this.match(line, pairing.movement, pairing.matchedBy);
      } else {
        for (const movement of pairing.fits) this.told.set(movement, line);
        this.drafts.push(lineBreak(ambiguous(line, pairing), line, undefined, this.statement));
      }
    }
  }

  noteMissing(): void {
    for (const movement of this.booked)
      if (!this.told.has(movement) && belongsTo(movement, this.statement))
        this.drafts.push(missingThere(movement));
  }

  private match(line: ReadStatementLine, { payoutId }: BookedMovement, matchedBy: MatchKind): void {
    this.matched.push({ line: recordedLine(line), payoutId, matchedBy });
  }

  private noteUnknown(line: ReadStatementLine): void {
    const verdict = compareLine(line, undefined, undefined);
    if (typeof verdict === 'string') this.nothingMoved += 1;
    else this.drafts.push(lineBreak(verdict, line, undefined, this.statement));
  }
}

/** A line as it is recorded: without what only the comparison needs, which can be personal data. */
function recordedLine(read: ReadStatementLine): StatementLine {
  const { line, kind, status, providerId, externalReference, endToEndId } = read;
  const { amountMinor, feeAmountMinor, providerTime } = read;
  const names = { providerId, externalReference, endToEndId };
  return { line, kind, status, ...names, amountMinor, feeAmountMinor, providerTime };
}

/** A person sees which payouts it can be. */
const MAX_NAMED = 5;

function ambiguous(
  line: ReadStatementLine,
  { fits, rivals }: { fits: readonly BookedMovement[]; rivals: number },
): BreakFinding {
  const named = fits.slice(0, MAX_NAMED).map(({ payoutId }) => payoutId);
  const more = fits.length > MAX_NAMED ? ` and ${fits.length - MAX_NAMED} more` : '';
  const detail = `${describe(line)}, on ${line.day}: ${rivals} lines without a name fit ${fits.length} movements here (${named.join(', ')}${more})`;
  return { kind: 'AMBIGUOUS', detail };
}

const endedFirst = (lines: readonly ReadStatementLine[]): readonly ReadStatementLine[] => [
  ...lines.filter(({ status }) => status !== 'PENDING'),
  ...lines.filter(({ status }) => status === 'PENDING'),
];

const lineBreak = (
  { kind, detail }: BreakFinding,
  line: ReadStatementLine,
  movement: BookedMovement | undefined,
  { to }: Statement,
): Draft => ({
  kind,
  payoutId: movement?.payoutId ?? null,
  line: recordedLine(line),
  detail,
  since: movement?.bookedAt ?? to,
  ...contradiction(line, movement),
});

/** The statement says the opposite of how the payout ended here. */
function contradiction(
  line: StatementLine,
  movement: BookedMovement | undefined,
): Pick<Draft, 'contradicts'> {
  if (line.kind !== 'PAYOUT' || line.status === 'PENDING' || !movement) return {};
  if (movement.status !== 'COMPLETED' && movement.status !== 'FAILED') return {};
  if (movement.status === line.status) return {};
  const providerId = movement.providerId ?? line.providerId;
  return { contradicts: { stands: movement.status, claimed: line.status, providerId } };
}

const missingThere = (movement: BookedMovement): Draft => ({
  kind: 'MISSING_THERE',
  payoutId: movement.payoutId,
  line: null,
  detail: `our ${movement.kind === 'PAYOUT' ? 'payout' : 'return'} of ${movement.amountMinor} minor units (${movement.endToEndId ?? 'no endToEndId'}) is not on the statement`,
  since: movement.bookedAt!,
});

/** Only what was booked well inside the period must be on the statement. */
function belongsTo({ status, bookedAt }: BookedMovement, { from, to }: Statement): boolean {
  if (status !== 'COMPLETED' || bookedAt === null) return false;
  const at = Date.parse(bookedAt);
  return at >= Date.parse(from) + EDGE_MS && at < Date.parse(to) - EDGE_MS;
}
