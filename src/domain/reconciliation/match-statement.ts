import type { BreakKind, MatchedLine, ReconciliationBreak, StatementLine } from './events';

/** A movement in our books. Amounts are minor units. */
export interface BookedMovement {
  readonly kind: 'PAYOUT' | 'RETURN';
  readonly payoutId: string;
  /** `NOT_SENT`: the payout was requested, and no submission is recorded. */
  readonly status: 'COMPLETED' | 'FAILED' | 'UNDER_WAY' | 'NOT_SENT';
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly endToEndId: string | null;
  readonly amountMinor: bigint;
  /** null while nothing is booked. */
  readonly feeAmountMinor: bigint | null;
  /** When we booked it, RFC 3339 UTC; null while nothing is booked. */
  readonly bookedAt: string | null;
}

export interface Statement {
  readonly lines: readonly StatementLine[];
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
 * Compares every line with what our books have of it: by endToEndId, else by our reference, else by the provider's id.
 * A payment can stand on the same statement as unfinished and as ended. It is then one payment, and the end counts in
 * whichever order the lines stand. Pure: the same statement and the same books give the same result. `breakIdOf` names
 * a break.
 */
export function matchStatement(
  statement: Statement,
  booked: readonly BookedMovement[],
  breakIdOf: (draft: Draft) => string,
): MatchResult {
  const index = new MovementIndex(booked);
  const told = new Map<BookedMovement, StatementLine>();
  const matched: MatchedLine[] = [];
  const drafts: Draft[] = [];
  let nothingMoved = 0;
  for (const line of endedFirst(statement.lines)) {
    const movement = index.find(line);
    const earlier = movement && told.get(movement);
    const verdict = compareLine(line, movement, earlier);
    if (movement && !earlier) told.set(movement, line);
    if (verdict === 'NOTHING_MOVED') nothingMoved += 1;
    else if (verdict === 'MATCHED') matched.push({ line, payoutId: movement!.payoutId });
    else drafts.push(lineBreak(verdict, line, movement, statement));
  }
  for (const movement of booked)
    if (!told.has(movement) && belongsTo(movement, statement)) drafts.push(missingThere(movement));
  const breaks = drafts.map(draft => ({ ...draft, breakId: breakIdOf(draft) }));
  return { matched, nothingMoved, breaks };
}

const endedFirst = (lines: readonly StatementLine[]): readonly StatementLine[] => [
  ...lines.filter(({ status }) => status !== 'PENDING'),
  ...lines.filter(({ status }) => status === 'PENDING'),
];

interface BreakFinding {
  readonly kind: BreakKind;
  readonly detail: string;
}

type Verdict = 'MATCHED' | 'NOTHING_MOVED' | BreakFinding;

/** `earlier`: a line of the same statement that names the same movement. */
function compareLine(
  line: StatementLine,
  movement: BookedMovement | undefined,
  earlier: StatementLine | undefined,
): Verdict {
  if (line.status === 'PENDING') return compareUnfinishedLine(line, movement, earlier);
  // What failed there and is unknown here has moved no money on either side.
  if (!movement && line.status === 'FAILED') return 'NOTHING_MOVED';
  if (!movement) return { kind: 'MISSING_HERE', detail: describe(line) };
  if (earlier) return { kind: 'TWICE_THERE', detail: `again: ${describe(line)}` };
  const differences = differencesOf(line, movement);
  return differences.length === 0 ? 'MATCHED' : { kind: 'DIFFERS', detail: differences.join('; ') };
}

/**
 * A movement that is unknown here is no break while it is unfinished there. A later line that says that it was paid
 * makes it a break; if this line already made one, there would be two.
 */
function compareUnfinishedLine(
  line: StatementLine,
  movement: BookedMovement | undefined,
  earlier: StatementLine | undefined,
): Verdict {
  if (!movement) return 'NOTHING_MOVED';
  if (earlier && isSamePayment(line, earlier)) return 'NOTHING_MOVED';
  if (earlier) return { kind: 'TWICE_THERE', detail: `another one, under way: ${describe(line)}` };
  const differences = differencesOf(line, movement);
  if (differences.length === 0) return 'NOTHING_MOVED';
  const hasEnded = movement.status === 'COMPLETED' || movement.status === 'FAILED';
  const kind = hasEnded ? 'UNFINISHED_THERE' : 'DIFFERS';
  return { kind, detail: differences.join('; ') };
}

/** Two lines of one name are two payments where the provider has another id of its own for each. */
const isSamePayment = (left: StatementLine, right: StatementLine): boolean =>
  isSameName(left.providerId, right.providerId) && isSameName(left.endToEndId, right.endToEndId);

const isSameName = (left: string | null, right: string | null): boolean =>
  left === null || right === null || left === right;

function differencesOf(line: StatementLine, movement: BookedMovement): string[] {
  const found: string[] = [];
  const compare = (what: string, there: unknown, here: unknown) => {
    if (there !== here) found.push(`${what} is ${String(there)} there and ${String(here)} here`);
  };
  if (line.status !== 'PENDING' || movement.status !== 'UNDER_WAY')
    compare('status', line.status, movement.status);
  compare('amount in minor units', line.amountMinor, movement.amountMinor);
  if (movement.status !== 'COMPLETED' || line.status !== 'COMPLETED') return found;
  if (line.feeAmountMinor !== null)
    compare('fee in minor units', line.feeAmountMinor, movement.feeAmountMinor);
  if (line.endToEndId !== null && movement.endToEndId !== null)
    compare('endToEndId', line.endToEndId, movement.endToEndId);
  return found;
}

/** Finds the movement of a line by its names, each with its kind, so that one movement cannot hide another. */
class MovementIndex {
  private readonly byName = new Map<string, BookedMovement>();

  constructor(booked: readonly BookedMovement[]) {
    for (const movement of booked)
      for (const name of namesOf(movement)) if (!this.byName.has(name)) this.byName.set(name, movement);
  }

  find(line: StatementLine): BookedMovement | undefined {
    for (const name of namesOf(line)) {
      const movement = this.byName.get(name);
      if (movement) return movement;
    }
    return undefined;
  }
}

type Named = Pick<StatementLine, 'kind' | 'endToEndId' | 'externalReference' | 'providerId'>;

/** The most reliable name comes first. A return has no reference of its own: the payment's would name the payment. */
function namesOf({ kind, endToEndId, externalReference, providerId }: Named): string[] {
  const names: string[] = [];
  if (endToEndId !== null) names.push(`${kind} end-to-end ${endToEndId}`);
  if (kind === 'PAYOUT' && externalReference !== null) names.push(`${kind} reference ${externalReference}`);
  if (kind === 'PAYOUT' && providerId !== null) names.push(`${kind} provider ${providerId}`);
  return names;
}

const lineBreak = (
  { kind, detail }: BreakFinding,
  line: StatementLine,
  movement: BookedMovement | undefined,
  { to }: Statement,
): Draft => ({
  kind,
  payoutId: movement?.payoutId ?? null,
  line,
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

const describe = ({ kind, amountMinor, endToEndId, externalReference, providerId }: StatementLine): string =>
  `${kind} of ${amountMinor} minor units, endToEndId ${endToEndId ?? 'none'}, reference ${externalReference ?? 'none'}, provider id ${providerId ?? 'none'}`;
