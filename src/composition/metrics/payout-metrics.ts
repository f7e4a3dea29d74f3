import type { OnPayoutChange } from '../../commands/payouts/payout-repository';
import type { Metrics } from '../../shared/metrics';

/** Counts what this process appends to the streams of payouts. A repeat of an append that was lost counts again. */
export const countPayouts =
  (metrics: Pick<Metrics, 'payoutChanged'>): OnPayoutChange =>
  ({ type }, { state, times: { requestedAt, lastEventAt } }) => {
    if (state.status === 'none') return;
    const sinceRequestMs =
      requestedAt && lastEventAt ? lastEventAt.getTime() - requestedAt.getTime() : undefined;
    metrics.payoutChanged({ provider: state.request.provider, type, sinceRequestMs });
  };
