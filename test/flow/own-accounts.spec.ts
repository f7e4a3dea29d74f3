import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { verifyBooks } from '../../src/audit/verify-books';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';

/** Not the service of other flow tests: their check of the world tells payouts apart by reference alone. */
let service: TestService;
const holdfast = (): TestService => service;

const EVERYTHING: readonly Scope[] = [
  'accounts:open',
  'deposits:record',
  'payouts:request',
  'payouts:read',
  'personal:read',
  'ledger:read',
  'cases:read',
  'cases:decide',
];

interface Told {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
}
type Get = (path: string) => Promise<Told>;
type Post = (path: string, body: object, idempotencyKey: string) => Promise<Told>;

/** The service as one client sees it; each query is answered at or after the client's last command. */
class Client {
  private position: string | null = null;
  constructor(private readonly key: string) {}

  readonly get: Get = path => this.send(path, {});
  readonly post: Post = (path, body, idempotencyKey) =>
    this.send(path, { 'Idempotency-Key': idempotencyKey }, body);

  private async send(path: string, headers: Record<string, string>, body?: object): Promise<Told> {
    const response = await fetch(holdfast().service.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${this.key}`,
        'Content-Type': 'application/json',
        ...(!body && this.position && { 'Ledger-Position': this.position }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (body) this.position = response.headers.get('ledger-position') ?? this.position;
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, text, body: isJson ? (JSON.parse(text) as Told['body']) : {} };
  }
}

/** A person with a list of accounts, so that every route but those about all accounts is open to it. */
async function clientOf(name: string, accounts: readonly string[] | '*'): Promise<Client> {
  const tools = { store: holdfast().service.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, EVERYTHING, { kind: 'person', accounts });
  if (!made.ok) throw new Error(made.refusal);
  const client = new Client(made.value.key);
  await eventually('the key is known', async () => (await client.get('/v1/cases')).status === 200);
  return client;
}

interface Shop {
  readonly client: Client;
  readonly account: string;
  readonly payoutId: string;
  readonly depositId: string;
  readonly caseId: string;
}

/** Both shops use the same names: the Idempotency-Keys, the reference of the deposit, the reference of the payout. */
async function shopOf(name: string, provider: string): Promise<Shop> {
  const account = `${name}-1`;
  const client = await clientOf(name, [account, `${name}-2`]);
  const opened = await client.post('/v1/accounts', { id: account, name: 'The shop' }, 'open');
  const money = { amount: '1000.00', reference: 'arrival-1', provider };
  const deposit = await client.post(`/v1/accounts/${account}/deposits`, money, 'funds');
  const depositId = String(deposit.body['id']);
  const wrong = { amount: '1000.00', reason: 'twice' };
  const reversal = `/v1/accounts/${account}/deposits/${depositId}/reversal`;
  const proposed = await client.post(reversal, wrong, 'wrong');
  const payout = await client.post(
    '/v1/payouts',
    { ...payoutBody(account, 'payout-1', '50.00', 'never-ends'), provider },
    'payout-1',
  );
  expect([opened, deposit, proposed, payout].map(({ status }) => status)).toEqual([201, 201, 202, 202]);
  const [payoutId, caseId] = [String(payout.body['id']), String(proposed.body['id'])];
  return { client, account, depositId, payoutId, caseId };
}

let one: Shop;
let other: Shop;
beforeAll(async () => {
  service = await TestService.start();
  one = await shopOf('one', 'connectpsp');
  other = await shopOf('other', 'ntxpay');
  const unknown = payoutBody('one-1', 'payout-2', '1.00', 'fail');
  expect((await one.client.post('/v1/payouts', unknown, 'payout-2')).status).toBe(202);
});

afterAll(async () => {
  const { store, readModels } = service.service;
  const { ok, differences } = await verifyBooks(store, readModels.database);
  await service.stop();
  expect({ ok, differences }).toEqual({ ok: true, differences: [] });
});

/** Every address that names a thing, for the shop's own things. */
const addressesOf = ({ account, payoutId, caseId }: Shop): string[] => [
  `/v1/accounts/${account}`,
  `/v1/accounts/${account}/balance`,
  `/v1/accounts/${account}/statement`,
  `/v1/accounts/${account}/statement?format=csv`,
  `/v1/payouts/${payoutId}`,
  `/v1/payouts/${payoutId}/events`,
  `/v1/payouts/${payoutId}/explain`,
  `/v1/cases/${caseId}`,
];

const LISTS = [
  '/v1/payouts?limit=200',
  '/v1/payouts?externalReference=payout-1',
  '/v1/payouts?format=csv',
  '/v1/cases?status=ALL',
  '/v1/ledger/entries?limit=200',
  '/v1/ledger/entries?format=csv',
  '/v1/ledger/aged-holds',
];

const NOTHING = {
  account: 'nobody-1',
  payoutId: '00000000-0000-4000-8000-000000000000',
  caseId: '00000000-0000-4000-8000-000000000001',
};

/** What a problem says, without the id that the request itself names. */
const saidIn = ({ status, text }: Told, shop: Pick<Shop, 'account' | 'payoutId' | 'caseId'>): string =>
  [shop.account, shop.payoutId, shop.caseId].reduce(
    (said, id) => said.replaceAll(id, '…'),
    `${status} ${text}`,
  );

describe('a client with a list of accounts', () => {
  it('sees its own things, and another’s as what does not exist', async () => {
    for (const [shop, another] of [
      [one, other],
      [other, one],
    ] as const) {
      const missing = addressesOf({ ...another, ...NOTHING });
      for (const path of addressesOf(shop))
        expect([path, (await shop.client.get(path)).status]).toEqual([path, 200]);
      for (const [index, path] of addressesOf(another).entries()) {
        const told = await shop.client.get(path);
        expect([path, told.status]).toEqual([path, 404]);
        expect(saidIn(told, another)).toBe(saidIn(await shop.client.get(missing[index]!), NOTHING));
      }
    }
  });

  it.each(LISTS)('reads in %s its own things alone', async path => {
    for (const [shop, another] of [
      [one, other],
      [other, one],
    ] as const) {
      const { status, text } = await shop.client.get(path);
      expect(status).toBe(200);
      expect(text).toContain(path.startsWith('/v1/cases') ? shop.caseId : shop.account);
      for (const foreign of [another.account, another.payoutId, another.caseId, another.depositId])
        expect(text).not.toContain(foreign);
    }
  });

  it('counts its own payouts, and its pages are full', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { body } = await one.client.get(`/v1/ledger/totals?from=${day}`);
    const counts = (body['lines'] as { provider: string; count: number }[]).map(line => line.count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect((body['lines'] as { provider: string }[]).map(line => line.provider)).not.toContain('ntxpay');
    const first = await one.client.get('/v1/payouts?limit=1');
    const next = await one.client.get(`/v1/payouts?limit=1&cursor=${String(first.body['nextCursor'])}`);
    expect([first.body['items'], next.body['items']]).toMatchObject([
      [{ externalReference: 'payout-2' }],
      [{ externalReference: 'payout-1' }],
    ]);
    expect(next.body['nextCursor']).toBeNull();
  });

  it('does not read the balance of a ledger account that is made by all clients', async () => {
    const { body } = await one.client.get('/v1/ledger/entries?eventType=FundsDeposited');
    const [entry] = body['items'] as { postings: { ledgerAccount: string; balance: string | null }[] }[];
    expect(entry!.postings.map(({ ledgerAccount, balance }) => [ledgerAccount, balance])).toEqual([
      ['provider:connectpsp:float', null],
      ['account:one-1:available', '-1000.00'],
    ]);
  });

  it.each(['/v1/ledger/trial-balance', '/v1/ledger/provider-floats'])(
    'is refused by %s, which is about all accounts',
    async path => {
      expect(await one.client.get(path)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    },
  );

  it('moves no money of another’s account, opens none and decides no case about it', async () => {
    const { account, depositId, caseId, payoutId } = other;
    const before = await other.client.get(`/v1/accounts/${account}/statement`);
    const payout = payoutBody(account, 'theft', '10.00');
    const absent = payoutBody('nobody-1', 'theft', '10.00');
    const money = { amount: '1.00', reference: 'gift', provider: 'connectpsp' };
    const wrong = { amount: '1000.00', reason: 'twice' };
    const dismiss = { decision: 'DISMISS', reason: 'no' };
    const { client } = one;
    const told = [
      await client.post('/v1/payouts', payout, 'theft'),
      await client.post(`/v1/accounts/${account}/deposits`, money, 'gift'),
      await client.post(`/v1/accounts/${account}/deposits/${depositId}/reversal`, wrong, 'wrong'),
      await client.post(`/v1/cases/${caseId}/resolve`, dismiss, 'dismiss'),
    ];
    expect(told.map(({ status, body }) => [status, body['code']])).toEqual([
      [404, 'ACCOUNT_NOT_FOUND'],
      [404, 'ACCOUNT_NOT_FOUND'],
      [404, 'ACCOUNT_NOT_FOUND'],
      [404, 'CASE_NOT_FOUND'],
    ]);
    expect(saidIn(told[0]!, other)).toBe(saidIn(await client.post('/v1/payouts', absent, 'absent'), NOTHING));
    const batch = await client.post(
      '/v1/payouts/batch',
      { items: [{ ...payout, idempotencyKey: 't' }] },
      'b',
    );
    expect(batch.body['items']).toMatchObject([{ status: 404, body: { code: 'ACCOUNT_NOT_FOUND' } }]);
    const open = { id: 'other-2', name: 'Mine now' };
    expect((await client.post('/v1/accounts', open, 'o')).status).toBe(403);
    expect((await client.post('/v1/accounts', { name: 'Drawn' }, 'o')).status).toBe(403);
    const evidence = { decision: 'ACCEPT_EVIDENCE', payoutId, reason: 'x' };
    expect((await client.post(`/v1/cases/${one.caseId}/resolve`, evidence, 'e')).status).toBe(400);
    expect((await other.client.get(`/v1/accounts/${account}/statement`)).text).toBe(before.text);
  });
});
