import type { EventStore, ExpectedRevision, LogMark, Position } from '../../event-store/event-store';
import { holdsMark } from '../../event-store/log/log-mark';
import { newEvents } from '../../event-store/new-events';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';

/** Everything before the position is finished, except the work on these streams. */
export interface Progress {
  readonly position: Position | undefined;
  /** The last event before the position that the saga has seen: it proves that the position is one of this log. */
  readonly mark: LogMark | undefined;
  readonly openStreams: readonly string[];
}

/** A place that was reached. */
export type Reached = Progress & { readonly position: Position; readonly mark: LogMark };

interface SagaCheckpointMoved {
  type: 'SagaCheckpointMoved';
  data: {
    commit: string;
    prepare: string;
    openStreams: readonly string[];
    /** Absent: an earlier version wrote it. Nothing proves such a position then, and it is not gone on from. */
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

const BEGINNING: Progress = { position: undefined, mark: undefined, openStreams: [] };

const STREAM = 'checkpoint-payout-saga';

/** More unfinished work than this is not written down: the older checkpoint stands, and a restart reads on from there. */
const MAX_OPEN_STREAMS = 1_000;

/**
 * Where the saga goes on after a restart. Any process's checkpoint is true for all, so the last one written counts. It
 * lies in the event store itself, and is copied with the streams to servers that number positions otherwise: a position
 * that cannot be proved is no place, and everything is read again. What is finished says so itself.
 */
export class SagaCheckpoint {
  private revision: ExpectedRevision = 'no_stream';

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} */
  async load(): Promise<Progress> {
    const last = await this.store.readLast(STREAM);
    this.revision = last ? last.revision : 'no_stream';
    if (!last) return BEGINNING;
    const { data } = last.body as SagaCheckpointMoved;
    const mark = markIn(data);
    if (!mark || !(await holdsMark(this.store, mark))) return BEGINNING;
    return { position: positionIn(data), mark, openStreams: data.openStreams };
  }

  /** @throws {Fault} */
  async save({ position, mark, openStreams }: Reached): Promise<void> {
    if (openStreams.length > MAX_OPEN_STREAMS) return;
    const data = { ...textOf(position), openStreams, lastEvent: lastEventOf(mark) };
    const body: SagaCheckpointMoved = { type: 'SagaCheckpointMoved', data };
    const cause = { causationId: derivedId(STREAM), correlationId: STREAM, actor: 'saga' };
    const events = newEvents(STREAM, [body], cause, this.clock.now(), String(this.revision));
    const result = await this.store.append(STREAM, this.revision, events);
    // Another process wrote one: it is as true as ours. Ours comes after it next time.
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
