import { formatPosition, parsePosition } from '../../src/event-store/event-store';
import type { ProjectionName } from '../../src/projections/schema';
import { ADMIN_KEY, payoutBody, type Answer } from '../support/api-client';
import { whileReadModelsBlocked } from '../support/block-read-models';
import { serviceOfThisFile } from '../support/service';
import type { AccountView, PayoutView, ProblemView } from '../support/views';

const holdfast = serviceOfThisFile();

beforeAll(async () => {
  await holdfast().api.fund('merchant-1', '100.00');
  await holdfast().payOut(payoutBody('merchant-1', 'before', '1.00'));
});

const held = <Result>(work: () => Promise<Result>, ...names: ProjectionName[]) =>
  whileReadModelsBlocked(holdfast().service.readModels.database, work, names.length > 0 ? names : undefined);

/** As somebody asks who knows of no position. */
const ask = <Body = ProblemView>(path: string): Promise<Answer<Body>> => holdfast().api.get<Body>(path, null);

/** The same of any type. */
async function look(path: string, atLeast?: string) {
  const headers = { Authorization: `Bearer ${ADMIN_KEY}`, ...(atLeast && { 'Ledger-Position': atLeast }) };
  const answer = await fetch(holdfast().service.url + path, { headers });
  const position = parsePosition(answer.headers.get('ledger-position') ?? '');
  return { status: answer.status, position, text: await answer.text() };
}

/** Every route that answers from read models, with the read models that it rests on. */
const routes = (time: string): [string, ProjectionName][] => [
  [`/v1/accounts/merchant-1/balance`, 'journal'],
  [`/v1/accounts/merchant-1/balance?asOf=${time}`, 'journal'],
  [`/v1/accounts/merchant-1/statement?to=${time}`, 'journal'],
  [`/v1/accounts/merchant-1/statement?format=csv&to=${time}`, 'journal'],
  [`/v1/ledger/trial-balance`, 'journal'],
  [`/v1/ledger/trial-balance?asOf=${time}`, 'journal'],
  [`/v1/ledger/trial-balance?format=csv&asOf=${time}`, 'journal'],
  [`/v1/ledger/entries?to=${time}`, 'journal'],
  [`/v1/ledger/entries?format=csv&to=${time}`, 'journal'],
  [`/v1/ledger/provider-floats`, 'journal'],
  [`/v1/ledger/totals`, 'payouts'],
  [`/v1/ledger/aged-holds`, 'payouts'],
  [`/v1/payouts`, 'payouts'],
  [`/v1/payouts?format=csv`, 'payouts'],
  [`/v1/cases?status=ALL`, 'cases'],
  [`/v1/payouts/${holdfast().api.payoutId('held')}/explain`, 'journal'],
];

describe('an answer about a moment', () => {
  it('is not given by books that stand still, and is whole and lasting once they go on', async () => {
    const { api } = holdfast();
    let time = '';
    const refused = await held(async () => {
      await api.deposit('merchant-1', '5.00', 'while held');
      await api.requestPayout(payoutBody('merchant-1', 'held', '2.00', 'no-hook'));
      time = new Date().toISOString();
      return Promise.all(routes(time).map(async ([path]) => [path, await ask(path)] as const));
    });
    expect(refused.map(([path, { status, body }]) => [path, status, body.code])).toEqual(
      routes(time).map(([path]) => [path, 503, 'PROJECTION_BEHIND']),
    );
    const past = routes(time).filter(([path]) => path.includes(time));
    const first = await Promise.all(past.map(async ([path]) => [path, (await look(path)).text]));
    const balance = await ask<AccountView['balance']>(`/v1/accounts/merchant-1/balance?asOf=${time}`);
    expect(balance.body).toMatchObject({ total: '104.00' });
    await api.deposit('merchant-1', '7.00', 'afterwards');
    expect(await Promise.all(past.map(async ([path]) => [path, (await look(path)).text]))).toEqual(first);
  });

  it('of this very millisecond is not changed by what comes right after it', async () => {
    const { api } = holdfast();
    for (let index = 1; index <= 10; index += 1) {
      const time = new Date().toISOString();
      const path = `/v1/accounts/merchant-1/balance?asOf=${time}`;
      const deposits = [api.deposit('merchant-1', '1.00', `${index} beside`), look(path)] as const;
      const [, first] = await Promise.all(deposits);
      await api.deposit('merchant-1', '1.00', `${index} after`);
      expect([first.status, (await look(path)).text]).toEqual([200, first.text]);
    }
  });

  it('that is far from over is refused, and a period that is not over ends where the books are', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const balance = await ask(`/v1/accounts/merchant-1/balance?asOf=${tomorrow}`);
    expect([balance.status, balance.body.code]).toEqual([503, 'PROJECTION_BEHIND']);
    expect((await ask(`/v1/accounts/merchant-1/statement?to=${tomorrow}`)).status).toBe(200);
  });

  it('waits only for the books that it rests on', async () => {
    const { api } = holdfast();
    await held(async () => {
      await api.deposit('merchant-1', '1.00', 'only the journal');
      const [totals, balance] = await Promise.all([
        ask('/v1/ledger/totals'),
        ask('/v1/accounts/merchant-1/balance'),
      ]);
      expect([totals.status, balance.status]).toEqual([200, 503]);
    }, 'journal');
  });

  it('is given as of now as soon as the books are there, without being asked twice', async () => {
    const { api } = holdfast();
    const before = await ask<AccountView['balance']>('/v1/accounts/merchant-1/balance');
    for (let index = 1; index <= 20; index += 1) {
      await api.deposit('merchant-1', '1.00', `at once ${index}`);
      const { status, body } = await ask<AccountView['balance']>('/v1/accounts/merchant-1/balance');
      expect([status, Number(body.total)]).toEqual([200, Number(before.body.total) + index]);
    }
  });
});

