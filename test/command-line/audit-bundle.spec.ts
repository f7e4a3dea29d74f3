import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofCheckpointSigned } from '../../src/event-store/log/proof-events';
import { PROOF_LOG_STREAM } from '../../src/event-store/stream-names';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { parseCheckpoint } from '../../src/proofs/formats/checkpoint';
import { isTechnical } from '../../src/proofs/formats/entry';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';
import type { PayoutView } from '../support/views';
import { VERIFIER } from '../proofs/bundle/bundle-world';
import { unzip } from '../proofs/bundle/zip-files';

let holdfast: TestService;
let paid: PayoutView;
let other: PayoutView;
beforeAll(async () => {
  holdfast = await TestService.start({ proofIntervalMs: 50 });
  await holdfast.api.fund('merchant-1', '100.00');
  paid = await holdfast.payOut(payoutBody('merchant-1', 'bundled', '10.00'));
  other = await holdfast.payOut(payoutBody('merchant-1', 'not-bundled', '20.00'));
  expect(await holdfast.violations()).toEqual([]);
  await eventually('every entry is under a checkpoint', isAllSigned);
});
afterAll(() => holdfast.stop());

async function isAllSigned(): Promise<boolean> {
  const { store } = holdfast.service;
  const last = await store.readLast(PROOF_LOG_STREAM);
  if (!last) return false;
  let entries = 0;
  for await (const { streamId, body } of store.readAll())
    if (!isTechnical({ streamId, type: body.type })) entries += 1;
  const { checkpoint } = (last as RecordedEvent<ProofCheckpointSigned>).body.data;
  return parseCheckpoint(checkpoint).size === entries;
}

async function firstCheckpoint(): Promise<string> {
  for await (const { body } of holdfast.service.store.readStream(PROOF_LOG_STREAM, 0n, 1))
    return (body as ProofCheckpointSigned).data.checkpoint;
  throw new Error('There is no checkpoint');
}

const bundle = (...args: string[]) => run(['audit', 'bundle', ...args], { DATA_DIR: holdfast.dataDir });
const at = (name: string): string => join(holdfast.dataDir, name);

/** As an auditor does it: the template's keys are compared, and the line that says so is taken out. */
function verify(zip: string): { status: number | null; stdout: string } {
  const template = unzip(readFileSync(zip)).get('policy')!.toString();
  expect(spawnVerifier(zip, template)).toMatchObject({ status: 1 });
  return spawnVerifier(zip, template.replace(/^take-this-line-out.*\n/m, ''));
}

function spawnVerifier(zip: string, policy: string) {
  writeFileSync(at('policy'), policy);
  return spawnSync(process.execPath, [VERIFIER, zip, '--policy', at('policy')], { encoding: 'utf8' });
}

describe('holdfast audit bundle', () => {
  it('makes a bundle of a payout beside the running service, which an auditor verifies alone', async () => {
    const path = at('payout.zip');
    const { code, stdout, stderr } = await bundle('--payout', paid.id, path);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('node verify.mjs payout.zip --policy FILE');
    expect(statSync(path).mode & 0o077).toBe(0);
    const verdict = verify(path);
    expect(verdict).toMatchObject({ status: 0 });
    expect(verdict.stdout).toContain(`Payout ${paid.id}, asked for by account merchant-1`);
    expect(verdict.stdout).toContain('It has cost the account 10.00 BRL; 0.00 BRL are still held.');
    const bodies = [...unzip(readFileSync(path))].filter(([name]) => name.startsWith('bodies/'));
    for (const [, body] of bodies) expect(body.toString()).not.toContain(other.id);
  });

  it('makes a bundle of an account and a period', async () => {
    const path = at('account.zip');
    const to = new Date().toISOString();
    const { code, stdout } = await bundle(
      '--account',
      'merchant-1',
      '--from',
      '2020-01-01T00:00:00Z',
      '--to',
      to,
      path,
      '--json',
    );
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { path, streams: 1, pending: [] }]);
    const verdict = verify(path);
    expect([verdict.status, verdict.stdout]).toEqual([
      0,
      expect.stringContaining('closing balance: 70.00 BRL available, 0.00 BRL held'),
    ]);
  });

  it('lists every fault of the question, and writes nothing', async () => {
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await bundle(...args);
      expect([code, stdout]).toEqual([1, '']);
      return stderr.trim().split('\n');
    };
    writeFileSync(at('taken.zip'), 'mine');
    const [from, to] = ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'];
    expect(await refused(at('no.zip'))).toEqual(['give either --payout or --account']);
    expect(await refused('--payout', 'p', '--from', from, at('taken.zip'))).toEqual([
      '--from and --to are for an account',
      `${at('taken.zip')} is there already`,
    ]);
    expect(await refused('--account', 'a', '--from', from, '--to', to, at('no.zip'))).toEqual([
      '--from must be before --to',
    ]);
    expect(
      await refused('--account', 'a', '--from', 'x', '--to', '9999-01-01T00:00:00Z', at('no.zip')),
    ).toEqual([
      '--from must be an RFC 3339 time, like 2026-03-01T12:00:00Z',
      '--to must not be in the future: the period can still grow',
    ]);
    expect(await refused('--payout', 'nobody', at('no.zip'))).toEqual(['There is no payout nobody']);
    expect(await refused('--payout', paid.id, '--checkpoint', at('taken.zip'), at('no.zip'))).toEqual([
      expect.stringContaining(`${at('taken.zip')}: `),
    ]);
    expect(readFileSync(at('taken.zip'), 'utf8')).toBe('mine');
    expect(readdirSync(holdfast.dataDir).filter(name => /no\.zip/.test(name))).toEqual([]);
    expect(existsSync(at('no.zip'))).toBe(false);
  });

  it('proves against a checkpoint that was kept, and names what is not under it', async () => {
    const first = await firstCheckpoint();
    writeFileSync(at('kept.txt'), first);
    const { code, stderr } = await bundle(
      '--payout',
      other.id,
      '--checkpoint',
      at('kept.txt'),
      at('early.zip'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`payout-${other.id}, revision 0 (PayoutRequested)`);
    expect(stderr).toContain('--allow-pending');
  });
});
