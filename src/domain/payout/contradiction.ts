import { ok } from '../../shared/result';
import { idOfClaim } from './acceptances';
import type { PayoutOutcomeContradicted } from './events';
import { NOTHING, type Decision, type Submitted, type Terminal } from './state';

/** What is claimed against an outcome that stands, and what it rests on. */
export type Against = Pick<PayoutOutcomeContradicted, 'claimed' | 'detail' | 'claim' | 'evidence'> & {
  readonly providerId?: string | null | undefined;
};

/** Evidence against an outcome that stands, once for each claim, however often and by whatever way it is told. */
export function contradict(state: Terminal, against: Against): Decision {
  const { claimed, detail, claim, evidence } = against;
  const providerId = idOfClaim(state, against.providerId);
  const stands = state.status === 'completed' ? 'COMPLETED' : 'FAILED';
  // People may accept what is claimed against the opposite; of the same outcome in other figures there is nothing to take.
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

/** What tells one claim from another: what is claimed, of which payment; never who told it, or when. */
export function meaningOf(state: Submitted, data: PayoutOutcomeContradicted): string {
  const { stands, claimed, detail } = data;
  const about = idOfClaim(state, data.providerId) ?? '';
  switch (claimed) {
    case 'FAILED':
      // Why it failed is told by one way and not by another.
      return `${stands} ${claimed} ${about}`;
    case 'COMPLETED':
      return `${stands} ${claimed} ${about} ${detail}`;
    default:
      return `${stands} ${claimed} ${detail}`;
  }
}
