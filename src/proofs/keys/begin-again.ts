import type { EventStore } from '../../event-store/event-store';
import type { LogBytes } from '../../event-store/log/log-bytes';
import type { Clock } from '../../shared/clock';
import { isSignedByLog, parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { hashEntry, isTechnical } from '../formats/entry';
import type { SigningKey } from '../formats/note-keys';
import { recordInLog } from '../log/checkpoint-signer';
import type { LogHead } from '../log/log-head';
import { CompactRange } from '../merkle/compact-range';
import { signKeyChange, type NewLog } from './key-change';
import type { KeyRing } from './key-ring';

/** A checkpoint that the event store does not hold the history of. */
export interface Contradiction {
  /** As a signed note. */
  readonly text: string;
  readonly size: number;
  readonly root: Buffer;
  /** How many entries the event store has. */
  readonly entries: number;
}

/**
 * Of some checkpoints the largest one that the streams contradict; undefined: they agree with all.
 * @param texts signed notes @throws {Malformed} @throws {Fault}
 */
export async function findContradiction(
  store: LogBytes,
  texts: readonly string[],
): Promise<Contradiction | undefined> {
  const checkpoints = texts.map(text => ({ ...parseCheckpoint(text), text }));
  const { roots, entries } = await rootsAt(store, new Set(checkpoints.map(({ size }) => size)));
  const [found] = checkpoints
    .filter(({ size, root }) => !roots.get(size)?.equals(root))
    .sort((left, right) => right.size - left.size);
  return found && { text: found.text, size: found.size, root: found.root, entries };
}

async function rootsAt(store: LogBytes, sizes: ReadonlySet<number>) {
  const [tree, roots] = [new CompactRange(), new Map<number, Buffer>()];
  const note = () => sizes.has(tree.size) && roots.set(tree.size, tree.root());
  note();
  for await (const event of store.readAllBytes()) {
    if (isTechnical(event)) continue;
    tree.append(hashEntry(event));
    note();
  }
  return { roots, entries: tree.size };
}

/** Those checkpoints that keys of the log have signed. The log must answer for no others. @throws {Malformed} */
export const ofLog = (
  origin: string,
  ring: readonly SigningKey[],
  texts: readonly (string | undefined)[],
): string[] =>
  texts.filter((text): text is string => text !== undefined && isOf(origin, ring, parseCheckpoint(text)));

const isOf = (origin: string, ring: readonly SigningKey[], checkpoint: Checkpoint): boolean =>
  checkpoint.origin === origin && isSignedByLog(checkpoint, ring);

export interface NewLogParts {
  readonly store: Pick<EventStore, 'append'>;
  readonly clock: Clock;
  /** Has the key of the new log, and then the key in force of the old one. */
  readonly ring: KeyRing;
  readonly head: LogHead;
  readonly from: SigningKey;
}

/** Records the beginning of a new log. False where another process was faster. @throws {Fault} @throws {Malformed} */
export async function beginNewLog(
  { store, clock, ring, head, from }: NewLogParts,
  { text, size, root }: Contradiction,
  reason: string,
): Promise<boolean> {
  const change = { kind: 'new-log' as const, from, to: ring[0], size, root, reason } satisfies NewLog;
  const data = { statement: signKeyChange(change), contradicted: text };
  const body = { type: 'ProofLogBegunAgain' as const, data };
  return (await recordInLog({ store, clock }, body, ring[0].name, head.revision)).ok;
}
