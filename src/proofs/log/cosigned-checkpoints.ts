import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { readEvents, readLastEvent } from '../../event-store/read-events';
import type { LastCosignature, ProofCheckpointCosigned } from '../../event-store/log/proof-events';
import { PROOF_COSIGNATURES_STREAM } from '../../event-store/stream-names';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { mergeNotes } from '../formats/signed-note';
import { readLastCheckpoint } from './checkpoint-stream';

/** Cosignatures can come late and out of order. An event with more than this many after it is not looked at here. */
const RECENT_EVENTS = 32n;

/** What the last events say of cosignatures. */
export interface RecentCosignatures {
  /** Of the last event; undefined: nothing was cosigned yet. */
  readonly revision: bigint | undefined;
  /** Each with all its signatures, the largest checkpoint first. */
  readonly checkpoints: readonly Checkpoint[];
  readonly witnesses: readonly LastCosignature[];
}

/** All that is on record, oldest first. @throws {Fault} */
export const readCosigned = (
  store: Pick<EventStore, 'readStream'>,
): AsyncIterable<RecordedEvent<ProofCheckpointCosigned>> => readEvents(store, PROOF_COSIGNATURES_STREAM);

/** The last cosignature of each witness. @throws {Fault} */
export async function readLastCosignatures(
  store: Pick<EventStore, 'readLast'>,
): Promise<readonly LastCosignature[]> {
  return (await readLastEvent(store, PROOF_COSIGNATURES_STREAM))?.body.data.witnesses ?? [];
}

/** @throws {Fault} @throws {Malformed} a checkpoint on record is damaged */
export async function readRecentCosignatures(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
): Promise<RecentCosignatures> {
  const last = await readLastEvent(store, PROOF_COSIGNATURES_STREAM);
  if (!last) return { revision: undefined, checkpoints: [], witnesses: [] };
  const { revision, body } = last;
  const from = revision < RECENT_EVENTS ? 0n : revision - RECENT_EVENTS + 1n;
  const notes: string[] = [];
  for await (const event of readEvents(store, PROOF_COSIGNATURES_STREAM, from, Number(RECENT_EVENTS)))
    if (event.revision <= revision) notes.push(event.body.data.checkpoint);
  return { revision, checkpoints: mergeByText(notes), witnesses: body.data.witnesses };
}

/** A checkpoint with its recent cosignatures. Both are signed notes. @throws {Fault} @throws {Malformed} */
export async function withCosignatures(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
  checkpoint: string,
): Promise<string> {
  const { note } = parseCheckpoint(checkpoint);
  const { checkpoints } = await readRecentCosignatures(store);
  const cosigned = checkpoints.find(each => each.note.text === note.text);
  return mergeNotes(cosigned ? [note, cosigned.note] : [note]);
}

/**
 * Of the recent checkpoints that are enough, the one with the most cosignatures. Of several, the largest. It is a signed
 * note. Undefined where no witness has cosigned one.
 * @param isEnough which checkpoints to choose from; all where it is left out
 * @throws {Fault} @throws {Malformed} a checkpoint on record is damaged
 */
export async function readLatestCosigned(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
  isEnough: (checkpoint: Checkpoint) => boolean = () => true,
): Promise<string | undefined> {
  const { checkpoints } = await readRecentCosignatures(store);
  const [best] = checkpoints
    .filter(isEnough)
    .sort((left, right) => cosignaturesOf(right) - cosignaturesOf(left) || right.size - left.size);
  return best && mergeNotes([best.note]);
}

/**
 * The checkpoint that something is proved against. Where witnesses have cosigned, it is the one with the most cosignatures,
 * else the last one that the log has signed. Undefined: there is none.
 * @throws {Fault} @throws {Malformed} a checkpoint on record is damaged
 */
export async function readLatestToProve(
  store: Pick<EventStore, 'readLast' | 'readStream'>,
): Promise<string | undefined> {
  return (await readLatestCosigned(store)) ?? (await readLastCheckpoint(store))?.body.data.checkpoint;
}

/** The signatures that are not the log's own. */
const cosignaturesOf = ({ origin, note }: Checkpoint): number =>
  note.signatures.filter(({ name }) => name !== origin).length;

/** One checkpoint for each text, with the signatures of all its notes. The largest first. @throws {Malformed} */
export function mergeByText(notes: readonly string[]): Checkpoint[] {
  const merged = new Map<string, Checkpoint>();
  for (const note of notes) {
    const checkpoint = parseCheckpoint(note);
    const known = merged.get(checkpoint.note.text);
    merged.set(
      checkpoint.note.text,
      known ? parseCheckpoint(mergeNotes([known.note, checkpoint.note])) : checkpoint,
    );
  }
  return [...merged.values()].sort((left, right) => right.size - left.size);
}
