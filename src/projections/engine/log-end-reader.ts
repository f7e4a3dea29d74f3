import type { LogEntry, LogTail } from '../../event-store/log/log-tail';
import { BEGINNING, comparePositions, type Position } from './position';
import { prefixesOf } from './projection';
import { PROJECTIONS } from '../read-models';
import { PROJECTION_NAMES, type ProjectionName } from '../schema';

/** Where the log ended at some moment. */
export interface LogEnd {
  /** The last event, of whichever stream; the beginning where there is none. */
  readonly head: LogEntry | undefined;
  /**
   * For each read model, the last event up to the head that it reads. A read model that has applied it is current. The
   * events after it are in streams that it does not read.
   */
  readonly lastRelevant: Readonly<Record<ProjectionName, Position>>;
}

export const headOf = ({ head }: LogEnd): Position => head?.position ?? BEGINNING;

/** Every other event is of a read model, so a few are mostly enough. Each of them has to be decoded. */
const FIRST_PAGE = 3;
const FURTHER_PAGE = 500;

/** Finds where the log ends. Reads only what is new since it looked last. */
export class LogEndReader {
  private last: LogEnd | undefined;
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<LogEnd> | undefined;

  constructor(private readonly tail: LogTail) {}

  /**
   * The end as it is after this call was made. A reading that began before the call can be too old. So a call that
   * comes during a reading shares the next one. @throws {Fault}
   */
  read(): Promise<LogEnd> {
    this.next ??= this.underWay.then(() => this.begin());
    return this.next;
  }

  /** Whether the log has come to a place. @throws {Fault} */
  async contains(place: Position): Promise<boolean> {
    const isBefore = (end: LogEnd) => comparePositions(place, headOf(end)) <= 0;
    return (this.last !== undefined && isBefore(this.last)) || isBefore(await this.read());
  }

  private begin(): Promise<LogEnd> {
    this.next = undefined;
    const reading = this.readTail();
    this.underWay = reading.catch(() => undefined);
    return reading;
  }

  private async readTail(): Promise<LogEnd> {
    const search = new BackwardScan(this.last);
    for (let count = FIRST_PAGE; !search.isDone; count = FURTHER_PAGE) {
      const page = await this.tail.readTail(count, search.oldest);
      search.scan(page);
      if (page.length === 0) break;
    }
    return (this.last = search.end());
  }
}

/** Goes back from the head, until the last event of every read model is found, or one that was the head before. */
class BackwardScan {
  private head: LogEntry | undefined;
  private readonly found = new Map<ProjectionName, Position>();
  private known: LogEnd | undefined;
  oldest: Position | undefined;

  constructor(private readonly before: LogEnd | undefined) {}

  get isDone(): boolean {
    return this.known !== undefined || this.found.size === PROJECTION_NAMES.length;
  }

  scan(page: readonly LogEntry[]): void {
    for (const place of page) {
      if (this.isDone) return;
      this.head ??= place;
      this.oldest = place.position;
      // The very event: after a log was replaced, the same place may be another one.
      if (this.before?.head && isSame(place, this.before.head)) this.known = this.before;
      else this.note(place);
    }
  }

  end(): LogEnd {
    const lastRelevantOf = (name: ProjectionName) =>
      this.found.get(name) ?? this.known?.lastRelevant[name] ?? BEGINNING;
    const lastRelevant = Object.fromEntries(PROJECTION_NAMES.map(name => [name, lastRelevantOf(name)]));
    return { head: this.head, lastRelevant: lastRelevant as Record<ProjectionName, Position> };
  }

  private note({ streamId, position }: LogEntry): void {
    for (const name of PROJECTION_NAMES) {
      const reads = prefixesOf(PROJECTIONS[name]).some(prefix => streamId.startsWith(prefix));
      if (reads && !this.found.has(name)) this.found.set(name, position);
    }
  }
}

const isSame = (left: LogEntry, right: LogEntry): boolean =>
  left.id === right.id &&
  comparePositions(left.position, right.position) === 0 &&
  left.recordedAt.getTime() === right.recordedAt.getTime();
