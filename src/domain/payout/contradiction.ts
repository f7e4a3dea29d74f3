import { ok } from '../../shared/result';
import { claimedProviderId } from './acceptances';
import type { PayoutOutcomeContradicted } from './events';
import { NOTHING, type Decision, type Submitted, type Terminal } from './state';

/** A claim against an outcome that stands, with its evidence. */
export type ContradictingClaim = Pick<
  PayoutOutcomeContradicted,
  'claimed' | 'detail' | 'claim' | 'evidence'
> & {
  readonly providerId?: string | null | undefined;
};

/**
 * Records evidence against an outcome that stands. Each claim is recorded once, however often and by whatever way it
 * comes.
 */
export function contradict(state: Terminal, against: ContradictingClaim): Decision {
  const { claimed, detail, claim, evidence } = against;
  const providerId = claimedProviderId(state, against.providerId);
  const stands = state.status === 'completed' ? 'COMPLETED' : 'FAILED';
  // People can accept the opposite outcome. The same outcome with other figures cannot be accepted.
  const acceptable = claim && (claimed === 'RETURNED' || claimed !== stands) ? { claim } : {};
  const data: PayoutOutcomeContradicted = {
    payoutId: state.request.payoutId,
    stands,
    claimed,
    detail,
    ...acceptable,
    ...(providerId === undefined ? {} : { providerId }),
    evidence,
  };
  if (state.contradictions.includes(meaningOf(state, data))) return NOTHING;
  return ok([{ type: 'PayoutOutcomeContradicted', data }]);
}

/**
 * What makes two claims different: what is claimed and of which payment. The sender and the time make no difference.
 */
export function meaningOf(state: Submitted, data: PayoutOutcomeContradicted): string {
  const { stands, claimed, detail } = data;
  const about = claimedProviderId(state, data.providerId) ?? '';
  switch (claimed) {
    case 'FAILED':
      // Not every report of a failure says why it failed, so the detail does not count.
      return `${stands} ${claimed} ${about}`;
    case 'COMPLETED':
      return `${stands} ${claimed} ${about} ${detail}`;
    default:
      return `${stands} ${claimed} ${detail}`;
  }
}
