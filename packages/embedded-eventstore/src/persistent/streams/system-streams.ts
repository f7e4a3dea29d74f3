import type { Clock } from '../../../../../src/shared/clock';
import type { Random } from '../../../../../src/shared/random';
import { visibleRange } from '../../services/read/history';
import type { EventLog, StoredEvent } from '../../storage/event-log';
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

/** The streams in which groups keep what they have to remember: ordinary ones, under names of the system. */
export class SystemStreams {
  constructor(private readonly parts: SystemStreamParts) {}

  /** Resolves with its revision when it is on disk. @throws {Error} it is not, or that is not known */
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

  /** Only administrators may see or change these streams, where there is access control. */
  async describe(stream: string, metadata: Record<string, number>): Promise<void> {
    const data = JSON.stringify({ ...metadata, $acl: ADMINS_ONLY });
    await this.append(metastreamOf(stream), { type: '$metadata', data });
  }

  /** The last event that can be seen. @throws {StreamDeletedError | CorruptDataError} */
  async last(stream: string): Promise<StoredEvent | undefined> {
    const range = await visibleRange(this.parts.log, stream);
    if (!range || range.first > range.last) return undefined;
    const [event] = await this.parts.log.readStreamForwards(stream, range.last, range.last);
    return event;
  }

  /** Hides what the stream holds; one that was never begun is let be. */
  async clear(stream: string): Promise<void> {
    const { revision } = await this.parts.log.head(stream);
    if (revision >= 0) {
      await this.parts.writer.submit({ kind: 'delete', stream, expected: { kind: 'any' } });
    }
  }
}

const ADMINS_ONLY = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };
