import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents, readLastEvent } from '../../event-store/read-events';
import { PROOF_STAMPS_STREAM, type ProofCheckpointStamped } from '../../event-store/stream-names';

/** The stamps on record, oldest first. @throws {Fault} */
export const readStamps = (
  store: Pick<EventStore, 'readStream'>,
): AsyncIterable<RecordedEvent<ProofCheckpointStamped>> => readEvents(store, PROOF_STAMPS_STREAM);

/** The last stamp on record; undefined: there is none. @throws {Fault} */
export const readLastStamp = (
  store: Pick<EventStore, 'readLast'>,
): Promise<RecordedEvent<ProofCheckpointStamped> | undefined> => readLastEvent(store, PROOF_STAMPS_STREAM);

/** The first stamp of a day (`2026-03-01`, UTC); undefined: that day has none. @throws {Fault} */
export async function readStampOf(
  store: Pick<EventStore, 'readStream'>,
  day: string,
): Promise<ProofCheckpointStamped['data'] | undefined> {
  for await (const { body } of readStamps(store)) if (body.data.stampedAt.startsWith(day)) return body.data;
  return undefined;
}
