import {
  comparePositions,
  type LogMark,
  type Position,
  type RecordedEvent,
  type SubscriptionItem,
} from '../../event-store/event-store';
import { ForeignLog, markOf } from '../../event-store/log/log-mark';
import type { Checkpoint } from '../engine/checkpoints';
import { prefixesOf, type Projection } from '../engine/projection';
import type { ProjectionName } from '../schema';
import type { ProjectionState, ProjectionStatus } from './projection-status';

/** What a read model has yet to apply of a group. */
export interface GroupShare {
  readonly progress: ModelProgress;
  readonly events: readonly RecordedEvent[];
  /** Where the read model is afterwards. */
  readonly end: Position;
}

/** How far one read model is, as its writer in this process knows it. */
export class ModelProgress {
  state: ProjectionState = 'stopped';
  position: Position | undefined;
  mark: LogMark | undefined;
  /** Another session holds its checkpoint. The groups go on without it, and it follows later. */
  isHeld = false;
  isProved = false;
  isCaughtUp = false;
  isRebuilding = false;
  foreignLogs = 0;
  error: string | undefined;
  waitingSince: Date | undefined;
  /** False from where the log is read again up to the place of the mark. */
  private isMarkPassed = true;
  private readonly prefixes: readonly string[];

  constructor(readonly projection: Projection) {
    this.prefixes = prefixesOf(projection);
  }

  get name(): ProjectionName {
    return this.projection.name as ProjectionName;
  }

  get isEnded(): boolean {
    return this.state === 'parked' || this.state === 'refused';
  }

  status(): ProjectionStatus {
    const { name, state, position, error, waitingSince, foreignLogs } = this;
    const [caughtUp, rebuilding, proved] = [this.isCaughtUp, this.isRebuilding, this.isProved];
    return { name, state, position, caughtUp, error, waitingSince, foreignLogs, rebuilding, proved };
  }

  /** Goes on where the checkpoint is; undefined: from nothing. */
  resumeAt(checkpoint: Checkpoint | undefined): void {
    this.position = checkpoint?.position;
    this.mark = checkpoint?.mark;
    this.isHeld = false;
  }

  /** The log is about to be read after this place, which is at or before the read model's own. */
  readsAfter(place: Position | undefined): void {
    this.isMarkPassed =
      !this.mark || (place !== undefined && comparePositions(this.mark.position, place) <= 0);
  }

  /**
   * What of the items it has yet to apply; undefined for none. What is delivered again has taken effect already.
   * @throws {ForeignLog} the log goes on beyond the mark's place and does not hold the mark there
   */
  shareOf(items: readonly SubscriptionItem[]): GroupShare | undefined {
    const events: RecordedEvent[] = [];
    let end = this.position;
    for (const item of items) {
      if (!this.isMarkPassed) this.expectMark(item);
      if (item.kind === 'caught_up') continue;
      const place = item.kind === 'event' ? item.event.position : item.position;
      if (end && comparePositions(place, end) <= 0) continue;
      end = place;
      if (item.kind === 'event' && this.reads(item.event)) events.push(item.event);
    }
    return end === undefined || end === this.position ? undefined : { progress: this, events, end };
  }

  private reads({ streamId }: RecordedEvent): boolean {
    return this.prefixes.some(prefix => streamId.startsWith(prefix));
  }

  private expectMark(item: SubscriptionItem): void {
    const mark = this.mark!;
    if (item.kind === 'event' && isMarked(mark, item.event)) {
      this.isMarkPassed = true;
    } else if (isBeyond(mark, item)) {
      throw new ForeignLog(mark);
    }
  }

  advance({ events, end }: Pick<GroupShare, 'events' | 'end'>): void {
    this.position = end;
    const last = events.at(-1);
    if (last) this.mark = markOf(last);
    this.waitingSince = undefined;
  }

  stands(state: 'standby' | 'writing'): void {
    this.state = state;
    this.isProved = true;
    this.error = undefined;
    this.waitingSince = undefined;
  }

  fails(message: string, since: Date, end?: 'parked' | 'refused'): void {
    this.error = message;
    this.isCaughtUp = false;
    this.waitingSince ??= since;
    this.state = end ?? 'connecting';
  }
}

const isMarked = (mark: LogMark, { id, position, recordedAt }: RecordedEvent): boolean =>
  id === mark.eventId &&
  comparePositions(position, mark.position) === 0 &&
  recordedAt.getTime() === mark.recordedAt.getTime();

/** The end of history is beyond every place. */
function isBeyond(mark: LogMark, item: SubscriptionItem): boolean {
  if (item.kind === 'caught_up') return true;
  const place = item.kind === 'event' ? item.event.position : item.position;
  return comparePositions(place, mark.position) > 0;
}
