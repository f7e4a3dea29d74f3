import { Fault } from '../../../shared/fault';

/** Runs at most `limit` pieces of work at once. The others wait in order, at most `maxWaiting` of them. */
export class Semaphore {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly maxWaiting: number,
  ) {}

  /** `isStillWanted` is asked when the turn comes. @throws {Fault} too many wait, or it is no longer wanted */
  async run<Value>(stillNeeded: () => boolean, work: () => Promise<Value>): Promise<Value> {
    await this.take();
    try {
      if (!stillNeeded()) throw new Fault('event store', 'The turn to append came too late.');
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

  /** The next waiting work takes over the permit. */
  private release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken -= 1;
  }
}
