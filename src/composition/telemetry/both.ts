import type { Telemetry } from '../../shared/system/telemetry';

/** Tells both of everything. */
export const both = (one: Telemetry, other: Telemetry): Telemetry => ({
  requestAnswered: request => (one.requestAnswered(request), other.requestAnswered(request)),
  providerCalled: call => (one.providerCalled(call), other.providerCalled(call)),
  appended: append => (one.appended(append), other.appended(append)),
  payoutChanged: change => (one.payoutChanged(change), other.payoutChanged(change)),
  notificationJudged: judged => (one.notificationJudged(judged), other.notificationJudged(judged)),
  projected: group => (one.projected(group), other.projected(group)),
});
