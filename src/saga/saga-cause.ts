import type { PayoutRequested } from '../domain/payout/events';
import type { Cause } from '../event-store/new-events';
import { derivedId } from '../shared/ids';

/** The cause of what the saga does for a payout. The step's name is part of the event ids: it never changes. */
export const sagaCause = ({ payoutId }: Pick<PayoutRequested, 'payoutId'>, step: string): Cause => ({
  causationId: derivedId('saga', payoutId, step),
  correlationId: payoutId,
  actor: 'saga',
});
