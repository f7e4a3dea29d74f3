import { sql } from 'kysely';
import { openDatabase } from '../../src/projections/database';
import { payoutBody } from '../support/api-client';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

let holdfast: TestService;
beforeAll(async () => {
  holdfast = await TestService.start();
  await holdfast.api.fund('merchant-1', '100.00');
  await holdfast.payOut(payoutBody('merchant-1', 'audited', '10.00'));
  expect(await holdfast.violations()).toEqual([]);
});

const audit = (...args: string[]) => run(['audit', ...args], { DATA_DIR: holdfast.dataDir });

interface Report {
  readonly ok: boolean;
  readonly fingerprint: string;
  readonly counts: { readonly payouts: number };
}

describe('holdfast audit', () => {
  let fingerprint: string;

  it.each(['replay', 'verify'])('%s agrees, beside a running service', async name => {
    const { code, stdout, stderr } = await audit(name, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ ok: true, counts: { payouts: 1 } });
    fingerprint = report.fingerprint;
  });

  it('names the row that was changed by hand, and exits 1; a replay does not look at it', async () => {
    const database = openDatabase({ url: holdfast.service.backing.databaseUrl });
    await sql`update account set available_minor = available_minor + 1 where id = 'merchant-1'`.execute(
      database,
    );
    await database.destroy();
    const { code, stdout } = await audit('verify');
    expect(code).toBe(1);
    expect(stdout).toContain('I7 account merchant-1: availableMinor is 9001, the streams say 9000');
    expect((await audit('replay')).code).toBe(0);
  });

  it('works alone, once the service has ended, on the same books', async () => {
    await holdfast.service.stop();
    const replayed = JSON.parse((await audit('replay', '--json')).stdout) as Report;
    expect([replayed.ok, replayed.fingerprint]).toEqual([true, fingerprint]);
    expect((await audit('verify')).code).toBe(1);
  });

  afterAll(() => holdfast.stop());
});
