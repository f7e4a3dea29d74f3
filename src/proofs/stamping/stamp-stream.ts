import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents, readLastEvent } from '../../event-store/read-events';
import type { ProofCheckpointStamped } from '../../event-store/log/proof-events';
import { PROOF_STAMPS_STREAM } from '../../event-store/stream-names';

/** The stamps on record, oldest first. @throws {Fault} */
export const readStamps = (
  store: Pick<EventStore, 'readStream'>,
): AsyncIterable<RecordedEvent<ProofCheckpointStamped>> => readEvents(store, PROOF_STAMPS_STREAM);

/** What they say, oldest first. @throws {Fault} */
export async function* readStampTexts(
  store: Pick<EventStore, 'readStream'>,
): AsyncGenerator<ProofCheckpointStamped['data']> {
  for await (const { body } of readStamps(store)) yield body.data;
}

/** The last stamp on record; undefined: there is none. @throws {Fault} */
export const readLastStamp = (
  store: Pick<EventStore, 'readLast'>,
): Promise<RecordedEvent<ProofCheckpointStamped> | undefined> => readLastEvent(store, PROOF_STAMPS_STREAM);

/** The first stamp of a day (`2026-03-01`, UTC); undefined: that day has none. @throws {Fault} */
export async function readStampOf(
  store: Pick<EventStore, 'readStream'>,
  day: string,
): Promise<ProofCheckpointStamped['data'] | undefined> {
  for await (const stamp of readStampTexts(store)) if (stamp.stampedAt.startsWith(day)) return stamp;
  return undefined;
}
