import type { EventStore, ExpectedRevision, LogMark, Position } from '../../event-store/event-store';
import { appendEvents } from '../../event-store/append-events';
import { containsMark } from '../../event-store/log/log-mark';
import { readLastEvent } from '../../event-store/read-events';
import { streamName } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { textOfWorkItem, workItemOf, type WorkItem } from '../work-item';

/** Everything before the position is finished, except these work items. */
export interface SavedProgress {
  readonly position: Position | undefined;
  /** The last event before the position that the saga has seen: it proves that the position is one of this log. */
  readonly mark: LogMark | undefined;
  readonly openItems: readonly WorkItem[];
}

/** Progress that can be saved. */
export type NewProgress = SavedProgress & { readonly position: Position; readonly mark: LogMark };

interface SagaCheckpointMoved {
  type: 'SagaCheckpointMoved';
  data: {
    commit: string;
    prepare: string;
    /** The texts of the open work items. */
    openStreams: readonly string[];
    /** Absent in events of an earlier version. Then nothing proves the position, and the saga does not use it. */
    lastEvent?: {
      eventId: string;
      streamId: string;
      revision: string;
      commit: string;
      prepare: string;
      /** RFC 3339 UTC, by the store's clock. */
      recordedAt: string;
    };
  };
}

const BEGINNING: SavedProgress = { position: undefined, mark: undefined, openItems: [] };

const STREAM = streamName<SagaCheckpointMoved>('checkpoint-payout-saga');

/** Items in a checkpoint. It is saved every second under load, and an append has at most a mebibyte. */
export const MAX_OPEN_ITEMS = 1_000;

/**
 * The position from which the saga continues after a restart. The checkpoint of any process is true for all processes,
 * so the last one counts. The checkpoint is a stream of the event store, and a copy of the store can number positions
 * differently. When the mark does not prove the position, the saga reads everything again. Finished work stays
 * finished.
 */
export class SagaCheckpoint {
  private revision: ExpectedRevision = 'no_stream';

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} The event store does not answer. */
  async load(): Promise<SavedProgress> {
    const last = await readLastEvent(this.store, STREAM);
    this.revision = last ? last.revision : 'no_stream';
    if (!last) return BEGINNING;
    const { data } = last.body;
    const mark = markIn(data);
    if (!mark || !(await containsMark(this.store, mark))) return BEGINNING;
    return { position: positionIn(data), mark, openItems: data.openStreams.map(workItemOf) };
  }

  /** @throws {Fault} The event store does not answer. */
  async save({ position, mark, openItems }: NewProgress): Promise<void> {
    if (openItems.length > MAX_OPEN_ITEMS) return;
    const openStreams = openItems.map(textOfWorkItem);
    const data = { ...textOf(position), openStreams, lastEvent: lastEventOf(mark) };
    const body: SagaCheckpointMoved = { type: 'SagaCheckpointMoved', data };
    const cause = { causationId: derivedId(STREAM), correlationId: STREAM, actor: 'saga' };
    const { store, clock, revision } = this;
    const result = await appendEvents({ store, clock }, STREAM, revision, [body], cause, String(revision));
    // Another process has saved its checkpoint, which is as true as this one. The next save comes after it.
    if (result.ok) this.revision = result.revision;
    else await this.load();
  }
}

const textOf = ({ commit, prepare }: Position) => ({ commit: String(commit), prepare: String(prepare) });

const positionIn = ({ commit, prepare }: { commit: string; prepare: string }): Position => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
});

const lastEventOf = ({ eventId, streamId, revision, position, recordedAt }: LogMark) => ({
  eventId,
  streamId,
  revision: String(revision),
  ...textOf(position),
  recordedAt: recordedAt.toISOString(),
});

function markIn({ lastEvent }: SagaCheckpointMoved['data']): LogMark | undefined {
  if (!lastEvent) return undefined;
  const { eventId, streamId, revision, recordedAt } = lastEvent;
  const position = positionIn(lastEvent);
  return { eventId, streamId, revision: BigInt(revision), position, recordedAt: new Date(recordedAt) };
}
