import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLastStamp } from '../../src/proofs/stamping/stamp-stream';
import {
  missingOpenssl,
  OpensslAuthority,
  serveAuthority,
  type AuthorityServer,
} from '../proofs/stamping/openssl-authority';
import { VERIFIER } from '../proofs/bundle/bundle-world';
import { unzip } from '../proofs/bundle/zip-files';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

const missing = missingOpenssl();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;

(missing === undefined ? describe : describe.skip)(`holdfast audit stamp${title}`, () => {
  let authority: OpensslAuthority;
  let server: AuthorityServer;
  let holdfast: TestService;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-stamp-'));
    authority = new OpensslAuthority();
    server = await serveAuthority(query => authority.answer(query));
    holdfast = await TestService.start({ env: { PROOF_TSA_URL: server.url }, proofIntervalMs: 50 });
    await holdfast.api.fund('merchant-1', '100.00');
  });
  afterAll(async () => {
    await holdfast.stop();
    await server.stop();
    authority.remove();
    await rm(folder, { recursive: true });
  });

  const audit = (...args: string[]) => run(['audit', ...args], { DATA_DIR: holdfast.dataDir });

  it('writes out the stamp of a day as openssl verifies it, and nothing over another file', async () => {
    const last = await eventually('it is stamped', () => readLastStamp(holdfast.service.store));
    const { stampedAt } = last.body.data;
    const [day, file] = [stampedAt.slice(0, 10), join(folder, 'day.tsr')];
    const { code, stdout } = await audit('stamp', day, file);
    expect([code, stdout]).toEqual([0, `${file} is the time stamp of ${stampedAt} over ${file}.txt\n`]);
    const line = `ts -verify -in ${file} -data ${file}.txt -CAfile ${authority.certificates}`;
    expect(authority.openssl(line).trim()).toBe('Verification: OK');
    const before = await readFile(file);
    expect(await audit('stamp', day, file)).toMatchObject({
      code: 1,
      stderr: `${file} is there already\n${file}.txt is there already\n`,
    });
    expect(await readFile(file)).toEqual(before);
  });

  it('names a day that is none, and the metrics tell the age of the stamp', async () => {
    expect(await audit('stamp', '1 March', join(folder, 'none.tsr'))).toMatchObject({
      code: 1,
      stderr: 'The date must be like 2026-03-01\n',
    });
    const metrics = await (await fetch(`${holdfast.service.url}/metrics`)).text();
    const [, age] = /^holdfast_time_stamp_age_seconds (\S+)$/m.exec(metrics) ?? [];
    expect(Number(age)).toBeLessThan(3_600);
  });

  it('is put into a bundle, which the verifier and openssl accept', async () => {
    const paid = await holdfast.payOut(payoutBody('merchant-1', 'stamped', '10.00'));
    const { stampedAt } = (await readLastStamp(holdfast.service.store))!.body.data;
    const [zip, policy] = [join(folder, 'payout.zip'), join(folder, 'policy')];
    const made = await eventually('everything is signed', async () => {
      const { code, stdout } = await audit('bundle', '--payout', paid.id, zip);
      return code === 0 && stdout;
    });
    expect(made).toContain(`time stamp of ${stampedAt}, over the first `);
    const files = unzip(await readFile(zip));
    const template = files.get('policy')!.toString();
    await writeFile(policy, template.replace(/^take-this-line-out.*\n/m, ''));
    const verified = spawnSync(process.execPath, [VERIFIER, zip, '--policy', policy], { encoding: 'utf8' });
    expect([verified.status, verified.stdout]).toEqual([
      0,
      expect.stringMatching(/^- checkpoint\.tsr is of stamped-checkpoint/m) as string,
    ]);
    const [stamp, checkpoint] = [files.get('checkpoint.tsr')!, files.get('stamped-checkpoint')!];
    expect(authority.verify(stamp, checkpoint.toString())).toBe('Verification: OK');
  });

  it('is part of what audit verify says', async () => {
    const { code, stdout } = await audit('verify');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^the first \d+ entries have a time stamp of \S+Z /m) as string,
    ]);
  });
});
