import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readLastEvent } from '../../event-store/read-events';
import type { ProofLogEvent } from '../../event-store/log/proof-events';
import { PROOF_LOG_STREAM } from '../../event-store/stream-names';
import { parseCheckpoint } from '../formats/checkpoint';
import { Malformed } from '../formats/malformed';
import { parseKeyChange } from '../keys/key-change';
import { readLastCheckpoint } from './checkpoint-stream';

/** Where the proof log on record stands. */
export interface LogHead {
  /** The name of the log. */
  readonly origin: string;
  /** Of the key that signs now: 4 bytes, in hex. */
  readonly keyId: string;
  /** Of the last event. */
  readonly revision: bigint;
  /** The last checkpoint of this log, as a signed note; undefined: nothing is signed yet. */
  readonly checkpoint: string | undefined;
  /** False where a change of keys is the last event. */
  readonly isSigned: boolean;
}

/** Undefined where nothing is on record. @throws {Fault} @throws {Malformed} the last event is damaged */
export async function readLogHead(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
): Promise<LogHead | undefined> {
  const last = await readLastEvent(store, PROOF_LOG_STREAM);
  if (!last) return undefined;
  const checkpoint = await readLastCheckpoint(store, last);
  const isSigned = last.body.type === 'ProofCheckpointSigned';
  return {
    ...signerOf(last),
    revision: last.revision,
    checkpoint: checkpoint?.body.data.checkpoint,
    isSigned,
  };
}

/** The key in force signs first. */
function signerOf({ body }: RecordedEvent<ProofLogEvent>): Pick<LogHead, 'origin' | 'keyId'> {
  if (body.type !== 'ProofCheckpointSigned') {
    const { name: origin, id: keyId } = parseKeyChange(body.data.statement).to;
    return { origin, keyId };
  }
  const { origin, note } = parseCheckpoint(body.data.checkpoint);
  const first = note.signatures.find(({ name }) => name === origin);
  if (!first) throw new Malformed('The last checkpoint on record has no signature of its log');
  return { origin, keyId: first.keyId };
}
