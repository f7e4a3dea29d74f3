import { isPayoutEvent } from '../../domain/journal/known-events';
import { comparePositions, type EventStore, type Position } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { payoutStream } from '../../event-store/stream-names';
import { evolvePayout, type PayoutRow } from '../../projections/payouts/payout-row';
import type { PayoutCallback } from '../../domain/outbound/callback';
import { Fault } from '../../shared/fault';

export interface PayoutWithCallback extends PayoutRow {
  readonly callback: PayoutCallback | null;
}

/**
 * A payout as its own stream has it at a position, with the status that the API shows then. The request always counts: it
 * can stand behind the hold. @throws {Fault} also where the request is not recorded yet
 */
export async function payoutAsOf(
  streams: Pick<EventStore, 'readStream'>,
  payoutId: string,
  position: Position,
): Promise<PayoutWithCallback> {
  let row: PayoutRow | undefined;
  let callback: PayoutCallback | null = null;
  for await (const event of readEvents(streams, payoutStream(payoutId))) {
    if (row && comparePositions(event.position, position) > 0) break;
    if (event.body.type === 'PayoutRequested') callback = event.body.data.callback ?? null;
    if (isPayoutEvent(event.body)) row = evolvePayout(row, event.body, event);
  }
  if (!row) throw new Fault('event store', `The request of payout ${payoutId} is not recorded yet`);
  return { ...row, callback };
}
