import type { LogPlace, LogTail } from '../../event-store/log/log-tail';
import { BEGINNING, comparePositions, type Position } from './position';
import { prefixesOf } from './projection';
import { PROJECTIONS } from '../read-models';
import { PROJECTION_NAMES, type ProjectionName } from '../schema';

/** Where the log ended at some moment. */
export interface LogEnd {
  /** The last event, of whichever stream; the beginning where there is none. */
  readonly head: LogPlace | undefined;
  /**
   * For each read model the last event up to the head that it reads: a read model that has come so far knows all there
   * was, also where the events after it are of streams that it does not read.
   */
  readonly counted: Readonly<Record<ProjectionName, Position>>;
}

export const headOf = ({ head }: LogEnd): Position => head?.position ?? BEGINNING;

/** Events of read models are every other one, so a few are mostly enough. */
const FIRST_PAGE = 8;
const FURTHER_PAGE = 500;

/** Finds where the log ends. Reads only what is new since it looked last. */
export class LogEnds {
  private last: LogEnd | undefined;
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<LogEnd> | undefined;

  constructor(private readonly tail: LogTail) {}

  /**
   * The end as it is after this call was made: a reading that had begun before would be older than the question. So
   * whoever asks while one is under way shares the one after it. @throws {Fault}
   */
  now(): Promise<LogEnd> {
    this.next ??= this.underWay.then(() => this.begin());
    return this.next;
  }

  /** Whether the log has come to a place. @throws {Fault} */
  async reaches(place: Position): Promise<boolean> {
    const isBefore = (end: LogEnd) => comparePositions(place, headOf(end)) <= 0;
    return (this.last !== undefined && isBefore(this.last)) || isBefore(await this.now());
  }

  private begin(): Promise<LogEnd> {
    this.next = undefined;
    const reading = this.read();
    this.underWay = reading.catch(() => undefined);
    return reading;
  }

  private async read(): Promise<LogEnd> {
    const search = new Search(this.last);
    for (let count = FIRST_PAGE; !search.isDone; count = FURTHER_PAGE) {
      const page = await this.tail.readTail(count, search.oldest);
      search.look(page);
      if (page.length === 0) break;
    }
    return (this.last = search.end());
  }
}

/** Goes back from the head, until the last event of every read model is found, or one that was the head before. */
class Search {
  private head: LogPlace | undefined;
  private readonly found = new Map<ProjectionName, Position>();
  private known: LogEnd | undefined;
  oldest: Position | undefined;

  constructor(private readonly before: LogEnd | undefined) {}

  get isDone(): boolean {
    return this.known !== undefined || this.found.size === PROJECTION_NAMES.length;
  }

  look(page: readonly LogPlace[]): void {
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
    const placeOf = (name: ProjectionName) => this.found.get(name) ?? this.known?.counted[name] ?? BEGINNING;
    const counted = Object.fromEntries(PROJECTION_NAMES.map(name => [name, placeOf(name)]));
    return { head: this.head, counted: counted as Record<ProjectionName, Position> };
  }

  private note({ streamId, position }: LogPlace): void {
    for (const name of PROJECTION_NAMES) {
      const reads = prefixesOf(PROJECTIONS[name]).some(prefix => streamId.startsWith(prefix));
      if (reads && !this.found.has(name)) this.found.set(name, position);
    }
  }
}

const isSame = (left: LogPlace, right: LogPlace): boolean =>
  left.id === right.id &&
  comparePositions(left.position, right.position) === 0 &&
  left.recordedAt.getTime() === right.recordedAt.getTime();
