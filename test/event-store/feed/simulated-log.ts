import type { ResolvedEvent } from '@eventstore/db-client';
import { EventRegistry } from '../../../src/event-store/codec/event-registry';
import type { Position } from '../../../src/event-store/event-store';
import type { WindowLimits } from '../../../src/event-store/eventstoredb/feed/feed-window';
import { SharedFeeds } from '../../../src/event-store/eventstoredb/feed/feeds';
import type { SubscriptionParts } from '../../../src/event-store/eventstoredb/feed/subscription';
import type { CallItem, CallOptions } from '../../../src/event-store/eventstoredb/feed/subscription-call';
import type { Clock } from '../../../src/shared/clock';

type ClientEvent = NonNullable<ResolvedEvent['event']> & { readonly position: Position };

const CHECKPOINT_EVERY = 32;
export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
export const placeOf = (number: number): Position => ({ commit: BigInt(number), prepare: BigInt(number) });

/** Time in which every wait is one turn of the event loop. */
const hastyClock: Clock = { now: () => new Date(0), monotonicMs: () => 0, wait: turn };

/** A log with the subscription calls of a server. The calls break when the test says so. */
export class SimulatedLog {
  readonly events: ClientEvent[] = [];
  interruptions = 0;
  openCalls = 0;
  /** Calls that were ever opened. */
  begunCalls = 0;
  /** Events that the calls have sent. */
  sent = 0;
  private era = 0;
  private readonly waiting = new Set<() => void>();

  /** `pause`: awaited before each item of a call. */
  constructor(private readonly pause: () => Promise<void> = async () => {}) {}

  append(streamId: string, schemaVersion = 1): void {
    const number = this.events.length + 1;
    this.events.push({
      id: `event-${number}`,
      streamId,
      revision: BigInt(number),
      position: placeOf(number),
      type: 'Happened',
      isJson: true,
      data: { number },
      metadata: { schemaVersion },
      created: new Date(0),
    } as unknown as ClientEvent);
    this.wakeAll();
  }

  /** Breaks all calls, as the death of a server does. */
  breakCalls(): void {
    this.era += 1;
    this.wakeAll();
  }

  parts(limits: WindowLimits): SubscriptionParts {
    const registry = new EventRegistry({ Happened: { version: 1, upcasters: {} } });
    const openCall = (options: CallOptions) => this.openCall(options);
    return {
      registry,
      openCall,
      clock: hastyClock,
      holds: () => Promise.resolve(true),
      feeds: new SharedFeeds({ registry, openCall, limits }),
      onInterrupted: () => (this.interruptions += 1),
    };
  }

  private async *openCall({ after, streamPrefixes, signal }: CallOptions): AsyncGenerator<CallItem> {
    const { era } = this;
    this.openCalls += 1;
    this.begunCalls += 1;
    let isCaughtUp = false;
    try {
      for (let next = after ? Number(after.commit) : 0, examined = 0; !signal.aborted;) {
        await this.pause();
        if (this.era !== era) throw new Error('the connection broke');
        const event = this.events[next];
        if (event) {
          [next, examined] = [next + 1, examined + 1];
          if (streamPrefixes.some(prefix => event.streamId.startsWith(prefix))) {
            this.sent += 1;
            yield { kind: 'event', event };
          }
          if (examined % CHECKPOINT_EVERY === 0) yield { kind: 'checkpoint', position: event.position };
        } else if (!isCaughtUp) {
          isCaughtUp = true;
          yield { kind: 'caught_up' };
        } else await this.more(signal);
      }
    } finally {
      this.openCalls -= 1;
    }
  }

  private more(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) return resolve();
      this.waiting.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  private wakeAll(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}
