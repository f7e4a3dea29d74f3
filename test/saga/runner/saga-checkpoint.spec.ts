import type { NewEvent } from '../../../src/event-store/event-store';
import { markOf } from '../../../src/event-store/log/log-mark';
import { newEvents } from '../../../src/event-store/new-events';
import { SagaCheckpoint } from '../../../src/saga/runner/saga-checkpoint';
import type { WorkItem } from '../../../src/saga/work-item';
import { systemClock } from '../../../src/shared/clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const BEGINNING = { position: undefined, mark: undefined, openItems: [] };
const OPEN: readonly WorkItem[] = [
  { kind: 'payout', payoutId: '1' },
  { kind: 'decision', caseId: 'c1' },
  { kind: 'notification', streamId: 'notification-ntxpay-1' },
  { kind: 'opening', streamId: 'account-a', revision: 7n },
  { kind: 'unknown', text: 'of another version' },
];
const TEXTS = ['payout-1', 'case-c1', 'notification-ntxpay-1', 'cause:account-a@7', 'of another version'];

const payoutItem = (index: number): WorkItem => ({ kind: 'payout', payoutId: String(index) });

const opened = (accountId: string): NewEvent => {
  const body = { type: 'AccountOpened', data: { accountId, name: accountId, currency: 'BRL' } };
  const cause = { causationId: 'test', correlationId: accountId, actor: 'test' };
  return newEvents(`account-${accountId}`, [body], cause, new Date(0))[0]!;
};

/** A store with so many accounts, and a checkpoint of a saga that has seen them all. */
async function storeWithCheckpoint(accounts: readonly string[]): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore(systemClock);
  for (const id of accounts) store.appendNow(`account-${id}`, 'no_stream', [opened(id)]);
  const mark = markOf(store.log.at(-1)!);
  const checkpoint = new SagaCheckpoint(store, systemClock);
  await checkpoint.load();
  await checkpoint.save({ position: mark.position, mark, openItems: OPEN });
  return store;
}

const loaded = (store: InMemoryEventStore) => new SagaCheckpoint(store, systemClock).load();

/** The streams as `event-store copy` brings them to a server that numbers positions otherwise. */
function copied(from: InMemoryEventStore, before: number): InMemoryEventStore {
  const to = new InMemoryEventStore(systemClock);
  for (let index = 0; index < before; index += 1)
    to.appendNow(`other-${index}`, 'no_stream', [opened(`other-${index}`)]);
  for (const { streamId, revision, id, body, metadata } of from.log)
    to.appendNow(streamId, revision === 0n ? 'no_stream' : revision - 1n, [{ id, body, metadata }]);
  return to;
}

describe('the saga’s checkpoint', () => {
  it('is gone on from in the log it was written in', async () => {
    const store = await storeWithCheckpoint(['a', 'b', 'c']);
    const { position } = store.log[2]!;
    expect(await loaded(store)).toMatchObject({ position, openItems: OPEN });
  });

  it('holds the texts of the open work items', async () => {
    const store = await storeWithCheckpoint(['a']);
    expect(store.log.at(-1)!.body).toMatchObject({
      type: 'SagaCheckpointMoved',
      data: { openStreams: TEXTS },
    });
  });

  it('is not saved with more than a thousand open items: the one before stands', async () => {
    const store = await storeWithCheckpoint(['a']);
    const { length } = store.log;
    const checkpoint = new SagaCheckpoint(store, systemClock);
    const { position, mark } = await checkpoint.load();
    const many = (count: number) => Array.from({ length: count }, (_, index) => payoutItem(index));
    await checkpoint.save({ position: position!, mark: mark!, openItems: many(1_001) });
    expect(store.log).toHaveLength(length);
    await checkpoint.save({ position: position!, mark: mark!, openItems: many(1_000) });
    expect(store.log).toHaveLength(length + 1);
  });

  it('is saved after the one that another process has saved meanwhile', async () => {
    const store = await storeWithCheckpoint(['a']);
    const [one, other] = [new SagaCheckpoint(store, systemClock), new SagaCheckpoint(store, systemClock)];
    const { position, mark } = await one.load();
    await other.load();
    const progress = { position: position!, mark: mark! };
    await other.save({ ...progress, openItems: [payoutItem(1)] });
    await one.save({ ...progress, openItems: [payoutItem(2)] });
    expect(await loaded(store)).toMatchObject({ openItems: [payoutItem(1)] });
    await one.save({ ...progress, openItems: [payoutItem(3)] });
    expect(await loaded(store)).toMatchObject({ openItems: [payoutItem(3)] });
  });

  it('is no place in a copy of the log with other positions: everything is read again', async () => {
    const store = await storeWithCheckpoint(['a', 'b', 'c']);
    expect(await loaded(copied(store, 1))).toEqual(BEGINNING);
    expect(await loaded(copied(store, 50))).toEqual(BEGINNING);
  });

  it('of an earlier version, which nothing proves, is not gone on from', async () => {
    const store = new InMemoryEventStore(systemClock);
    store.appendNow('account-a', 'no_stream', [opened('a')]);
    const data = { commit: '999', prepare: '999', openStreams: ['payout-1'] };
    const cause = { causationId: 'test', correlationId: 'test', actor: 'saga' };
    const body = { type: 'SagaCheckpointMoved', data };
    store.appendNow(
      'checkpoint-payout-saga',
      'no_stream',
      newEvents('checkpoint', [body], cause, new Date(0)),
    );
    expect(await loaded(store)).toEqual(BEGINNING);
  });
});
