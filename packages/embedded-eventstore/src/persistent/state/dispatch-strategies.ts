import { crc32 } from 'node:zlib';

import type { StrategyName } from '../settings';

export interface Consumer {
  readonly id: string;
  /** The most messages that wait for an acknowledgement. */
  readonly slots: number;
  inFlight: number;
  /** The connection is full. The consumer gets nothing until it has read what was sent. */
  paused: boolean;
}

/** The consumer of the next message; `full` when all are full; `wait` when the message's own consumer is full. */
type Choice = Consumer | 'full' | 'wait';

/** The rule that distributes messages to consumers. */
export interface Strategy {
  addConsumer(consumer: Consumer): void;
  removeConsumer(consumer: Consumer): void;
  choose(stream: string): Choice;
  /** Counts a message of this stream as sent to the consumer (+1), or as ended there (-1). */
  countMessage(consumer: Consumer, stream: string, change: 1 | -1): void;
}

export const createStrategy = (name: StrategyName): Strategy =>
  name === 'Pinned' ? new Pinned() : new Rotating(name === 'RoundRobin');

export const hasRoom = ({ slots, inFlight, paused }: Consumer): boolean => !paused && inFlight < slots;

/** RoundRobin changes to the next consumer after every message, DispatchToSingle only when one is full. */
class Rotating implements Strategy {
  private readonly queue: Consumer[] = [];

  constructor(private readonly afterEach: boolean) {}

  addConsumer(consumer: Consumer): void {
    this.queue.push(consumer);
  }

  removeConsumer(consumer: Consumer): void {
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

  countMessage(): void {
    // This strategy needs only the number of messages, not their streams.
  }
}

const BUCKETS = 1024;

interface Bucket {
  owner: Consumer;
  inFlight: number;
}

/**
 * Sends all messages of a stream to one consumer while it is connected, and gives all consumers a similar number of
 * streams.
 */
class Pinned implements Strategy {
  private readonly consumers: Consumer[] = [];
  private readonly buckets = new Map<number, Bucket>();

  /** A new consumer takes its share from the others, first the streams without a message in progress. */
  addConsumer(consumer: Consumer): void {
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

  removeConsumer(consumer: Consumer): void {
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

  countMessage(consumer: Consumer, stream: string, change: 1 | -1): void {
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
