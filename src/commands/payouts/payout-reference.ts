import type { StreamDecider } from '../../event-store/load';
import type { PayoutReferenceClaim, PayoutReferenceEvent } from '../../event-store/stream-names';
import { ok, refuse } from '../../shared/result';

/** The payouts that have one text as their reference, and those that never get it. */
export interface PayoutReferenceState {
  readonly claims: readonly PayoutReferenceClaim[];
  readonly denied: ReadonlySet<string>;
}

export interface ReserveReference {
  readonly claim: PayoutReferenceClaim;
  /** Rivals that never use the text, as `textOfClaim` names them. */
  readonly freed: ReadonlySet<string>;
  /** IF_TAKEN: where a rival has the text. ALWAYS: where an older claim elsewhere is in the way. A claim that stands stays. */
  readonly denies: 'NEVER' | 'IF_TAKEN' | 'ALWAYS';
}

/** One payout per client and text, and one per provider and text. A denied payout never gets the text. */
export const payoutReference: StreamDecider<
  PayoutReferenceState,
  ReserveReference,
  PayoutReferenceEvent,
  'REFERENCE_HELD'
> = {
  initial: { claims: [], denied: new Set() },

  decide(state, { claim, freed, denies }) {
    if (hasClaim(state, claim)) return ok([]);
    const rivals = rivalsOf(state, claim);
    const isTaken = rivals.some(rival => !freed.has(textOfClaim(rival)));
    const isDenied = state.denied.has(claim.payoutId);
    if (!isDenied && (denies === 'ALWAYS' || (denies === 'IF_TAKEN' && isTaken)))
      return ok([{ type: 'PayoutReferenceDenied', data: claim }]);
    if (isDenied || isTaken) return refuse('REFERENCE_HELD');
    if (rivals.length === 0) return ok([{ type: 'PayoutReferenceReserved', data: claim }]);
    const replaces = [...new Set(rivals.map(({ payoutId }) => payoutId))];
    return ok([{ type: 'PayoutReferenceReserved', data: { ...claim, replaces } }]);
  },

  evolve({ claims, denied }, { type, data }) {
    if (type === 'PayoutReferenceDenied') return { claims, denied: new Set([...denied, data.payoutId]) };
    const { replaces = [], ...claim } = data;
    const kept = claims.filter(each => !(isRival(each, claim) && replaces.includes(each.payoutId)));
    return { claims: [...kept, claim], denied };
  },
};

export const hasClaim = ({ claims }: PayoutReferenceState, wanted: PayoutReferenceClaim): boolean =>
  claims.some(each => textOfClaim(each) === textOfClaim(wanted));

/** The claims of other payouts that stand in the way of this one. */
export const rivalsOf = (
  { claims }: PayoutReferenceState,
  wanted: PayoutReferenceClaim,
): readonly PayoutReferenceClaim[] => claims.filter(each => isRival(each, wanted));

/** The text is part of the stream's name. */
export const textOfClaim = ({ clientId, provider, payoutId }: PayoutReferenceClaim): string =>
  JSON.stringify([clientId, provider, payoutId]);

const isRival = (one: PayoutReferenceClaim, other: PayoutReferenceClaim): boolean =>
  one.payoutId !== other.payoutId && (one.clientId === other.clientId || one.provider === other.provider);
