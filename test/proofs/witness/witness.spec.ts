import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatAddCheckpoint } from '../../../src/proofs/formats/add-checkpoint';
import { parseCheckpoint, signCheckpoint } from '../../../src/proofs/formats/checkpoint';
import { COSIGNATURE, SIGNATURE, signingKey } from '../../../src/proofs/formats/note-keys';
import { parseNote, verifyNote } from '../../../src/proofs/formats/signed-note';
import { EMPTY_ROOT } from '../../../src/proofs/merkle/hashing';
import { CheckpointFiles, originHash } from '../../../src/proofs/witness/checkpoint-files';
import { Witness } from '../../../src/proofs/witness/witness';
import { GrowingLog } from './growing-log';

const key = signingKey('witness.example/w', createHash('sha256').update('w').digest(), COSIGNATURE);
const NOW = new Date('2026-03-01T00:00:05.900Z');
const clock = { now: () => NOW, monotonicMs: () => 0, wait: () => Promise.resolve() };
const log = new GrowingLog('log.example/a', 300);
const fork = new GrowingLog('log.example/a', 300, { history: 'forked ', forkAt: 90 });

describe('a witness', () => {
  let folder: string;
  let witness: Witness;
  const start = async () =>
    new Witness({
      key,
      logs: [log.key],
      files: await CheckpointFiles.open(join(folder, 'checkpoints')),
      clock,
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-witness-'));
    witness = await start();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const ask = async (oldSize: number, size: number, by = log) =>
    witness.addCheckpoint(await by.request(oldSize, size));

  it('cosigns a checkpoint, and each one that extends the last', async () => {
    for (const [oldSize, size] of [
      [0, 0],
      [0, 100],
      [100, 257],
      [257, 257],
      [257, 300],
    ] as const) {
      const { status, body } = await ask(oldSize, size);
      expect(status).toBe(200);
      const cosigned = parseNote((await log.checkpoint(size)) + body);
      expect(verifyNote(cosigned, [key, log.key])).toMatchObject([
        { cosignedSeconds: undefined },
        { cosignedSeconds: BigInt(Math.floor(NOW.getTime() / 1_000)) },
      ]);
    }
  });

  it('says which size it knows, also after a restart', async () => {
    await ask(0, 100);
    expect(await ask(0, 120)).toEqual({ status: 409, body: '100\n' });
    witness = await start();
    expect(await ask(99, 120)).toEqual({ status: 409, body: '100\n' });
    expect(await ask(100, 120)).toMatchObject({ status: 200 });
  });

  it('refuses a history that was rewritten', async () => {
    await ask(0, 100);
    expect(await ask(100, 200, fork)).toMatchObject({ status: 422 });
    expect(await ask(100, 100, fork)).toMatchObject({ status: 422 });
    expect(await ask(100, 120)).toMatchObject({ status: 200 });
  });

  it('refuses a log that became shorter', async () => {
    await ask(0, 100);
    expect(await ask(90, 90)).toEqual({ status: 409, body: '100\n' });
    const checkpoint = await log.checkpoint(90);
    expect(
      await witness.addCheckpoint(formatAddCheckpoint({ oldSize: 100, proof: [], checkpoint })),
    ).toMatchObject({
      status: 400,
    });
  });

  it('lets one of two histories pass that come at once', async () => {
    await ask(0, 95);
    const answers = await Promise.all([ask(95, 200), ask(95, 200, fork), ask(95, 210), ask(95, 220, fork)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const known = Number((await ask(0, 1)).body);
    const histories = await Promise.all([fork, log].map(each => ask(known, 300, each)));
    expect(histories.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('lets one of two first checkpoints pass that come at once', async () => {
    const answers = await Promise.all([ask(0, 200), ask(0, 200, fork)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuses an empty log with another root, and a proof from an empty log', async () => {
    const root = Buffer.alloc(32);
    const empty = signCheckpoint(log.key, { origin: log.key.name, size: 0, root });
    expect(
      await witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: empty })),
    ).toMatchObject({
      status: 422,
    });
    const checkpoint = await log.checkpoint(3);
    const request = formatAddCheckpoint({ oldSize: 0, proof: [EMPTY_ROOT], checkpoint });
    expect(await witness.addCheckpoint(request)).toMatchObject({ status: 422 });
  });

  it('refuses a log that it does not know', async () => {
    expect(await ask(0, 10, new GrowingLog('log.example/b', 10))).toMatchObject({ status: 404 });
  });

  it('refuses a checkpoint that the log has not signed', async () => {
    const impostor = signingKey(log.key.name, Buffer.alloc(32), SIGNATURE);
    const checkpoint = signCheckpoint(impostor, parseCheckpoint(await log.checkpoint(5)));
    const request = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint });
    expect(await witness.addCheckpoint(request)).toMatchObject({ status: 403 });
    const changed = (await log.request(0, 5)).replace('\n5\n', '\n6\n');
    expect(await witness.addCheckpoint(changed)).toMatchObject({ status: 403 });
  });

  it.each(['', 'old 0', 'old 1\n\nnot a checkpoint\n', 'old -1\n\n', 'new 1\n\n'])(
    'refuses bad input: %j',
    async body => {
      expect(await witness.addCheckpoint(body)).toMatchObject({ status: 400 });
      expect(await readdir(join(folder, 'checkpoints'))).toEqual([]);
    },
  );

  it('shows the latest checkpoint with both signatures', async () => {
    const hash = originHash(log.key.name);
    expect(await witness.latest(hash)).toBeUndefined();
    await ask(0, 100);
    const checkpoint = parseCheckpoint((await witness.latest(hash))!);
    expect([checkpoint.size, verifyNote(checkpoint.note, [key, log.key]).length]).toEqual([100, 2]);
    expect(await witness.latest(originHash('another'))).toBeUndefined();
  });

  it('cosigns nothing that it could not store', async () => {
    await ask(0, 100);
    await rm(join(folder, 'checkpoints'), { recursive: true });
    await writeFile(join(folder, 'checkpoints'), 'no folder');
    await expect(ask(0, 120)).rejects.toThrow();
  });

  it('assumes nothing where its own record is damaged', async () => {
    await ask(0, 100);
    await writeFile(join(folder, 'checkpoints', originHash(log.key.name)), 'damaged');
    await expect(ask(0, 120)).rejects.toThrow('is damaged');
  });
});
