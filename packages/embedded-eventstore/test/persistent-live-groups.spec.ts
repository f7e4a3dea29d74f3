import { ClassicLevel } from 'classic-level';
import { EventEmitter, once } from 'node:events';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { PersistentSubscriptions } from '../src/persistent/registry';
import type { GroupSettings } from '../src/persistent/settings';
import { LogUnderTest } from './live-subscribers';
import { temporaryFolder } from './support';

const folder = temporaryFolder('persistent-live-groups');
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

const EVENTS = 50;
/** So few checkpoints that none is written during the test. */
const SETTINGS: GroupSettings = {
  resolveLinks: false,
  extraStatistics: false,
  messageTimeoutMs: 600_000,
  maxRetryCount: 10,
  checkpointAfterMs: 0,
  minCheckpointCount: 1_000,
  maxCheckpointCount: 1_000,
  maxSubscriberCount: 0,
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  strategy: 'RoundRobin',
};

it.each(['$all', 'stream'])('a group on %s that keeps up opens no iterator', async stream => {
  const store = await LogUnderTest.open(`${folder.path}/${stream}`);
  const { log, writer, commits } = store;
  const subscriptions = new PersistentSubscriptions({
    log,
    writer,
    commits,
    clock: systemClock,
    random: systemRandom,
  });
  subscriptions.start();
  await store.append('stream', [Buffer.from('first')]);
  const name = { stream, group: 'group' };
  await subscriptions.create({ name, settings: SETTINGS, startFrom: '-1', first: undefined });
  const group = await subscriptions.group(name);
  const received = new EventEmitter();
  const ids: string[] = [];
  const port = {
    id: 'consumer',
    slots: 10,
    username: '',
    connectionName: '',
    send: (message: { id: string; stream: string }) => {
      setImmediate(() => group.ack([message.id]));
      // A group on $all also gets the events with which it was created.
      if (message.stream !== 'stream') return true;
      ids.push(message.id);
      return received.emit('message');
    },
    drop: (error: Error) => void received.emit('error', error),
  };
  group.connect(port);
  group.startSending(port);
  const iterators = jest.spyOn(ClassicLevel.prototype, 'iterator');
  for (let n = 1; n <= EVENTS; n += 1) {
    const message = once(received, 'message');
    await store.append('stream', [Buffer.from(String(n))]);
    await message;
  }
  expect(new Set(ids).size).toBe(EVENTS);
  expect(ids).toHaveLength(EVENTS);
  expect(iterators).not.toHaveBeenCalled();
  received.on('error', () => undefined);
  await subscriptions.close();
  await log.close();
});
