import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents, readLastEvent } from '../../event-store/read-events';
import { PROOF_LOG_STREAM, type ProofCheckpointSigned } from '../../event-store/stream-names';

/** The checkpoints on record, oldest first. @throws {Fault} */
export const readCheckpoints = (
  store: Pick<EventStore, 'readStream'>,
): AsyncIterable<RecordedEvent<ProofCheckpointSigned>> => readEvents(store, PROOF_LOG_STREAM);

/** The last checkpoint on record; undefined: nothing was signed yet. @throws {Fault} */
export const readLastCheckpoint = (
  store: Pick<EventStore, 'readLast'>,
): Promise<RecordedEvent<ProofCheckpointSigned> | undefined> => readLastEvent(store, PROOF_LOG_STREAM);
