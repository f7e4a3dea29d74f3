import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { comparePositions } from '../../../event-store/event-store';
import { caseStream, exchangeStream, payoutStream } from '../../../event-store/stream-names';
import type { PayoutSources } from '../../../queries/payouts/get-payout-sources';

/**
 * Every event about a payout, in `$all` order, from the streams themselves; of the account only what the books say moved
 * money for it.
 * @throws {Fault} the event store is away
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
