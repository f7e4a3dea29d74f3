import { Fault } from '../../../shared/fault';

/** Lets so many through at once; the others wait in order, and only so many may wait. */
export class Slots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly maxWaiting: number,
  ) {}

  /** `isStillWanted` is asked when the turn comes. @throws {Fault} too many wait, or it is no longer wanted */
  async run<Value>(isStillWanted: () => boolean, work: () => Promise<Value>): Promise<Value> {
    await this.take();
    try {
      if (!isStillWanted()) throw new Fault('event store', 'The turn to append came too late.');
      return await work();
    } finally {
      this.release();
    }
  }

  private async take(): Promise<void> {
    if (this.taken < this.limit) {
      this.taken += 1;
      return;
    }
    if (this.waiting.length >= this.maxWaiting) {
      throw new Fault('event store', 'Too many appends are waiting for the event store.');
    }
    await new Promise<void>(resolve => this.waiting.push(resolve));
  }

  /** The slot is handed over to the next one rather than given back. */
  private release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken -= 1;
  }
}
