import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import { ClassicLevel } from 'classic-level';
import { backUp } from '../src/commands/backup/back-up';
import { checkBackup } from '../src/commands/backup/check-backup';
import { restore } from '../src/commands/backup/restore';
import { EventLog } from '../src/storage/event-log';
import { collect, some } from './protocol-support';
import { ServerUnderTest } from './server-under-test';
import { temporaryFolder } from './support';
import { STREAMS, writeGroup } from './written-folder';

const folder = temporaryFolder('backup');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});
let made = 0;
const fresh = (name: string) => join(folder.path, `${name}-${(made += 1)}`);

/** Every record of a data folder, as it is on disk. */
async function recordsIn(path: string): Promise<string[]> {
  const database = new ClassicLevel<Buffer, Buffer>(path, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
  try {
    const all = await database.iterator().all();
    return all.map(([key, value]) => `${key.toString('hex')} ${value.toString('hex')}`);
  } finally {
    await database.close();
  }
}

/** Runs on the store as a server, and stops it. */
async function served<Result>(path: string, run: (url: string) => Promise<Result>): Promise<Result> {
  const server = await ServerUnderTest.start(path);
  try {
    return await run(server.url);
  } finally {
    await server.stop();
  }
}

async function withClient(url: string, run: (client: EventStoreDBClient) => Promise<unknown>): Promise<void> {
  const client = EventStoreDBClient.connectionString(url);
  await run(client);
  await client.dispose();
}

/** All that can be in a store: metadata, streams that were deleted and begun again, or ended for ever. */
async function fill(client: EventStoreDBClient): Promise<void> {
  await client.appendToStream('a', some(5), { expectedRevision: 'no_stream' });
  await client.setStreamMetadata('a', { maxCount: 2, owner: 'me' });
  await client.appendToStream('b ü', some(2), { expectedRevision: 'any' });
  await client.deleteStream('b ü');
  await client.appendToStream('b ü', some(1), { expectedRevision: 'any' });
  await client.appendToStream('c', some(2), { expectedRevision: 'any' });
  await client.tombstoneStream('c');
  await client.tombstoneStream('never written');
  await client.setStreamMetadata('none yet', { maxAge: 10 });
}

const append = (url: string, count: number) =>
  withClient(url, client => client.appendToStream('later', some(count), { expectedRevision: 'any' }));

describe('a backup', () => {
  it('restores every record as it was, hidden and ended streams too', async () => {
    const [store, backup, target] = [fresh('store'), fresh('backup'), fresh('target')];
    const report = await served(store, async url => {
      await withClient(url, fill);
      return backUp(url, backup);
    });
    expect(report.added).toBe(report.events);
    expect((await restore(backup, target)).events).toBe(report.events);
    expect(await recordsIn(target)).toEqual(await recordsIn(store));
    // The store goes on where it was.
    await served(target, url => append(url, 1));
  });

  it('is added to by later runs, and holds what one run would', async () => {
    const [store, backup, target] = [fresh('store'), fresh('backup'), fresh('target')];
    const added = await served(store, async url => {
      const counts: number[] = [];
      for (const count of [3, 0, 2]) {
        if (count > 0) await append(url, count);
        counts.push((await backUp(url, backup)).added);
      }
      return counts;
    });
    expect(added).toEqual([3, 0, 2]);
    await restore(backup, target);
    expect(await recordsIn(target)).toEqual(await recordsIn(store));
  });

  it('of an empty store is empty, and restores an empty one', async () => {
    const [store, backup, target] = [fresh('store'), fresh('backup'), fresh('target')];
    expect(await served(store, url => backUp(url, backup))).toEqual({ events: 0, added: 0 });
    expect(await restore(backup, target)).toEqual({ events: 0, streams: 0 });
    await served(target, url => append(url, 1));
  });
});

describe('another history', () => {
  const difference = async (change: (url: string) => Promise<void>): Promise<string> => {
    const [store, older, backup] = [fresh('store'), fresh('older'), fresh('backup')];
    await served(store, url => append(url, 3));
    cpSync(store, older, { recursive: true });
    await served(store, async url => {
      await append(url, 2);
      await backUp(url, backup);
    });
    const before = readFileSync(join(backup, 'manifest.json'), 'utf8');
    const error = await served(older, async url => {
      await change(url);
      return backUp(url, backup).then(String, (reason: Error) => `${reason.name}: ${reason.message}`);
    });
    expect(readFileSync(join(backup, 'manifest.json'), 'utf8')).toBe(before);
    return error;
  };

  it('is not added: the store is an older copy', async () => {
    expect(await difference(() => Promise.resolve())).toMatch(/^BackupDiffersError: .*older copy/);
  });

  it('is not added: the store went on from an older copy', async () => {
    expect(await difference(url => append(url, 4))).toMatch(/^BackupDiffersError: .*another history/);
  });
});

describe('a backup that is not whole', () => {
  const spoilt = async (spoil: (backup: string, file: string) => void): Promise<string> => {
    const [backup, target] = [fresh('backup'), fresh('target')];
    cpSync(await goodBackup(), backup, { recursive: true });
    spoil(
      backup,
      join(
        backup,
        readdirSync(backup).find(name => name.endsWith('.gz'))!,
      ),
    );
    const error = await restore(backup, target).then(
      String,
      (reason: Error) => `${reason.name}: ${reason.message}`,
    );
    expect(existsSync(target)).toBe(false);
    return error;
  };
  let good: Promise<string> | undefined;
  const goodBackup = () =>
    (good ??= (async () => {
      const [store, backup] = [fresh('store'), fresh('backup')];
      await served(store, async url => {
        for (const count of [3, 2]) {
          await append(url, count);
          await backUp(url, backup);
        }
      });
      return backup;
    })());

  it.each<[string, (backup: string, file: string) => void, RegExp]>([
    ['lacks a file', (_backup, file) => rmSync(file), /ENOENT/],
    ['has a cut file', (_backup, file) => truncateSync(file, 60), /SHA-256/],
    [
      'has a file with another byte',
      (_backup, file) => {
        const bytes = readFileSync(file);
        bytes[bytes.length - 9]! ^= 1;
        writeFileSync(file, bytes);
      },
      /SHA-256/,
    ],
    ['has no manifest', backup => rmSync(join(backup, 'manifest.json')), /There is no backup/],
    [
      'has a manifest that is none',
      backup => writeFileSync(join(backup, 'manifest.json'), '{}'),
      /no manifest/,
    ],
    [
      'has a gap in its manifest',
      backup => {
        const path = join(backup, 'manifest.json');
        const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: unknown[] };
        writeFileSync(path, JSON.stringify({ ...manifest, files: manifest.files.slice(1) }));
      },
      /does not follow/,
    ],
  ])('is refused, and nothing is written: it %s', async (_what, spoil, message) => {
    expect(await spoilt(spoil)).toMatch(/^BackupDamagedError: /);
    expect(await spoilt(spoil)).toMatch(message);
  });

  it('names every file that is damaged', async () => {
    const error = await spoilt(backup => {
      for (const name of readdirSync(backup)) if (name.endsWith('.gz')) truncateSync(join(backup, name), 10);
    });
    expect(error.match(/SHA-256/g)).toHaveLength(2);
  });

  it('replaces no event store', async () => {
    const target = fresh('target');
    mkdirSync(target);
    writeFileSync(join(target, 'CURRENT'), '');
    await expect(restore(await goodBackup(), target)).rejects.toThrow('a restore replaces nothing');
    expect(readdirSync(target)).toEqual(['CURRENT']);
  });
});

