import type { PayoutRequested } from '../domain/payout/events';
import type { Cause } from '../event-store/new-events';
import { derivedId } from '../shared/ids';

/** What the saga does for a payout, by the name of the step. */
export const causeOf = ({ payoutId }: Pick<PayoutRequested, 'payoutId'>, step: string): Cause => ({
  causationId: derivedId('saga', payoutId, step),
  correlationId: payoutId,
  actor: 'saga',
});
