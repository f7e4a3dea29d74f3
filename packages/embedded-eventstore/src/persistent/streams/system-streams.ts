import type { Clock } from '../../core/clock';
import type { Random } from '../../core/random';
import { visibleRange } from '../../services/read/history';
import type { EventLog } from '../../storage/event-log';
import type { StoredEvent } from '../../storage/events/stored-event';
import { metastreamOf } from '../../storage/heads/stream-head';
import type { GroupWriter } from '../../write/group-writer';

export interface SystemStreamParts {
  readonly log: EventLog;
  readonly writer: GroupWriter;
  readonly clock: Clock;
  readonly random: Random;
}

interface SystemEvent {
  readonly type: string;
  readonly contentType?: string;
  readonly data: string;
  readonly metadata?: string;
}

/** The streams of groups: ordinary streams with system names. */
export class SystemStreams {
  constructor(private readonly parts: SystemStreamParts) {}

  /**
   * Resolves with the event's revision when it is on disk.
   * @throws {Error} when it is not on disk, or that is unknown
   */
  async append(stream: string, event: SystemEvent): Promise<number> {
    const { type, contentType = 'application/json', data, metadata = '' } = event;
    const proposed = {
      id: this.parts.random.uuid(),
      type,
      contentType,
      data: Buffer.from(data),
      metadata: Buffer.from(metadata),
    };
    const expected = { kind: 'any' } as const;
    const outcome = await this.parts.writer.submit({ kind: 'append', stream, expected, events: [proposed] });
    if (outcome.kind !== 'written')
      throw new Error(`The stream '${stream}' cannot be written: ${outcome.kind}.`);
    return outcome.revision;
  }

  /** Sets the metadata. With access control, only administrators may read or change these streams. */
  async setMetadata(stream: string, metadata: Record<string, number>): Promise<void> {
    const data = JSON.stringify({ ...metadata, $acl: ADMINS_ONLY });
    await this.append(metastreamOf(stream), { type: '$metadata', data });
  }

  /**
   * The last visible event.
   * @throws {StreamDeletedError | CorruptDataError} when the stream is deleted or damaged
   */
  async lastVisibleEvent(stream: string): Promise<StoredEvent | undefined> {
    const range = await visibleRange(this.parts.log, stream);
    if (!range || range.first > range.last) return undefined;
    const [event] = await this.parts.log.readStreamForwards(stream, range.last, range.last);
    return event;
  }

  /** Hides all events of a stream. It does nothing for a stream without events. */
  async hideAll(stream: string): Promise<void> {
    const { revision } = await this.parts.log.head(stream);
    if (revision >= 0) {
      await this.parts.writer.submit({ kind: 'delete', stream, expected: { kind: 'any' } });
    }
  }
}

const ADMINS_ONLY = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };
