import {
  comparePositions,
  formatPosition,
  type LogMark,
  type Position,
  type RecordedEvent,
} from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import { asItIs } from '../packing/codecs';
import { PackedMap } from '../packing/packed-map';
import type { RecordStore } from '../packing/record-store';
import { IdSet } from '../packing/id-set';

/** I10: every stream without gap or repeat, every id once, every place after the one before. */
export class EventOrder {
  /** Stream → its last revision. */
  readonly streams: PackedMap<bigint>;
  /** `account`, `payout`, `case` … → the last event of all such streams. */
  readonly last = new Map<string, LogMark>();
  /** The place of the last event kept. */
  position: Position | undefined;
  events = 0;
  private readonly ids = new IdSet();

  constructor(store: RecordStore) {
    this.streams = new PackedMap(store, asItIs());
  }

  apply(event: RecordedEvent, report: ReportDifference): void {
    const { id, streamId, revision, position } = event;
    const expected = (this.streams.get(streamId) ?? -1n) + 1n;
    if (revision !== expected) report('I10', `revision ${revision} where ${expected} was due`);
    const isNew = this.ids.add(id);
    if (isNew === undefined) report('I10', `event id ${id} is not a UUID`);
    if (isNew === false) report('I10', `event id ${id} appears a second time`);
    if (this.position && comparePositions(position, this.position) <= 0) {
      report('I10', `position ${formatPosition(position)} after ${formatPosition(this.position)}`);
    }
    this.streams.set(streamId, revision);
    this.last.set(streamId.slice(0, streamId.indexOf('-')), markOf(event));
    this.position = position;
    this.events += 1;
  }
}

export const markOf = ({ id, streamId, revision, position, recordedAt }: RecordedEvent): LogMark => ({
  eventId: id,
  streamId,
  revision,
  position,
  recordedAt,
});