async function reconcile(
  line: string,
): Promise<{ status: number; code: string | undefined; position: string | null }> {
  const day = 86_400_000;
  const [from, to] = [-day, day].map(ms => new Date(Date.now() + ms).toISOString());
  const query = new URLSearchParams({ provider: 'connectpsp', from: from!, to: to! });
  const header = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date';
  const answer = await fetch(`${holdfast().service.url}/v1/reconciliations?${query.toString()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', Authorization: `Bearer ${ADMIN_KEY}` },
    body: `${header}\n${line}`,
  });
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code, position: answer.headers.get('ledger-position') };
}

describe('a Ledger-Position', () => {
  it('of a reconciliation is reached by every book, on a system where nothing else happens', async () => {
    const { position } = await reconcile('PAYOUT,FAILED,P1,never-sent,,80.00,,');
    expect(position).not.toBeNull();
    for (const [path] of routes(new Date().toISOString())) {
      const { status, position: reached } = await look(path, position!);
      expect([path, status]).toEqual([path, 200]);
      if (!path.includes('asOf') && !path.includes('to='))
        expect(reached!.commit).toBeGreaterThanOrEqual(parsePosition(position!)!.commit);
    }
  });

  it('that no log of ours has come to is refused at once', async () => {
    const { position } = await ask('/v1/accounts/merchant-1');
    const { commit } = parsePosition(position!)!;
    const far = { commit: commit + 1_000_000n, prepare: commit + 1_000_000n };
    const impossible = [formatPosition(far), `${commit}/${commit + 1n}`, '99999999999999999999'];
    for (const text of impossible) {
      for (const [path] of [...routes(new Date().toISOString()), ['/v1/accounts/merchant-1']]) {
        const { status, body } = await holdfast().api.get<ProblemView>(path!, text);
        expect([path, status, body.code]).toEqual([path, 400, 'VALIDATION_FAILED']);
      }
      const asOf = await ask<ProblemView & { errors?: { field: string }[] }>(
        `/v1/accounts/merchant-1/balance?asOf=${text}`,
      );
      expect([asOf.status, asOf.body.errors?.map(({ field }) => field)]).toEqual([400, ['asOf']]);
    }
  });
});

describe('a reconciliation', () => {
  it('is not made on books that stand still', async () => {
    const { api, service } = holdfast();
    const line = 'PAYOUT,COMPLETED,,unknown-here,,80.00,0.00,';
    const events = async () => {
      let count = 0;
      for await (const { streamId } of service.store.readAll())
        if (streamId.startsWith('reconciliation-')) count += 1;
      return count;
    };
    const before = await events();
    await held(async () => {
      await api.deposit('merchant-1', '1.00', 'before the statement');
      expect(await reconcile(line)).toMatchObject({ status: 503, code: 'PROJECTION_BEHIND' });
    }, 'payouts');
    expect(await events()).toBe(before);
    expect((await reconcile(line)).status).toBe(200);
  });
});

/** What of a payout does not change while it is carried out. */
function lasting(body: PayoutView): object {
  const changing =
    /^(status|feeAmount|finalAmount|(submitted|completed)At|endToEndId|providerId|transactionId)$/;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !changing.test(name)));
}

describe('what was answered 2xx', () => {
  it('is found by its id at once, while every book stands still, and is the same when they go on', async () => {
    const { api } = holdfast();
    await api.fund('merchant-2', '100.00');
    const early: Answer<PayoutView>[] = [];
    await held(async () => {
      for (let index = 1; index <= 40; index += 1) {
        const body = payoutBody('merchant-2', `at once ${index}`, '1.00');
        const asked = await api.requestPayout<PayoutView>(body);
        const found = await api.get<PayoutView>(`/v1/payouts/${asked.body.id}`, asked.position);
        expect([found.status, found.body]).toEqual([200, expect.objectContaining(lasting(asked.body))]);
        early.push(found);
      }
      await api.openAccount('merchant-3');
      await api.deposit('merchant-3', '9.00');
      const accounts = [
        await ask<AccountView>('/v1/accounts/merchant-2'),
        await ask<AccountView>('/v1/accounts/merchant-3'),
      ];
      expect(accounts.map(({ status, body }) => [status, body.balance.available])).toEqual([
        [200, '60.00'],
        [200, '9.00'],
      ]);
    });
    for (const { body } of early) {
      const later = await api.get<PayoutView>(`/v1/payouts/${body.id}`);
      expect(Object.keys(later.body)).toEqual(Object.keys(body));
      expect(lasting(later.body)).toEqual(lasting(body));
    }
  });
});
