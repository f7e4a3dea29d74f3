import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ClassicLevel } from 'classic-level';
import { DamagedLog } from '../../src/event-store/eventstoredb/damaged-log';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import type { NewEvent, RecordedEvent } from '../../src/event-store/event-store';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { SeededRandom } from '../simulation/seeded-random';
import { SEED } from '../support/test-seed';
import { all, some, written } from './event-store.contract';
import { MAIN, runToEnd, ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { isAlive, temporaryFolder, until } from '../../packages/embedded-eventstore/test/support';

const ROUNDS = 12;
const WRITERS = 24;
const random = new SeededRandom(SEED);

afterAll(() => ServerUnderTest.killAll());

describe('what was acknowledged', () => {
  const folder = temporaryFolder('durability');
  afterAll(() => folder.remove());

  it(`is there after each of many deaths by SIGKILL in the middle of writing, and nothing is half there (SEED=${SEED})`, async () => {
    const dataDir = join(folder.path, 'killed');
    const acknowledged = new Map<string, readonly NewEvent[]>();
    const attempted = new Map<string, readonly NewEvent[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await ServerUnderTest.start(dataDir);
      const store = new EventStoreDbStore(server.url, {}, systemClock);
      await expectWhole(store, attempted, acknowledged);
      const before = acknowledged.size;
      const killAfter = before + random.between(1, 119);
      const writers = Array.from({ length: WRITERS }, () =>
        writeUntilItFails(store, attempted, acknowledged),
      );
      await until(() => acknowledged.size >= killAfter, 'enough appends are acknowledged');
      await server.kill();
      await Promise.all(writers);
      await store.dispose();
    }
    const server = await ServerUnderTest.start(dataDir);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    await expectWhole(store, attempted, acknowledged);
    await expectRepeatable(store, attempted);
    await store.dispose();
    expect(await server.stop()).toBe(0);
  }, 180_000);

  it('is there after a clean end that came while it was being written', async () => {
    const dataDir = join(folder.path, 'ended');
    const acknowledged = new Map<string, readonly NewEvent[]>();
    const attempted = new Map<string, readonly NewEvent[]>();
    const server = await ServerUnderTest.start(dataDir);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    const writers = Array.from({ length: WRITERS }, () => writeUntilItFails(store, attempted, acknowledged));
    await until(() => acknowledged.size >= 50, 'enough appends are acknowledged');
    expect(await server.stop()).toBe(0);
    await Promise.all(writers);
    await store.dispose();
    const again = await ServerUnderTest.start(dataDir);
    const reader = new EventStoreDbStore(again.url, {}, systemClock);
    await expectWhole(reader, attempted, acknowledged);
    await reader.dispose();
    await again.stop();
  });
});

describe('damage on disk', () => {
  const folder = temporaryFolder('damage');
  afterAll(() => folder.remove());

  /** A folder with one stream of five events, then changed by hand while no server runs. */
  async function damaged(name: string, change: (database: Level) => Promise<void>) {
    const dataDir = join(folder.path, name);
    const server = await ServerUnderTest.start(dataDir);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    written(await store.append('s-1', 'no_stream', some(5)));
    await store.dispose();
    await server.stop();
    const database: Level = new ClassicLevel(dataDir, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    await change(database);
    await database.close();
    return dataDir;
  }

  async function reading(dataDir: string, check: (store: EventStoreDbStore, url: string) => Promise<void>) {
    const server = await ServerUnderTest.start(dataDir);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    await check(store, server.url);
    await store.dispose();
    await server.stop();
  }

  it.each([
    ['the first byte', 0],
    ['a byte in the middle', 60],
    ['the last byte', -1],
  ])('to an event (%s flipped) is named to the reader, and the event is not served', async (name, at) => {
    const dataDir = await damaged(`flipped ${name}`, async database => {
      const value = Buffer.from((await database.get(eventKey(3)))!);
      const place = at < 0 ? value.length + at : at;
      value[place] = value[place]! ^ 0x10;
      await database.put(eventKey(3), value);
    });
    await reading(dataDir, async store => {
      const damage = /position 3 does not fit: the data on disk is damaged/;
      await expect(all(store.readAll())).rejects.toThrow(damage);
      await expect(all(store.readStream('s-1'))).rejects.toThrow(damage);
      const { signal } = new AbortController();
      const asked = { after: undefined, streamPrefixes: ['s-'], failsOnDamage: true, signal };
      await expect(all(store.subscribe(asked))).rejects.toBeInstanceOf(DamagedLog);
      expect((await store.readLast('s-1'))!.revision).toBe(4n);
      written(await store.append('s-2', 'no_stream', some(1)));
    });
  });

  it('in the form of a lost event is named to the reader', async () => {
    const dataDir = await damaged('lost', database => database.del(eventKey(2)));
    await reading(dataDir, async store => {
      await expect(all(store.readAll())).rejects.toThrow(/position 2 is missing/);
      await expect(all(store.readStream('s-1'))).rejects.toThrow(/position 2 is missing/);
    });
  });

  it('in the form of an exchanged event is named to the reader', async () => {
    const dataDir = await damaged('exchanged', async database => {
      await database.put(eventKey(2), (await database.get(eventKey(4)))!);
    });
    await reading(dataDir, async store => {
      await expect(all(store.readAll())).rejects.toThrow(/position 2 does not fit/);
    });
  });

  it('to the head of a stream refuses appends to it, and to it alone', async () => {
    const dataDir = await damaged('head', async database => {
      await database.put(Buffer.from('m/s-1'), Buffer.from('....{"revision":1,"position":2}'));
    });
    await reading(dataDir, async store => {
      await expect(store.append('s-1', 4n, some(1))).rejects.toThrow(Fault);
      written(await store.append('s-2', 'no_stream', some(1)));
    });
  });

  it('to the end of the log keeps the server from starting', async () => {
    const dataDir = await damaged('end', database => database.del(eventKey(5)));
    const { code, stderr } = await runToEnd(['--data', dataDir, '--port', '0']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/last event is at position 4, but 5 were acknowledged/);
  });

  it('a format that is not known keeps the server from starting', async () => {
    const dataDir = await damaged('format', database => database.put(Buffer.from('v'), Buffer.from('????2')));
    const { code, stderr } = await runToEnd(['--data', dataDir, '--port', '0']);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the process', () => {
  const folder = temporaryFolder('process');
  afterAll(() => folder.remove());

  it('refuses a folder that another one holds, in one line', async () => {
    const dataDir = join(folder.path, 'held');
    const server = await ServerUnderTest.start(dataDir);
    const second = await runToEnd(['--data', dataDir, '--port', '0']);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.stderr).toMatch(/in use by another process/);
    await server.stop();
  });

  it.each([[['--port', '0']], [['--data', 'x']], [['--data', 'x', '--port', '70000']], [['--what']]])(
    'refuses the arguments %p',
    async args => {
      const { code, stderr } = await runToEnd(args);
      expect(code).toBe(1);
      expect(stderr).toMatch(/Usage: embedded-eventstore/);
    },
  );

  it('explains itself', async () => {
    expect(await runToEnd(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Usage/) as string,
    });
  });

  it.each([['SIGTERM'], ['SIGINT']] as const)('ends cleanly on %s', async signal => {
    const server = await ServerUnderTest.start(join(folder.path, signal));
    const gone = once(server.child, 'close');
    server.child.kill(signal);
    expect(await gone).toEqual([0, null]);
  });

  it('is gone when its parent was killed, and the next parent can take the folder at once', async () => {
    const dataDir = join(folder.path, 'orphan');
    const parent = spawn(process.execPath, ['-e', PARENT, MAIN, dataDir]);
    const lines = once(createInterface(parent.stdout), 'line') as Promise<[string]>;
    const [line] = await Promise.race([lines, once(parent, 'close').then(() => ['0'])]);
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid), 'the server without a parent is gone');
    const next = await ServerUnderTest.start(dataDir);
    await next.stop();
  });
});