describe('a run that is killed in the middle', () => {
  const store = fresh('large');
  beforeAll(async () => {
    const log = await EventLog.open(store);
    // Some of these events fill a file of the backup.
    for (let group = 0; group < 16; group += 1) await writeGroup(log, STREAMS, 100_000);
    await log.close();
  });

  /** Runs a script on the built package, and kills it after so many of its lines. Resolves whether it was killed. */
  async function killedAfter(lines: number, script: string, ...args: string[]): Promise<boolean> {
    const child = spawn(process.execPath, ['-e', script, join(__dirname, '..'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let seen = 0;
    createInterface(child.stdout).on('line', () => {
      seen += 1;
      if (seen === lines) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return signal === 'SIGKILL';
  }
  const script = (call: string) =>
    `const [root, ...args] = process.argv.slice(1); const say = events => require('node:fs').writeSync(1, events + '\\n');
     const { backUp, restore } = require(root); ${call}(...args, say).catch(error => { console.error(error); process.exit(2); });`;

  it.each([1, 2])('leaves a whole backup behind after file %i, and the next run goes on', async lines => {
    const [backup, target] = [fresh('backup'), fresh('target')];
    await served(store, async url => {
      expect(await killedAfter(lines, script('backUp'), url, backup)).toBe(true);
      checkBackup(backup);
      await backUp(url, backup);
    });
    await restore(backup, target);
    expect(await recordsIn(target)).toEqual(await recordsIn(store));
  });

  it('leaves no event store behind, and the next restore is whole', async () => {
    const [backup, target] = [fresh('backup'), fresh('target')];
    await served(store, url => backUp(url, backup));
    const files = checkBackup(backup).files.length;
    for (const written of [1, files - 1]) {
      expect(await killedAfter(files + written, script('restore'), backup, target)).toBe(true);
      expect(existsSync(target)).toBe(false);
    }
    await restore(backup, target);
    expect(await recordsIn(target)).toEqual(await recordsIn(store));
    await served(target, async url =>
      withClient(url, async client => {
        const events = client.readStream(STREAMS[0]!, {
          fromRevision: START,
          direction: FORWARDS,
          maxCount: 2,
        });
        expect(await collect(events)).toHaveLength(2);
      }),
    );
  });
});
