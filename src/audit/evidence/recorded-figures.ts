import type { Claim, Evidence, PayoutEvent } from '../../domain/payout/events';
import type { StatedFigures } from './stated-figures';

/** What an event says that must stand in the words it rests on. */
export interface RecordedFigures {
  readonly kind: 'completed' | 'failed' | 'returned';
  readonly amountMinor?: bigint;
  /** null: the words must name none. */
  readonly feeAmountMinor?: bigint | null;
  readonly endToEndId?: string | null;
  readonly code?: string;
}

/** undefined: the event takes no figures from words. */
export function recordedFiguresOf(event: PayoutEvent): RecordedFigures | undefined {
  switch (event.type) {
    case 'PayoutCompleted': {
      const { originalAmountMinor: amountMinor, feeAmountMinor, endToEndId } = event.data;
      return { kind: 'completed', amountMinor, feeAmountMinor, endToEndId };
    }
    case 'PayoutFailed':
      return { kind: 'failed', code: event.data.code };
    case 'PayoutReturned': {
      const { amountMinor, feeAmountMinor, endToEndId } = event.data;
      return { kind: 'returned', amountMinor, feeAmountMinor, endToEndId };
    }
    case 'PayoutOutcomeContradicted':
      return event.data.claim && claimedFiguresOf(event.data.claim);
    default:
      return undefined;
  }
}

function claimedFiguresOf(claim: Claim): RecordedFigures {
  if (claim.kind === 'failed') return { kind: 'failed', code: claim.code };
  const { amountMinor, feeAmountMinor, endToEndId } = claim.kind === 'returned' ? claim.returned : claim;
  return { kind: claim.kind, amountMinor, feeAmountMinor, endToEndId };
}

/** What the words say otherwise, as sentences. `expectedFeeMinor`: booked where the words name no fee. */
export function figureDifferences(
  figures: RecordedFigures,
  words: StatedFigures,
  expectedFeeMinor: bigint,
): string[] {
  const isSaid = words.kind === figures.kind || (words.kind === 'refunded' && figures.kind !== 'failed');
  if (!isSaid) return [`${figures.kind}, the words say ${words.kind}`];
  if (figures.kind === 'failed') return codeDifference(figures.code ?? '', words.code ?? '');
  const isReturn = figures.kind === 'returned';
  const fee = words.feeMinor ?? (isReturn ? 0n : expectedFeeMinor);
  const differs = (name: string, is: unknown, due: unknown) =>
    is === due ? [] : [`${name} ${String(is)}, the words say ${String(due)}`];
  return [
    ...differs('amount', figures.amountMinor, words.amountMinor),
    ...(figures.feeAmountMinor === null ? [] : differs('fee', figures.feeAmountMinor, fee)),
    ...differs('endToEndId', figures.endToEndId, isReturn ? words.returnId : words.paymentId),
  ];
}

const LONGEST_CODE = 100;
const HIDDEN = '***';

/** A code is kept without what could be personal data, and not longer than a code may be. */
function codeDifference(said: string, words: string): string[] {
  const whole = said === words || (said.length >= LONGEST_CODE && words.startsWith(said));
  const found = whole || (said.includes(HIDDEN) && holdsInOrder(words, said.split(HIDDEN)));
  return found ? [] : [`code ${said}, the words say ${words}`];
}

function holdsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** Returns the evidence of an event. An order lookup rests on each of its answers. */
export function evidencesOf({ type, data }: PayoutEvent): readonly Evidence[] {
  if (type === 'PayoutLookedFor') return data.answerHashes.map(answerHash => ({ kind: 'poll', answerHash }));
  return 'evidence' in data ? [data.evidence] : [];
}
