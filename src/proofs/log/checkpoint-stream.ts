import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents, readLastEvent } from '../../event-store/read-events';
import type { ProofCheckpointSigned, ProofLogEvent } from '../../event-store/log/proof-events';
import { PROOF_LOG_STREAM } from '../../event-store/stream-names';

/** All that is on record of the proof log, oldest first. @throws {Fault} */
export const readLogEvents = (
  store: Pick<EventStore, 'readStream'>,
): AsyncIterable<RecordedEvent<ProofLogEvent>> => readEvents(store, PROOF_LOG_STREAM);

/**
 * The last checkpoint of the log that signs now; undefined: it has signed nothing yet. `last`: the last event on record, where
 * it is known. @throws {Fault}
 */
export async function readLastCheckpoint(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
  last?: RecordedEvent<ProofLogEvent>,
): Promise<RecordedEvent<ProofCheckpointSigned> | undefined> {
  let event = last ?? (await readLastEvent(store, PROOF_LOG_STREAM));
  while (event && event.body.type === 'ProofKeyRotated') event = await eventBefore(store, event);
  return event && isCheckpoint(event) ? event : undefined;
}

async function eventBefore(
  store: Pick<EventStore, 'readStream'>,
  { revision }: RecordedEvent,
): Promise<RecordedEvent<ProofLogEvent> | undefined> {
  if (revision === 0n) return undefined;
  for await (const event of readEvents(store, PROOF_LOG_STREAM, revision - 1n, 1)) return event;
  return undefined;
}

export const isCheckpoint = (
  event: RecordedEvent<ProofLogEvent>,
): event is RecordedEvent<ProofCheckpointSigned> => event.body.type === 'ProofCheckpointSigned';
