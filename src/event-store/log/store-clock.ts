import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { EventStore } from '../event-store';
import { appendEvents } from '../append-events';
import { streamName } from '../stream-names';

interface ClockRead {
  type: 'ClockRead';
  data: Record<string, never>;
}

const STREAM = streamName<ClockRead>('checkpoint-clock');
/** The clock is read ten times a second at most, because every reading stays in the log. */
const BETWEEN_READINGS_MS = 100;

/** The event store's clock. Only the time on a recorded event shows it. */
export class StoreClock {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<Date> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'append' | 'readLast'>,
    private readonly clock: Clock,
  ) {}

  /**
   * The store's time after this call was made, by an event that this class records. A call that comes during a reading
   * shares the next reading. @throws {Fault}
   */
  read(): Promise<Date> {
    this.next ??= this.underWay.then(() => this.begin());
    return this.next;
  }

  private begin(): Promise<Date> {
    this.next = undefined;
    const reading = this.record();
    const pause = () => this.clock.wait(BETWEEN_READINGS_MS);
    this.underWay = reading.then(pause, pause);
    return reading;
  }

  /** Another process can win the append. The last event was then still recorded after this call was made. */
  private async record(): Promise<Date> {
    const { store, clock } = this;
    const before = await store.readLast(STREAM);
    const revision = before?.revision ?? 'no_stream';
    const cause = { causationId: derivedId(STREAM), correlationId: STREAM, actor: 'clock' };
    const body: ClockRead = { type: 'ClockRead', data: {} };
    await appendEvents({ store, clock }, STREAM, revision, [body], cause, String(revision));
    const last = await store.readLast(STREAM);
    invariant(last && last.revision > (before?.revision ?? -1n), 'An event that was recorded cannot be read');
    return last.recordedAt;
  }
}
