import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { readLastCheckpoint } from '../../src/proofs/log/checkpoint-stream';
import { payoutBody } from '../support/api-client';
import { completeCheckpoint } from '../support/checkpoints';
import { eventually } from '../support/eventually';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

const PAGE = join(__dirname, '..', '..', 'docs', 'back-up-and-restore.md');

let holdfast: TestService;
let places: string;
let commands: string[];
beforeAll(async () => {
  places = await mkdtemp(join(tmpdir(), 'holdfast-backup-'));
  holdfast = await TestService.start({ proofIntervalMs: 50 });
  const page = await readFile(PAGE, 'utf8');
  commands = [...page.matchAll(/^```\n(npx holdfast .*)\n```$/gm)].map(([, command]) => command!);
});
afterAll(async () => {
  await holdfast.stop();
  await rm(places, { recursive: true });
});

const at = (place: string) => join(places, place);
const holdfastRun = (...args: string[]) => run(args, { DATA_DIR: holdfast.dataDir });

/** A command of the page as it stands there, but for its two places. */
const typed = (command: string) =>
  holdfastRun(
    ...command
      .replaceAll('/backups/', `${places}/`)
      .replaceAll('/vault/', `${places}/vault-`)
      .split(' ')
      .slice(2),
  );

const checkpoint = async () =>
  parseCheckpoint((await readLastCheckpoint(holdfast.service.store))!.body.data.checkpoint);

it('the page of an operator: a backup, a lost disk, a restore', async () => {
  const [backup, restore, verify] = commands;
  expect(commands).toHaveLength(3);
  await holdfast.api.fund('merchant-1', '100.00');
  const first = await holdfast.payOut(payoutBody('merchant-1', 'before the backup', '10.00'));
  expect(await typed(backup!)).toMatchObject({ code: 0, stderr: '' });
  const second = await holdfast.payOut(payoutBody('merchant-1', 'before the second run', '20.00'));
  await completeCheckpoint(holdfast);
  const { origin, size } = await checkpoint();
  const again = await typed(backup!);
  expect(again.stdout).toMatch(
    /^\d+ events are in the backup, \d+ of them new\.\nKeys: master\.key, proof\.key\.\n$/,
  );

  await holdfast.restart(async () => {
    for (const name of await readdir(holdfast.dataDir))
      await rm(join(holdfast.dataDir, name), { recursive: true });
    expect(await typed(restore!)).toMatchObject({ code: 0, stderr: '' });
  });

  for (const payout of [first, second])
    expect((await holdfast.api.get(`/v1/payouts/${payout.id}`)).body).toEqual(payout);
  expect(await holdfast.balance('merchant-1')).toEqual({ available: '70.00', held: '0.00', total: '70.00' });
  expect(await typed(verify!)).toMatchObject({ code: 0 });
  // The same log goes on: the same key signs more of it.
  await holdfast.api.deposit('merchant-1', '1.00', 'after the restore');
  await eventually('the proof log signs on', async () => (await checkpoint()).size > size);
  expect((await checkpoint()).origin).toBe(origin);
});

describe('what is refused, with nothing written', () => {
  it('a restore over an event store', async () => {
    const { code, stderr } = await holdfastRun('restore', at('holdfast'));
    expect([code, stderr]).toEqual([1, expect.stringContaining('in use by another process')]);
  });

  it('keys that are missing or others, all of them named, before anything is restored', async () => {
    const target = at('elsewhere');
    await run(['keys', 'list'], { DATA_DIR: target });
    await rm(join(target, 'eventstore'), { recursive: true });
    await writeFile(join(target, 'proof.key'), 'another', { mode: 0o600 });
    await rm(at('vault-holdfast/master.key'));
    const args = ['restore', at('holdfast'), '--keys', at('vault-holdfast')];
    const { code, stderr } = await run(args, { DATA_DIR: target });
    expect([code, stderr.trim().split('\n')]).toEqual([
      1,
      [expect.stringContaining('master.key is not in'), expect.stringContaining('proof.key is another key')],
    ]);
    expect(await readdir(target)).not.toContain('eventstore');
  });

  it('an event store of one’s own', async () => {
    const env = {
      EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
      ALLOW_PLAINTEXT: 'true',
      DATA_DIR: at('own'),
    };
    for (const command of ['backup', 'restore']) {
      const { code, stderr } = await run([command, at('holdfast')], env);
      expect([code, stderr]).toEqual([1, expect.stringContaining('its own procedure')]);
    }
  });
});
