import { AppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openBacking, type Backing } from '../../src/backing/backing';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { all } from '../event-store/event-store.contract';

const NOBODY = 65_534;
const SCRIPT = join(__dirname, 'other-user.mjs');
/** Only root can start a program as another user, and only Linux tells what a user may see of a process. */
const canBeAnother = process.getuid?.() === 0 && process.platform === 'linux';

interface Reached {
  readonly read: readonly string[];
  readonly written: readonly string[];
  readonly commands: readonly string[];
  readonly calls: readonly number[];
  readonly database: string;
}

let parent: string;
let dataDir: string;
let backing: Backing;

beforeAll(async () => {
  // The folder above is open: the data folder is closed by itself.
  parent = await mkdtemp(join(tmpdir(), 'holdfast-another-user-'));
  dataDir = join(parent, 'data');
  backing = await openBacking({ dataDir, eventStoreUrl: null, databaseUrl: null }, silentLogger);
});
afterAll(async () => {
  await backing.stop();
  await rm(parent, { recursive: true, force: true });
});

/** The processes of the parts, by the data folder among their arguments. */
async function pids(): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const command = /^\d+$/.test(name) && (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''));
    if (command && command.includes(dataDir)) found.push(Number(name));
  }
  return found;
}

/** A message as gRPC frames it: not compressed, its length, its bytes. */
function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function readOfAll(): string {
  const options = new ReadReq.Options()
    .setAll(new ReadReq.Options.AllOptions().setStart(new Empty()))
    .setCount('10')
    .setNoFilter(new Empty())
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  return framed(new ReadReq().setOptions(options).serializeBinary()).toString('base64');
}

function appendTo(stream: string): string {
  const identifier = new StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier).setAny(new Empty());
  const event = new AppendReq.ProposedMessage()
    .setId(new UUID().setString(randomUUID()))
    .setData(Buffer.from('{}'))
    .setCustomMetadata(Buffer.from('{}'));
  event.getMetadataMap().set('type', 'Planted').set('content-type', 'application/json');
  const messages = [new AppendReq().setOptions(options), new AppendReq().setProposedMessage(event)];
  return Buffer.concat(messages.map(message => framed(message.serializeBinary()))).toString('base64');
}

async function attack(as: { uid?: number; gid?: number }, authorization?: string): Promise<Reached> {
  const inside = await readdir(dataDir, { recursive: true });
  const calls = [
    { method: 'Read', message: readOfAll(), authorization },
    { method: 'Append', message: appendTo('planted'), authorization },
  ];
  const task = {
    paths: [dataDir, ...inside.map(name => join(dataDir, name))],
    pids: await pids(),
    calls,
    eventStorePort: new URL(backing.eventStoreUrl).port,
    databasePort: new URL(backing.databaseUrl).port,
  };
  expect(task.pids.length).toBeGreaterThan(2);
  // The script is handed over as text: the other user may not be able to read this checkout.
  const script = await readFile(SCRIPT, 'utf8');
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    ...as,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(task));
  return JSON.parse(await text(child.stdout)) as Reached;
}

async function plantedEvents(): Promise<number> {
  const store = new EventStoreDbStore(backing.eventStoreUrl, {}, systemClock);
  const events = await all(store.readStream('planted')).catch(() => ['planted']);
  await store.dispose();
  return events.length;
}

const secrets = (): string[] =>
  [backing.eventStoreUrl, backing.databaseUrl].map(url => new URL(url).password);

(canBeAnother ? describe : describe.skip)(
  'another user of the machine (skipped: needs root on Linux, to become that user)',
  () => {
    it('reads nothing and appends nothing', async () => {
      const reached = await attack({ uid: NOBODY, gid: NOBODY });
      expect(reached.read).toEqual([]);
      expect(reached.written).toEqual([]);
      // PERMISSION_DENIED, and SASL: a password is asked for.
      expect(reached.calls).toEqual([7, 7]);
      expect(reached.database).toBe('R10');
      expect(await plantedEvents()).toBe(0);
    });

    it('gets no further with a guessed login', async () => {
      const guess = `Basic ${Buffer.from('owner:changeit').toString('base64')}`;
      expect((await attack({ uid: NOBODY, gid: NOBODY }, guess)).calls).toEqual([16, 16]);
      expect(await plantedEvents()).toBe(0);
    });

    it('sees no password among the arguments of the parts', async () => {
      const { commands } = await attack({ uid: NOBODY, gid: NOBODY });
      expect(commands.length).toBeGreaterThan(2);
      for (const secret of secrets()) {
        expect(secret.length).toBeGreaterThan(20);
        for (const command of commands) expect(command).not.toContain(secret);
      }
    });

    it('would be found out: the same attempts by the owner, with the login, all succeed', async () => {
      const { username, password } = new URL(backing.eventStoreUrl);
      const login = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const reached = await attack({}, login);
      expect(reached.read.length).toBeGreaterThan(20);
      expect(reached.calls).toEqual([0, 0]);
      expect(await plantedEvents()).toBe(1);
    });
  },
);
