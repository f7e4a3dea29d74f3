import {
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
  type EventStoreDBClient,
  type PersistentSubscriptionToAll,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings,
  type PersistentSubscriptionToStreamResolvedEvent,
  type PersistentSubscriptionToAllResolvedEvent,
} from '@eventstore/db-client';
import { once } from 'node:events';
import { newStream, some } from './protocol-support';

export const GROUP = 'group';

export const fromStart = (changes: Partial<PersistentSubscriptionToStreamSettings> = {}) =>
  persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...changes });

export const allSettings = persistentSubscriptionToAllSettingsFromDefaults;

/** A stream with so many events, and a group on it from its start. */
export async function streamWithGroup(
  client: EventStoreDBClient,
  count: number,
  changes: Partial<PersistentSubscriptionToStreamSettings> = {},
): Promise<string> {
  const stream = newStream('persistent');
  if (count > 0) await client.appendToStream(stream, some(count));
  await client.createPersistentSubscriptionToStream(stream, GROUP, fromStart(changes));
  return stream;
}

type Received = PersistentSubscriptionToStreamResolvedEvent | PersistentSubscriptionToAllResolvedEvent;

/** A consumer that takes messages when the test asks for them. */
export class Consumer {
  readonly received: Received[] = [];
  readonly failed: Promise<unknown>;
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(readonly subscription: PersistentSubscriptionToStream | PersistentSubscriptionToAll) {
    this.failed = new Promise(resolve => subscription.on('error', resolve));
    subscription.on('data', (event: Received) => {
      this.received.push(event);
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  static async to(
    client: EventStoreDBClient,
    stream: string,
    bufferSize = 10,
    group = GROUP,
  ): Promise<Consumer> {
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize });
    const consumer = new Consumer(subscription);
    await Promise.race([
      once(subscription, 'confirmation'),
      consumer.failed.then(error => Promise.reject(error as Error)),
    ]);
    return consumer;
  }

  /** The next message that was not yet taken. */
  async next(): Promise<Received> {
    while (this.received.length <= this.taken) await new Promise<void>(resolve => this.waiting.push(resolve));
    this.taken += 1;
    return this.received[this.taken - 1]!;
  }

  async take(count: number): Promise<Received[]> {
    const taken: Received[] = [];
    while (taken.length < count) taken.push(await this.next());
    return taken;
  }

  ack(...events: Received[]): Promise<void> {
    return this.subscription.ack(...(events as never[]));
  }

  async ackNext(count: number): Promise<number[]> {
    const taken: Received[] = [];
    for (let left = count; left > 0; left -= 1) {
      const event = await this.next();
      await this.ack(event);
      taken.push(event);
    }
    return revisions(taken);
  }

  nack(action: 'park' | 'retry' | 'skip' | 'stop', ...events: Received[]): Promise<void> {
    return this.subscription.nack(action, 'the test says so', ...(events as never[]));
  }

  leave(): Promise<void> {
    return this.subscription.unsubscribe();
  }
}

export const revisions = (events: readonly Received[]): number[] =>
  events.map(({ event }) => Number(event!.revision));

export const numbers = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, n) => from + n);

export const infoOf = (client: EventStoreDBClient, stream: string) =>
  client.getPersistentSubscriptionToStreamInfo(stream, GROUP);
