import { fromJson } from '../../../src/event-store/codec/event-codec';
import type { EventJson } from '../../../src/event-store/codec/event-registry';
import { PROOF_LOG_STREAM } from '../../../src/event-store/stream-names';
import { signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { formatEntry, isTechnical } from '../../../src/proofs/formats/entry';
import type { SigningKey } from '../../../src/proofs/formats/note-keys';
import { CompactRange } from '../../../src/proofs/merkle/compact-range';
import { hashLeaf } from '../../../src/proofs/merkle/hashing';
import { derivedId, fingerprint } from '../../../src/shared/ids';
import type { StoredEvent } from './event-store-folder';

/** A history as a forger wants it. An event that was changed keeps its former id, or has none where it is new. */
export type History = readonly StoredEvent[];

/** The revision of each event: its number in its stream. */
export function revisionsOf(history: History): number[] {
  const next = new Map<string, number>();
  return history.map(({ stream }) => {
    const revision = next.get(stream) ?? 0;
    next.set(stream, revision + 1);
    return revision;
  });
}

interface Derivation {
  /** The revision that the event was decided on, or a word that stands for it. */
  readonly occurrence: string;
  /** Of the event in its append. */
  readonly index: number;
}

/**
 * Makes the id of every event again that was changed, or that has moved in its stream. An id that changes is changed
 * wherever another event names it. So the history looks as if the service had written it.
 */
export function withMadeIds(original: History, wanted: History): StoredEvent[] {
  const revisions = revisionsOf(original);
  const known = new Map(original.map((event, at) => [event.id, { event, revision: revisions[at]! }]));
  const replaced = new Map<string, string>();
  const wantedRevisions = revisionsOf(wanted);
  return wanted.map((event, at) => {
    const before = known.get(event.id);
    const now = renamed(event, replaced);
    const revision = wantedRevisions[at]!;
    if (before && isSame(before.event, now) && before.revision === revision) return now;
    const how = before ? derivationOf(before.event, before.revision) : { occurrence: 'once', index: 0 };
    if (!how) return now;
    const id = idOf(now, moved(how, revision));
    if (before) replaced.set(event.id, id);
    return { ...now, id };
  });
}

const isSame = (left: StoredEvent, right: StoredEvent): boolean =>
  left.stream === right.stream &&
  left.type === right.type &&
  left.data.equals(right.data) &&
  left.metadata.equals(right.metadata);

function renamed(event: StoredEvent, replaced: ReadonlyMap<string, string>): StoredEvent {
  const rename = (bytes: Buffer): Buffer => {
    let text = bytes.toString();
    for (const [from, to] of replaced) text = text.replaceAll(from, to);
    return Buffer.from(text);
  };
  return replaced.size === 0
    ? event
    : { ...event, data: rename(event.data), metadata: rename(event.metadata) };
}

/** undefined: the id is not derived from what the event says, as in the streams of API keys. */
function derivationOf(event: StoredEvent, revision: number): Derivation | undefined {
  for (let decidedOn = revision - 1; decidedOn >= -1; decidedOn -= 1)
    for (const occurrence of ['once', String(decidedOn), 'no_stream']) {
      const how = { occurrence, index: revision - decidedOn - 1 };
      if (idOf(event, how) === event.id) return how;
    }
  return undefined;
}

const moved = ({ occurrence, index }: Derivation, revision: number): Derivation => ({
  occurrence: /^-?\d+$/.test(occurrence) ? String(revision - index - 1) : occurrence,
  index,
});

function idOf({ stream, type, data, metadata }: StoredEvent, { occurrence, index }: Derivation): string {
  const { $causationId } = JSON.parse(metadata.toString()) as { readonly $causationId: string };
  const body = fromJson(JSON.parse(data.toString()) as EventJson);
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return derivedId(stream, $causationId, occurrence, String(index), fingerprint(type, text));
}

/** The entry of each event in the proof log; undefined: it has none. */
export const entryOf = (event: StoredEvent, revision: number): Buffer | undefined => {
  const bytes = { ...event, streamId: event.stream, revision: BigInt(revision) };
  return isTechnical(bytes) ? undefined : formatEntry(bytes);
};

/** The entries of the proof log, by its specification. */
export function entriesOf(history: History): Buffer[] {
  const revisions = revisionsOf(history);
  return history.flatMap((event, at) => entryOf(event, revisions[at]!) ?? []);
}

/** Signs every checkpoint on record again, each for what stands before it. Two of one size become one. */
export function withSignedCheckpoints(history: History, key: SigningKey): StoredEvent[] {
  const tree = new CompactRange();
  const revisions = revisionsOf(history);
  let signed = 0;
  return history.flatMap((event, at) => {
    const entry = entryOf(event, revisions[at]!);
    if (entry) tree.append(hashLeaf(entry));
    if (event.stream !== PROOF_LOG_STREAM) return [event];
    if (tree.size === signed) return [];
    signed = tree.size;
    const checkpoint = signCheckpoint(key, { origin: key.name, size: tree.size, root: tree.root() });
    return [{ ...event, data: Buffer.from(JSON.stringify({ checkpoint })) }];
  });
}
