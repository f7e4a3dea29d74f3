import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { EventStore } from '../event-store';
import { newEvents } from '../new-events';

const STREAM = 'checkpoint-clock';
/** However often it is asked, the clock is read ten times a second at most: every reading stays for ever. */
const BETWEEN_READINGS_MS = 100;

/** The event store's clock. It is known by what the store records, and by nothing else. */
export class StoreClock {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: Promise<Date> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'append' | 'readLast'>,
    private readonly clock: Clock,
  ) {}

  /**
   * The store's time after this call was made, by an event that it records for it. Whoever asks while it is read shares
   * the reading after that. @throws {Fault}
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

  /** Whoever comes first, and be it another process: what is last then was recorded after the call was made. */
  private async record(): Promise<Date> {
    const before = await this.store.readLast(STREAM);
    const revision = before?.revision ?? 'no_stream';
    const cause = { causationId: derivedId(STREAM), correlationId: STREAM, actor: 'clock' };
    const body = { type: 'ClockRead', data: {} };
    const events = newEvents(STREAM, [body], cause, this.clock.now(), String(revision));
    await this.store.append(STREAM, revision, events);
    const last = await this.store.readLast(STREAM);
    invariant(last && last.revision > (before?.revision ?? -1n), 'An event that was recorded cannot be read');
    return last.recordedAt;
  }
}
