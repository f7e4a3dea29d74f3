import type { Claim, PayoutEvent } from '../../domain/payout/events';
import type { Words } from './stated-figures';

/** What an event says that must stand in the words it rests on. */
export interface Figures {
  readonly says: 'completed' | 'failed' | 'returned';
  readonly amountMinor?: bigint;
  /** null: the words must name none. */
  readonly feeAmountMinor?: bigint | null;
  readonly endToEndId?: string | null;
  readonly code?: string;
}

/** undefined: the event takes no figures from words. */
export function figuresOf(event: PayoutEvent): Figures | undefined {
  switch (event.type) {
    case 'PayoutCompleted': {
      const { originalAmountMinor: amountMinor, feeAmountMinor, endToEndId } = event.data;
      return { says: 'completed', amountMinor, feeAmountMinor, endToEndId };
    }
    case 'PayoutFailed':
      return { says: 'failed', code: event.data.code };
    case 'PayoutReturned': {
      const { amountMinor, feeAmountMinor, endToEndId } = event.data;
      return { says: 'returned', amountMinor, feeAmountMinor, endToEndId };
    }
    case 'PayoutOutcomeContradicted':
      return event.data.claim && figuresOfClaim(event.data.claim);
    default:
      return undefined;
  }
}

function figuresOfClaim(claim: Claim): Figures {
  if (claim.kind === 'failed') return { says: 'failed', code: claim.code };
  const { amountMinor, feeAmountMinor, endToEndId } = claim.kind === 'returned' ? claim.returned : claim;
  return { says: claim.kind, amountMinor, feeAmountMinor, endToEndId };
}

/** What the words say otherwise, as sentences. `expectedFeeMinor`: booked where the words name no fee. */
export function differencesFrom(figures: Figures, words: Words, expectedFeeMinor: bigint): string[] {
  const isSaid = words.says === figures.says || (words.says === 'refunded' && figures.says !== 'failed');
  if (!isSaid) return [`${figures.says}, the words say ${words.says}`];
  if (figures.says === 'failed') return codeDifference(figures.code ?? '', words.code ?? '');
  const isReturn = figures.says === 'returned';
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
