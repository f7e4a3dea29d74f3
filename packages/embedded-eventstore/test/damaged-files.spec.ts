import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { AcknowledgedMark } from '../src/storage/acknowledged-mark';
import { CorruptDataError } from '../src/storage/corrupt-data';
import { EventLog } from '../src/storage/event-log';
import { metastreamOf } from '../src/storage/heads/stream-head';
import { temporaryFolder } from './support';
import { STREAMS, writeGroup, writtenFolder } from './written-folder';

const folder = temporaryFolder('damaged-files');
const healthy = join(folder.path, 'healthy');
let told: string;
let copies = 0;

beforeAll(async () => {
  await writtenFolder(healthy);
  told = await everything(copied());
});
afterAll(() => folder.remove());

/** A copy of the healthy folder, to be damaged. */
function copied(): string {
  const path = join(folder.path, `copy-${(copies += 1)}`);
  cpSync(healthy, path, { recursive: true });
  return path;
}

/**
 * Reads everything that a reader or a decision can read from the folder.
 * @throws {CorruptDataError} when a value is damaged
 */
async function everything(path: string): Promise<string> {
  const log = await EventLog.open(path);
  try {
    const told: unknown[] = [log.lastPosition];
    for (let next = 1; next <= log.lastPosition;) {
      const events = await log.readForwards(next, log.lastPosition);
      told.push(...events.map(({ bytes }) => bytes.toString('base64')));
      next += events.length;
    }
    for (const stream of STREAMS) {
      const head = await log.head(stream);
      told.push(head, await log.head(metastreamOf(stream)));
      for (let next = 0; next <= head.revision;) {
        const events = await log.readStreamForwards(stream, next, head.revision);
        told.push(events.map(({ position }) => position));
        next += events.length;
      }
    }
    return JSON.stringify(told);
  } finally {
    await log.close();
  }
}

async function damageOf(path: string): Promise<string> {
  try {
    await everything(path);
  } catch (error) {
    if (error instanceof CorruptDataError) return error.message;
    throw error;
  }
  return 'none was noticed';
}

const filesOf = (path: string, pattern: RegExp) =>
  readdirSync(path)
    .filter(name => pattern.test(name) && statSync(join(path, name)).size > 0)
    .sort();

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = bytes[at]! ^ 0x20;
  writeFileSync(path, bytes);
}

const DATA = /^\d+\.(log|ldb)$|^MANIFEST|^CURRENT$|^ACKNOWLEDGED$/;
const place = fc.record({
  file: fc.nat(1_000),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

describe('a folder whose files were damaged', () => {
  const check = async (damage: (file: string, at: number) => void, where: { file: number; at: number }) => {
    const path = copied();
    const files = filesOf(path, DATA);
    const file = join(path, files[where.file % files.length]!);
    damage(file, Math.floor(where.at * statSync(file).size));
    const outcome = await everything(path).catch((error: unknown) => error);
    rmSync(path, { recursive: true });
    if (outcome !== told) expect(outcome).toBeInstanceOf(CorruptDataError);
  };

  it('never tells anything else than what was written, whichever byte is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(place, where => check(flip, where)),
      { numRuns: 80 },
    );
  });

  it('never tells anything else than what was written, wherever a file ends too early', async () => {
    await fc.assert(
      fc.asyncProperty(place, where => check(truncateSync, where)),
      { numRuns: 60 },
    );
  });

  it('has tables, a log, a manifest and a mark to be damaged', () => {
    expect(filesOf(healthy, /\.ldb$/).length).toBeGreaterThanOrEqual(2);
    expect(filesOf(healthy, /\.log$/)).toHaveLength(1);
    expect(filesOf(healthy, DATA)).toEqual(expect.arrayContaining(['CURRENT', 'ACKNOWLEDGED']));
  });

  it.each([/\.log$/, /\.ldb$/, /^MANIFEST/, /^CURRENT$/])('names a lost file (%s)', async pattern => {
    const path = copied();
    const [name] = filesOf(path, pattern);
    rmSync(join(path, name!));
    expect(await damageOf(path)).toContain(name);
  });

  it('names a batch that is broken in the middle of the log, byte and all', async () => {
    const path = copied();
    const [name] = filesOf(path, /\.log$/);
    flip(join(path, name!), 20);
    expect(await damageOf(path)).toBe(
      `The file ${name} of the data folder is damaged: the batch at byte 0 is broken.`,
    );
    expect(await damageOf(path)).toContain('the batch at byte 0 is broken');
  });

  it('tells how much was acknowledged when the end of the log is lost', async () => {
    const path = copied();
    const [name] = filesOf(path, /\.log$/);
    truncateSync(join(path, name!), statSync(join(path, name!)).size - 1);
    expect(await damageOf(path)).toMatch(/The last event is at position \d+, but \d+ were acknowledged/);
    expect(await damageOf(path)).toMatch(/acknowledged/);
  });

  it('takes the end of a batch that was never acknowledged for what it is: a crash', async () => {
    const path = copied();
    const mark = readFileSync(join(path, 'ACKNOWLEDGED'));
    const log = await EventLog.open(path);
    const before = log.lastPosition;
    await writeGroup(log, ['unanswered'], 100);
    await log.close();
    writeFileSync(join(path, 'ACKNOWLEDGED'), mark);
    const name = filesOf(path, /\.log$/).at(-1)!;
    truncateSync(join(path, name), statSync(join(path, name)).size - 1);
    const again = await EventLog.open(path);
    expect(again.lastPosition).toBe(before);
    await again.close();
  });

  it('is healthy without a mark, and gets one', async () => {
    const path = copied();
    rmSync(join(path, 'ACKNOWLEDGED'));
    expect(await everything(path)).toBe(told);
    expect(AcknowledgedMark.read(path)).toBe(AcknowledgedMark.read(healthy));
  });

  it('is not begun anew when everything but the mark is gone', async () => {
    const path = copied();
    for (const name of readdirSync(path)) if (name !== 'ACKNOWLEDGED') rmSync(join(path, name));
    expect(await damageOf(path)).toMatch(/The last event is at position 0/);
  });
});
