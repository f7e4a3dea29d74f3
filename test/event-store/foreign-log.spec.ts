import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogMark, RecordedEvent } from '../../src/event-store/event-store';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { ForeignLog, containsMark, markOf } from '../../src/event-store/log/log-mark';
import { systemClock } from '../../src/shared/clock';
import { all, some, written } from './event-store.contract';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

/** An event store on a folder that can be stopped, put back to an older copy of itself, and started again. */
const folder = temporaryFolder('foreign-log');
const data = join(folder.path, 'eventstore');
const older = join(folder.path, 'older');
let server: ServerUnderTest | undefined;
let store: EventStoreDbStore;

async function start(): Promise<void> {
  server = await ServerUnderTest.start(data, server?.port);
  store ??= new EventStoreDbStore(server.url, {}, systemClock);
}

async function putBackOlderCopy(): Promise<void> {
  await server?.stop();
  await rm(data, { recursive: true });
  await cp(older, data, { recursive: true });
  await start();
}

beforeAll(start);
afterAll(async () => {
  await store.dispose();
  await server?.stop();
  ServerUnderTest.killAll();
  folder.remove();
});

const markAt = async (stream: string): Promise<LogMark> => markOf((await store.readLast(stream))!);

it('a subscription finds at its reconnect that an older copy of the log was put back', async () => {
  written(await store.append('log-1', 'no_stream', some(3)));
  await server?.stop();
  await cp(data, older, { recursive: true });
  await start();
  written(await store.append('log-1', 2n, some(2)));
  const heard: RecordedEvent[] = [];
  const signal = AbortSignal.timeout(30_000);
  const follow = async () => {
    for await (const item of store.subscribe({ after: undefined, streamPrefixes: ['log-'], signal })) {
      if (item.kind === 'event') heard.push(item.event);
      if (item.kind === 'caught_up' && heard.length === 5) void putBackOlderCopy();
    }
  };
  await expect(follow()).rejects.toThrow(ForeignLog);
  expect(heard).toHaveLength(5);
});

it('knows its own events again, and no other', async () => {
  const mark = await markAt('log-1');
  expect(await containsMark(store, mark)).toBe(true);
  expect(await containsMark(store, { ...mark, revision: mark.revision + 1n })).toBe(false);
  expect(await containsMark(store, { ...mark, streamId: 'log-2' })).toBe(false);
  expect(await containsMark(store, { ...mark, eventId: '00000000-0000-4000-8000-000000000000' })).toBe(false);
  const elsewhere = { ...mark.position, commit: mark.position.commit + 1n };
  expect(await containsMark(store, { ...mark, position: elsewhere })).toBe(false);
  const later = new Date(mark.recordedAt.getTime() + 1);
  expect(await containsMark(store, { ...mark, recordedAt: later })).toBe(false);
});

it('a subscription that begins with a mark of another log yields nothing', async () => {
  const mark = await markAt('log-1');
  written(await store.append('log-1', 2n, some(1)));
  const beyond = { ...mark, revision: 7n };
  const options = { after: mark.position, streamPrefixes: ['log-'], signal: AbortSignal.timeout(30_000) };
  await expect(all(store.subscribe({ ...options, mark: beyond }))).rejects.toThrow(ForeignLog);
  for await (const item of store.subscribe({ ...options, mark })) {
    expect(item).toMatchObject({ kind: 'event', event: { streamId: 'log-1', revision: 3n } });
    break;
  }
});
