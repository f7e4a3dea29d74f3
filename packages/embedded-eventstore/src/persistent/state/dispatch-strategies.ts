import { crc32 } from 'node:zlib';

import type { StrategyName } from '../settings';

export interface Consumer {
  readonly id: string;
  /** How many messages it takes at once without acknowledging any. */
  readonly slots: number;
  inFlight: number;
  /** Its connection is full: it gets nothing until it has taken what was sent. */
  paused: boolean;
}

/** Who gets the next message: a consumer; nobody, for all are full; or nobody yet, for its consumer is full. */
export type Choice = Consumer | 'full' | 'wait';

/** The rule by which messages are spread over consumers. */
export interface Strategy {
  added(consumer: Consumer): void;
  removed(consumer: Consumer): void;
  choose(stream: string): Choice;
  /** A message of this stream is on its way to the consumer (+1), or came to its end there (-1). */
  count(consumer: Consumer, stream: string, change: 1 | -1): void;
}

export const strategyNamed = (name: StrategyName): Strategy =>
  name === 'Pinned' ? new Pinned() : new Rotating(name === 'RoundRobin');

export const hasRoom = ({ slots, inFlight, paused }: Consumer): boolean => !paused && inFlight < slots;

/** RoundRobin goes on to the next consumer after every message, DispatchToSingle only when one is full. */
class Rotating implements Strategy {
  private readonly queue: Consumer[] = [];

  constructor(private readonly afterEach: boolean) {}

  added(consumer: Consumer): void {
    this.queue.push(consumer);
  }

  removed(consumer: Consumer): void {
    this.queue.splice(this.queue.indexOf(consumer), 1);
  }

  choose(): Choice {
    const at = this.queue.findIndex(hasRoom);
    const chosen = this.queue[at];
    if (!chosen) return 'full';
    const passed = this.queue.splice(0, this.afterEach ? at + 1 : at);
    this.queue.push(...passed);
    return chosen;
  }

  count(): void {
    // Only how full a consumer is matters, not with what.
  }
}

const BUCKETS = 1024;

interface Bucket {
  owner: Consumer;
  inFlight: number;
}

/** Keeps every stream with one consumer for as long as that is connected, and the consumers about equally busy. */
class Pinned implements Strategy {
  private readonly consumers: Consumer[] = [];
  private readonly buckets = new Map<number, Bucket>();

  /** A new consumer takes its share from the others: rather streams that have nothing on its way. */
  added(consumer: Consumer): void {
    const fair = Math.ceil(this.buckets.size / (this.consumers.length + 1));
    for (const other of this.consumers) {
      const owned = this.ownedBy(other).sort((a, b) => a.inFlight - b.inFlight);
      for (const bucket of owned.slice(0, Math.max(0, owned.length - fair))) {
        bucket.owner = consumer;
        bucket.inFlight = 0;
      }
    }
    this.consumers.push(consumer);
  }

  removed(consumer: Consumer): void {
    this.consumers.splice(this.consumers.indexOf(consumer), 1);
    for (const [number, { owner }] of this.buckets) if (owner === consumer) this.buckets.delete(number);
  }

  choose(stream: string): Choice {
    if (!this.consumers.some(hasRoom)) return 'full';
    const number = bucketOf(stream);
    const bucket = this.buckets.get(number) ?? { owner: this.leastBusy(), inFlight: 0 };
    this.buckets.set(number, bucket);
    return hasRoom(bucket.owner) ? bucket.owner : 'wait';
  }

  count(consumer: Consumer, stream: string, change: 1 | -1): void {
    const bucket = this.buckets.get(bucketOf(stream));
    if (bucket?.owner === consumer) bucket.inFlight = Math.max(0, bucket.inFlight + change);
  }

  private ownedBy(consumer: Consumer): Bucket[] {
    return [...this.buckets.values()].filter(({ owner }) => owner === consumer);
  }

  private leastBusy(): Consumer {
    const loads = this.consumers.map(consumer => ({ consumer, load: this.ownedBy(consumer).length }));
    return loads.reduce((least, next) => (next.load < least.load ? next : least)).consumer;
  }
}

const bucketOf = (stream: string): number => crc32(stream) % BUCKETS;
