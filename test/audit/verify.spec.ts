import fc from 'fast-check';
import { sql } from 'kysely';
import { readReadModels } from '../../src/audit/comparison/read-model-snapshot';
import { RecordStore } from '../../src/audit/packing/record-store';
import { describeDifference } from '../../src/audit/difference';
import { verifyBooks } from '../../src/audit/verify-books';
import { startTestPostgres, type TestPostgres } from '../projections/postgres';
import { storeOf } from '../support/history';
import { anyHistory } from './generate-world';
import { decidedEvents } from './returns-and-decisions-history';
import { project } from './build-read-models';
import { sampleEvents } from './sample';

/** Records that stay in memory: nearly all come from the file, and none does. */
const [FEW, MANY] = [1, 10_000];

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(() => postgres.empty());

function sampleStore() {
  const store = storeOf([]);
  store.log.push(...sampleEvents());
  return store;
}

describe('verification against the real read models', () => {
  it('agrees with the projections of any history', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async events => {
        await postgres.empty();
        const store = storeOf(events);
        await project(store, postgres.url);
        const report = await verifyBooks(store, postgres.database, { liveRecords: FEW });
        expect(report.differences).toEqual([]);
        expect(report.ok).toBe(true);
        expect(Object.values(report.readModelPositions)).toEqual(Array(4).fill(store.log.at(-1)!.position));
      }),
      { numRuns: 8 },
    );
  });

  it('is true of read models that are behind, at their own position', async () => {
    const store = sampleStore();
    const half = storeOf([]);
    half.log.push(...store.log.slice(0, 10));
    await project(half, postgres.url);
    expect((await verifyBooks(store, postgres.database)).differences).toEqual([]);
    expect((await readReadModels(postgres.database, new RecordStore())).snapshot.accounts.position).toEqual(
      half.log.at(-1)!.position,
    );
  });

  /** Changes rows as whoever owns the database can: not even its own rules are in the way. */
  const tamper = (statement: string) =>
    postgres.database.connection().execute(async connection => {
      await sql`set session_replication_role = replica`.execute(connection);
      for (const rule of ['failed', 'completed', 'returned', 'final_amount'])
        await sql.raw(`alter table payout drop constraint if exists payout_${rule}`).execute(connection);
      await sql.raw(statement).execute(connection);
      await sql`set session_replication_role = origin`.execute(connection);
    });

  const tampering: [string, string][] = [
    ['a balance', 'update account set available_minor = available_minor + 1'],
    [
      'two balances that hide each other',
      'update account set available_minor = available_minor + 1, held_minor = 1',
    ],
    ['a payout’s status', "update payout set status = 'OUTCOME_UNKNOWN' where status = 'REJECTED'"],
    ['a payout’s client', "update payout set client_id = 'another'"],
    ['a lost payout', "delete from payout where status = 'FAILED'"],
    ['a ledger total', 'update ledger_balance set debit_total_minor = debit_total_minor + 1'],
    ['a posting', 'update posting set debit_minor = debit_minor - 1 where debit_minor > 1 and index = 0'],
    ['a whole entry', 'delete from posting where entry_id = (select entry_id from posting limit 1)'],
    ['a checkpoint ahead of its rows', 'delete from account'],
  ];
  it.each(tampering)('finds %s that was changed by hand', async (_name, statement) => {
    const store = sampleStore();
    await project(store, postgres.url);
    await tamper(statement);
    const report = await verifyBooks(store, postgres.database);
    expect(report.ok).toBe(false);
    expect(report.differenceCount).toBeGreaterThan(0);
  });

  /** The history of returns, decisions, reversals and suspense; one row, one figure or one place is wrong. */
  const named: [string, string, string][] = [
    [
      'one posting changed',
      "update posting set credit_minor = 1996 where credit_minor = 2000 and ledger_account like 'account:%'",
      'credit_minor is 1996, the streams say 2000',
    ],
    [
      'one event’s effect dropped: the return',
      'update account set available_minor = available_minor - 1995',
      'I7 account merchant-1: available_minor is 29957, the streams say 31952',
    ],
    [
      'one event’s effect dropped: its entry',
      "delete from posting where entry_id = (select id from journal_entry where event_type = 'SuspenseBooked')",
      ' 0: is missing from the read model',
    ],
    [
      'two postings swapped',
      `update posting set ledger_account = case when ledger_account like '%:float' then 'provider:connectpsp:fees'
         else 'provider:connectpsp:float' end
       where ledger_account like 'provider:%' and ledger_account not like '%suspense'
         and entry_id = (select id from journal_entry where event_type = 'CaptureReversed')`,
      'ledger_account is provider:connectpsp:fees, the streams say provider:connectpsp:float',
    ],
    [
      'two payouts’ fees swapped',
      `update payout set fee_amount_minor = 43 - fee_amount_minor,
         final_amount_minor = original_amount_minor + 43 - fee_amount_minor where fee_amount_minor is not null`,
      'I7 payout payout-1: fee_amount_minor is 31, the streams say 12',
    ],
    [
      'one checkpoint shifted back',
      "update projection_checkpoint set commit_position = 5, prepare_position = 5 where name = 'accounts'",
      'I7 account merchant-1: available_minor is 31952, the streams say 34969',
    ],
    [
      'one amount altered: what came back',
      'update payout set returned_amount_minor = 1999 where returned_amount_minor > 0',
      'I7 payout payout-1: returned_amount_minor is 1999, the streams say 2000',
    ],
    [
      'a return’s own figures',
      `update payout set returns = jsonb_set(returns, '{0,feeAmountMinor}', '"4"') where status = 'PARTIALLY_RETURNED'`,
      'I7 payout payout-1: returns is [{"amountMinor":"2000","endToEndId":',
    ],
    [
      'a payout that came back, shown as if it had not',
      "update payout set status = 'COMPLETED' where status = 'PARTIALLY_RETURNED'",
      'I7 payout payout-1: status is COMPLETED, the streams say PARTIALLY_RETURNED',
    ],
    [
      'who confirmed a decision',
      "update case_record set confirmed_by = 'ann' where id = 'case-2'",
      'I7 case_record case-2: confirmed_by is ann, the streams say bob',
    ],
    [
      'what was decided',
      `update case_record set decision = jsonb_set(decision, '{amountMinor}', '"5001"') where id = 'case-4'`,
      'I7 case_record case-4: decision is',
    ],
    ['a case lost', "delete from case_record where id = 'case-3'", 'I7 case_record case-3: is missing'],
  ];
  it.each(named)('names %s', async (_name, statement, said) => {
    const store = storeOf([]);
    store.log.push(...decidedEvents());
    await project(store, postgres.url);
    expect((await verifyBooks(store, postgres.database)).differences).toEqual([]);
    await tamper(statement);
    for (const liveRecords of [FEW, MANY]) {
      const { differences } = await verifyBooks(store, postgres.database, { liveRecords });
      expect(differences.map(describeDifference).join('\n')).toContain(said);
    }
  });

  it('compares the journal as of any earlier position', async () => {
    const store = storeOf([]);
    store.log.push(...decidedEvents());
    await project(store, postgres.url);
    for (const { position: asOf } of store.log.slice(0, -1)) {
      const report = await verifyBooks(store, postgres.database, { asOf });
      expect([report.differences, report.position]).toEqual([[], asOf]);
    }
    await tamper('update posting set debit_minor = debit_minor - 1 where index = 0 and debit_minor = 40000');
    const report = await verifyBooks(store, postgres.database, { asOf: store.log[5]!.position });
    expect(report.differences.map(describeDifference)).toEqual([
      expect.stringMatching(/^I7 posting \S+ 0: debit_minor is 39999, the streams say 40000$/),
    ]);
  });

  it('says when the journal has not come to the moment asked for', async () => {
    const store = storeOf([]);
    store.log.push(...decidedEvents());
    const half = storeOf([]);
    half.log.push(...store.log.slice(0, 10));
    await project(half, postgres.url);
    const { differences } = await verifyBooks(store, postgres.database, { asOf: store.log[20]!.position });
    expect(differences.map(describeDifference)).toEqual([
      'I7 the journal: has come to 10/10, the streams to 21/21',
    ]);
  });
});
