import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { comparePositions } from '../../../event-store/event-store';
import { caseStream, exchangeStream, payoutStream } from '../../../event-store/stream-names';
import type { PayoutSources } from '../../../queries/payouts/get-payout-sources';

/**
 * Reads every event about a payout from its streams, in the order of `$all`. It reads only those account events that moved
 * money for the payout by the books.
 * @throws {Fault} when the event store does not answer
 */
export async function payoutFacts(
  store: EventStore,
  payoutId: string,
  { accountEvents, notificationStreams, caseIds }: PayoutSources,
): Promise<RecordedEvent[]> {
  const whole = [
    payoutStream(payoutId),
    exchangeStream(payoutId),
    ...notificationStreams,
    ...caseIds.map(caseStream),
  ];
  const facts: RecordedEvent[] = [];
  for (const stream of whole) for await (const event of store.readStream(stream)) facts.push(event);
  for (const { streamId, revision } of accountEvents) {
    const event = await eventAt(store, streamId, revision);
    if (event) facts.push(event);
  }
  return facts.sort((left, right) => comparePositions(left.position, right.position));
}

async function eventAt(
  store: EventStore,
  streamId: string,
  revision: bigint,
): Promise<RecordedEvent | undefined> {
  for await (const event of store.readStream(streamId, revision, 1)) return event;
  return undefined;
}
