import type { EventStore, ExpectedRevision, Position } from '../event-store/event-store';
import { newEvents } from '../event-store/new-events';
import type { Clock } from '../shared/clock';
import { derivedId } from '../shared/ids';

/** Everything before the position is finished, except the work on these streams. */
export interface Progress {
  readonly position: Position | undefined;
  readonly openStreams: readonly string[];
}

interface SagaCheckpointMoved {
  type: 'SagaCheckpointMoved';
  data: { commit: string; prepare: string; openStreams: readonly string[] };
}

const STREAM = 'checkpoint-payout-saga';

/** More unfinished work than this is not written down: the older checkpoint stands, and a restart reads on from there. */
const MAX_OPEN_STREAMS = 1_000;

/** Where the saga goes on after a restart. Any process's checkpoint is true for all, so the last one written counts. */
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
    if (!last) return { position: undefined, openStreams: [] };
    const { commit, prepare, openStreams } = (last.body as SagaCheckpointMoved).data;
    return { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, openStreams };
  }

  /** @throws {Fault} */
  async save(position: Position, openStreams: readonly string[]): Promise<void> {
    if (openStreams.length > MAX_OPEN_STREAMS) return;
    const data = { commit: String(position.commit), prepare: String(position.prepare), openStreams };
    const body: SagaCheckpointMoved = { type: 'SagaCheckpointMoved', data };
    const cause = { causationId: derivedId(STREAM), correlationId: STREAM, actor: 'saga' };
    const events = newEvents(STREAM, [body], cause, this.clock.now(), String(this.revision));
    const result = await this.store.append(STREAM, this.revision, events);
    // Another process wrote one: it is as true as ours. Ours comes after it next time.
    if (result.ok) this.revision = result.revision;
    else await this.load();
  }
}