type Level = ClassicLevel<Buffer, Buffer>;

/** Starts the server as a parent would, tells its pid, and hangs. */
const PARENT = `
const [main, dataDir] = process.argv.slice(1);
const child = require('node:child_process').spawn(process.execPath,
  [main, '--data', dataDir, '--port', '0', '--stop-with-stdin'], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
child.stdout.once('data', () => console.log(child.pid));
child.once('exit', () => process.exit(1));
setInterval(() => undefined, 1000);
`;

function eventKey(position: number): Buffer {
  const key = Buffer.alloc(10);
  key.write('e/');
  key.writeBigUInt64BE(BigInt(position), 2);
  return key;
}

/** Appends to ever new streams, sometimes in two steps, until the server is gone. */
async function writeUntilItFails(
  store: EventStoreDbStore,
  attempted: Map<string, readonly NewEvent[]>,
  acknowledged: Map<string, readonly NewEvent[]>,
): Promise<void> {
  for (;;) {
    const stream = `s-${randomUUID()}`;
    const events = some(random.between(1, 4));
    attempted.set(stream, events);
    try {
      written(await store.append(stream, 'no_stream', events));
    } catch (error) {
      if (error instanceof Fault) return;
      throw error;
    }
    acknowledged.set(stream, events);
  }
}

/** Every acknowledged append is there; every attempted one is there whole or not at all; `$all` agrees. */
async function expectWhole(
  store: EventStoreDbStore,
  attempted: ReadonlyMap<string, readonly NewEvent[]>,
  acknowledged: ReadonlyMap<string, readonly NewEvent[]>,
): Promise<void> {
  const stored = new Map<string, RecordedEvent[]>();
  let position = 0n;
  for await (const event of store.readAll()) {
    expect(event.position.commit).toBe(position + 1n);
    position = event.position.commit;
    stored.set(event.streamId, [...(stored.get(event.streamId) ?? []), event]);
  }
  for (const [stream, events] of stored) {
    expect(events.map(event => event.id)).toEqual(attempted.get(stream)?.map(event => event.id));
    expect(events.map(event => event.revision)).toEqual(events.map((_, index) => BigInt(index)));
  }
  for (const stream of acknowledged.keys()) expect(stored.has(stream)).toBe(true);
}

/** Whether it happened or not, each append can be asked for again, and then has happened once. */
async function expectRepeatable(
  store: EventStoreDbStore,
  attempted: ReadonlyMap<string, readonly NewEvent[]>,
) {
  for (const [stream, events] of [...attempted].slice(-WRITERS * 2)) {
    written(await store.append(stream, 'no_stream', events));
    expect((await all(store.readStream(stream))).map(event => event.id)).toEqual(
      events.map(event => event.id),
    );
  }
}
