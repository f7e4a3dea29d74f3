import { appendEvents } from '../../event-store/append-events';
import type { EventStore } from '../../event-store/event-store';
import type { LastCosignature, ProofCheckpointCosigned } from '../../event-store/log/proof-events';
import { PROOF_COSIGNATURES_STREAM } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { formatNote } from '../formats/signed-note';
import { mergeByText, readRecentCosignatures, type RecentCosignatures } from '../log/cosigned-checkpoints';

/** One cosignature, verified. */
export interface Cosignature {
  readonly checkpoint: string;
  readonly line: string;
  readonly witness: LastCosignature;
}

/** How often another writer may be faster before the append is given up. */
const MAX_CONFLICTS = 5;

/** Keeps cosignatures as events. Those that come while an append is under way are one event together. */
export class CosignatureRecord {
  private waiting: Cosignature[] = [];
  private next: Promise<void> | undefined;
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly parts: { readonly store: EventStoreParts; readonly clock: Clock }) {}

  /** On disk when this resolves. @throws {Fault} @throws {Malformed} the record is damaged */
  add(cosignature: Cosignature): Promise<void> {
    this.waiting.push(cosignature);
    if (this.next) return this.next;
    const written = this.current.then(() => {
      const batch = this.waiting;
      [this.waiting, this.next] = [[], undefined];
      return this.write(batch);
    });
    this.next = written;
    this.current = written.catch(() => undefined);
    return written;
  }

  private async write(batch: readonly Cosignature[]): Promise<void> {
    const { store, clock } = this.parts;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const recent = await readRecentCosignatures(store);
      const expected = recent.revision ?? 'no_stream';
      const bodies = eventsFor(batch, recent);
      const { ok } = await appendEvents(
        { store, clock },
        PROOF_COSIGNATURES_STREAM,
        expected,
        bodies,
        CAUSE,
        String(expected),
      );
      if (ok) return;
    }
    throw new Fault('event store', 'The cosignatures are written by too many at once');
  }
}

type EventStoreParts = Pick<EventStore, 'append' | 'readLast' | 'readStream'>;

const CAUSE = {
  causationId: derivedId(PROOF_COSIGNATURES_STREAM),
  correlationId: PROOF_COSIGNATURES_STREAM,
  actor: 'proof-log',
};

/** One event for each checkpoint, the largest one last. */
function eventsFor(batch: readonly Cosignature[], recent: RecentCosignatures): ProofCheckpointCosigned[] {
  const witnesses = latestOf([...recent.witnesses, ...batch.map(({ witness }) => witness)]);
  const known = recent.checkpoints.map(textOf);
  const added = mergeByText(batch.map(withLine));
  return added.reverse().map(checkpoint => {
    const earlier = known.filter(note => parseCheckpoint(note).note.text === checkpoint.note.text);
    const [merged] = mergeByText([...earlier, textOf(checkpoint)]);
    return { type: 'ProofCheckpointCosigned', data: { checkpoint: textOf(merged!), witnesses } };
  });
}

const textOf = ({ note }: Checkpoint): string =>
  formatNote(
    note.text,
    note.signatures.map(({ line }) => line),
  );

const withLine = ({ checkpoint, line }: Cosignature): string => `${checkpoint}${line}\n`;

/** The last one of each witness. */
function latestOf(cosignatures: readonly LastCosignature[]): LastCosignature[] {
  const latest = new Map<string, LastCosignature>();
  for (const each of cosignatures) latest.set(`${each.name} ${each.keyId}`, each);
  return [...latest.values()];
}
