import type { BookedMovement } from './booked-movement';
import type { BreakKind, ReadStatementLine, StatementLine } from './events';

export interface BreakFinding {
  readonly kind: BreakKind;
  readonly detail: string;
}

export type Verdict = 'MATCHED' | 'NOTHING_MOVED' | BreakFinding;

/** `earlier`: a line of the same statement that names the same movement. */
export function compareLine(
  line: ReadStatementLine,
  movement: BookedMovement | undefined,
  earlier: StatementLine | undefined,
): Verdict {
  if (line.status === 'PENDING') return compareUnfinishedLine(line, movement, earlier);
  // What failed there and is unknown here has moved no money on either side.
  if (!movement && line.status === 'FAILED') return 'NOTHING_MOVED';
  // Money that came and is no return of ours is a payment to us.
  if (!movement && line.isAnyCredit) return 'NOTHING_MOVED';
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

export const describe = ({
  kind,
  amountMinor,
  endToEndId,
  externalReference,
  providerId,
}: StatementLine): string =>
  `${kind} of ${amountMinor} minor units, endToEndId ${endToEndId ?? 'none'}, reference ${externalReference ?? 'none'}, provider id ${providerId ?? 'none'}`;
