import type { NewEvent } from '../../../src/event-store/event-store';
import { markOf } from '../../../src/event-store/log/log-mark';
import { newEvents } from '../../../src/event-store/new-events';
import { SagaCheckpoint } from '../../../src/saga/runner/saga-checkpoint';
import { systemClock } from '../../../src/shared/clock';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const BEGINNING = { position: undefined, mark: undefined, openStreams: [] };
const OPEN = ['payout-1'];

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
  await checkpoint.save({ position: mark.position, mark, openStreams: OPEN });
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
    expect(await loaded(store)).toMatchObject({ position, openStreams: OPEN });
  });

  it('is no place in a copy of the log with other positions: everything is read again', async () => {
    const store = await storeWithCheckpoint(['a', 'b', 'c']);
    expect(await loaded(copied(store, 1))).toEqual(BEGINNING);
    expect(await loaded(copied(store, 50))).toEqual(BEGINNING);
  });

  it('of an earlier version, which nothing proves, is not gone on from', async () => {
    const store = new InMemoryEventStore(systemClock);
    store.appendNow('account-a', 'no_stream', [opened('a')]);
    const data = { commit: '999', prepare: '999', openStreams: OPEN };
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
