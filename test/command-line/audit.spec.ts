import { sql } from 'kysely';
import { openDatabase } from '../../src/projections/engine/database';
import { formatPosition } from '../../src/event-store/event-store';
import { payoutBody } from '../support/api-client';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';
import type { PayoutView } from '../support/views';
import { allEvents } from '../support/world';

let holdfast: TestService;
let paid: PayoutView;
beforeAll(async () => {
  holdfast = await TestService.start();
  await holdfast.api.fund('merchant-1', '100.00');
  await holdfast.api.fund('merchant-2', '7.00');
  paid = await holdfast.payOut(payoutBody('merchant-1', 'audited', '10.00'));
  expect(await holdfast.violations()).toEqual([]);
});

const audit = (...args: string[]) => run(['audit', ...args], { DATA_DIR: holdfast.dataDir });

interface Report {
  readonly ok: boolean;
  readonly position: { readonly commit: string; readonly prepare: string };
  readonly account?: { readonly availableMinor: string; readonly payouts: number };
  readonly fingerprint: string;
  readonly counts: { readonly payouts: number; readonly events: number };
}

/** How many rows there are of everything that a person could miss. */
async function tableCounts(): Promise<unknown> {
  const database = openDatabase({ url: holdfast.service.backing.databaseUrl });
  try {
    const { rows } = await sql`select (select count(*) from journal_entry) as entries,
      (select count(*) from posting) as postings, (select count(*) from account) as accounts,
      (select count(*) from payout) as payouts, (select count(*) from case_record) as cases,
      (select md5(string_agg(account::text, ',' order by id)) from account) as figures`.execute(database);
    return rows;
  } finally {
    await database.destroy();
  }
}

describe('holdfast audit', () => {
  let earlier: Report;

  it.each(['replay', 'verify'])('%s agrees, beside a running service', async name => {
    const { code, stdout, stderr } = await audit(name, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ ok: true, counts: { payouts: 1 } });
    earlier = report;
  });

  it('changes nothing: every event was there before, but for the service’s own work', async () => {
    const before = await holdfast.recorded();
    const rows = await tableCounts();
    for (const args of [['replay'], ['verify'], ['verify', '--account', 'merchant-1'], ['explain', paid.id]])
      expect([args, (await audit(...args)).code]).toEqual([args, 0]);
    expect(await holdfast.recorded()).toBe(before);
    expect(await tableCounts()).toEqual(rows);
  });

  it('tells of one account, and says when there is none of that name', async () => {
    const report = JSON.parse((await audit('replay', '--account', 'merchant-1', '--json')).stdout) as Report;
    expect(report.account).toMatchObject({ availableMinor: '9000', payouts: 1 });
    const nobody = await audit('verify', '--account', 'nobody');
    expect([nobody.code, nobody.stderr.trim()]).toEqual([1, 'There is no account nobody']);
  });

  it('goes back to a position, and refuses what is no moment', async () => {
    const first = (await allEvents(holdfast.service.store))[0]!;
    const asOf = formatPosition(first.position);
    const { code, stdout } = await audit('verify', '--as-of', asOf, '--json');
    const report = JSON.parse(stdout) as Report;
    expect([code, report.ok]).toEqual([0, true]);
    expect(`${report.position.commit}/${report.position.prepare}`).toBe(asOf);
    const before = await audit(
      'replay',
      '--as-of',
      '2020-01-01',
      '--time-zone',
      'America/Sao_Paulo',
      '--json',
    );
    expect((JSON.parse(before.stdout) as Report).counts.events).toBe(0);
    expect((await audit('replay', '--as-of', 'yesterday')).stderr).toContain('--as-of must be');
  });

  it('explains a payout from its request to the last posting', async () => {
    const { code, stdout } = await audit('explain', paid.id);
    expect(code).toBe(0);
    expect(stdout).toContain('1. ');
    expect(stdout).toMatch(/was paid as E\w+: 10\.00 BRL \+ 0\.00 BRL = 10\.00 BRL\./);
    expect(stdout).toContain('It has cost the customer 10.00 BRL; 0.00 BRL are still set aside for it.');
    expect(stdout).toContain('no centavo is left over');
    const { steps } = JSON.parse((await audit('explain', paid.id, '--json')).stdout) as {
      steps: { event: string }[];
    };
    expect(steps.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['PayoutRequested', 'FundsHeld', 'ProviderExchanged', 'HoldCaptured']),
    );
    expect((await audit('explain', 'nobody')).code).toBe(1);
  });

  it('names the row that was changed by hand, and exits 1; a replay does not look at it', async () => {
    const database = openDatabase({ url: holdfast.service.backing.databaseUrl });
    await sql`update account set available_minor = available_minor + 1 where id = 'merchant-1'`.execute(
      database,
    );
    await database.destroy();
    const { code, stdout } = await audit('verify');
    expect(code).toBe(1);
    expect(stdout).toContain('I7 account merchant-1: available_minor is 9001, the streams say 9000');
    expect((await audit('replay')).code).toBe(0);
  });

  it('works alone, once the service has ended, on the same books', async () => {
    await holdfast.service.stop();
    // The service has recorded its own progress since, so the books are compared as they were.
    const { commit, prepare } = earlier.position;
    const { stdout } = await audit('replay', '--as-of', `${commit}/${prepare}`, '--json');
    const replayed = JSON.parse(stdout) as Report;
    expect([replayed.ok, replayed.fingerprint]).toEqual([true, earlier.fingerprint]);
    expect((await audit('verify')).code).toBe(1);
  });

  afterAll(() => holdfast.stop());
});
