import type { OnPayoutChange } from '../../commands/payouts/payout-repository';
import type { OnJudged } from '../../saga/notifications/notification-applier';
import type { Telemetry } from '../../shared/system/telemetry';

/** Tells what this process appends to the streams of payouts. A repeat of a lost append counts again. */
export const tellPayoutChanges =
  (telemetry: Pick<Telemetry, 'payoutChanged'>): OnPayoutChange =>
  ({ type }, { state, times: { requestedAt, lastEventAt } }) => {
    if (state.status === 'none' || !lastEventAt) return;
    const { payoutId, provider } = state.request;
    telemetry.payoutChanged({ payoutId, provider, type, requestedAt, at: lastEventAt });
  };

/** Tells of each notification that has its verdict and belongs to a payout. */
export const tellVerdicts =
  (telemetry: Pick<Telemetry, 'notificationJudged'>): OnJudged =>
  ({ receivedAt, data: { provider } }, { kind: verdict, payoutId }) => {
    if (payoutId !== null) telemetry.notificationJudged({ payoutId, provider, verdict, receivedAt });
  };
