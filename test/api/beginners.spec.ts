import supertest from 'supertest';
import { ADMIN_KEY, get, PAYOUT, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

interface Fault {
  readonly field: string;
  readonly message: string;
  readonly wanted?: string;
  readonly example?: unknown;
}
interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}
type Values = Record<string, unknown>;

const HEADERS = ['Idempotency-Key', 'Content-Type'];
const JSON_HEADER = { 'Content-Type': 'application/json' };
const CURL = { 'Content-Type': 'application/x-www-form-urlencoded' };
const CASE = '/v1/cases/6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d/resolve';

const send = (path: string, { headers, body }: Sent) =>
  supertest(api.url)
    .post(path)
    .set({ Authorization: `Bearer ${ADMIN_KEY}`, ...headers })
    .serialize(value => value as unknown as string)
    .send(JSON.stringify(body));

const faultsIn = ({ body }: supertest.Response): Fault[] => (body as { errors: Fault[] }).errors;

/** Does what the answer says and nothing else: a field that is unknown goes, any other becomes its example. */
function mended(sent: Sent, faults: readonly Fault[]): Sent {
  const headers: Record<string, string> = { ...sent.headers };
  const body = structuredClone(sent.body) as Values;
  for (const { field, message, example } of faults) {
    if (HEADERS.includes(field)) headers[field] = String(example);
    else mend(body, field.split('.'), message.startsWith('is not a known field') ? undefined : example);
  }
  return { headers, body };
}

function mend(body: Values, path: readonly string[], value: unknown): void {
  const last = path.at(-1)!;
  const parent = path.slice(0, -1).reduce((object, name) => object[name] as Values, body);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

const { payee } = PAYOUT;
describe('a beginner who does what the first answer says', () => {
  it.each<[string, string, Sent]>([
    ['sends nothing', '/v1/payouts', { headers: JSON_HEADER, body: {} }],
    ['uses curl as it is', '/v1/payouts', { headers: CURL, body: { amount: 50, accountId: 'merchant-1' } }],
    ['forgets the payee', '/v1/payouts', { headers: JSON_HEADER, body: { ...PAYOUT, payee: undefined } }],
    [
      'names the payee by a text',
      '/v1/payouts',
      { headers: JSON_HEADER, body: { ...PAYOUT, payee: 'Maria' } },
    ],
    [
      'has everything of a wrong type, and names of others',
      '/v1/payouts',
      {
        headers: JSON_HEADER,
        body: { account: 'a', amount: 50, provider: 1, reference: 7, payee: { nome: 'x', destination: {} } },
      },
    ],
    [
      'has another word for PIX',
      '/v1/payouts',
      {
        headers: JSON_HEADER,
        body: { ...PAYOUT, payee: { ...payee, destination: { type: 'pix', key: '12345678909' } } },
      },
    ],
    [
      'pays to a bank account without its fields',
      '/v1/payouts',
      {
        headers: JSON_HEADER,
        body: { ...PAYOUT, payee: { ...payee, destination: { type: 'BANK_ACCOUNT' } } },
      },
    ],
    ['opens an account', '/v1/accounts', { headers: CURL, body: { title: 'Merchant' } }],
    [
      'deposits',
      '/v1/accounts/merchant-1/deposits',
      { headers: JSON_HEADER, body: { amount: 1, evidence: null } },
    ],
    ['decides a case', CASE, { headers: JSON_HEADER, body: {} }],
    ['charges without an amount', CASE, { headers: CURL, body: { decision: 'CHARGE_CUSTOMER' } }],
    ['writes off', CASE, { headers: JSON_HEADER, body: { decision: 'WRITE_OFF', amount: 1 } }],
    ['sends a batch without items', '/v1/payouts/batch', { headers: CURL, body: {} }],
  ])('has a request that passes: %s', async (_what, path, sent) => {
    const first = await send(path, sent);
    expect([400, 415]).toContain(first.status);
    expect(api.dispatched.commands).toEqual([]);
    for (const fault of faultsIn(first)) expect(fault.wanted).toEqual(expect.any(String));
    const second = await send(path, mended(sent, faultsIn(first)));
    expect(second.body).not.toHaveProperty('errors');
    expect([201, 202, 207]).toContain(second.status);
  });

  it('has an item of a batch that passes', async () => {
    const batch = (item: unknown) =>
      send('/v1/payouts/batch', { headers: JSON_HEADER, body: { items: [item] } });
    const first = (await batch({ amount: 1 }).expect(207)).body as { items: { body: { errors: Fault[] } }[] };
    const { body } = mended({ headers: {}, body: { amount: 1 } }, first.items[0]!.body.errors);
    const second = (await batch(body).expect(207)).body as { items: { status: number }[] };
    expect(second.items.map(({ status }) => status)).toEqual([202]);
  });

  it('has a query that passes', async () => {
    const wrong = '/v1/payouts?limit=1000&status=DONE&acountId=a&from=yesterday';
    const faults = faultsIn(await get(api, wrong).set('Ledger-Position', 'x').expect(400));
    expect(faults.map(({ field }) => field).sort()).toEqual([
      'Ledger-Position',
      'acountId',
      'from',
      'limit',
      'status',
    ]);
    const { headers, body } = mended({ headers: {}, body: { 'Ledger-Position': 'x' } }, faults);
    const { 'Ledger-Position': position, ...query } = { ...(body as Record<string, string>), ...headers };
    const path = `/v1/payouts?${new URLSearchParams(query).toString()}`;
    await get(api, path).set('Ledger-Position', position!).expect(200);
  });
});

describe('the answer to a wrong request', () => {
  const faults = async (headers: Record<string, string>, body: object) =>
    faultsIn(await send('/v1/payouts', { headers, body }));
  const named = (found: readonly Fault[]) => found.map(({ field }) => field);

  it('lists the header, the fields and what stands in them together', async () => {
    expect(named(await faults(JSON_HEADER, {}))).toEqual([
      'Idempotency-Key',
      'accountId',
      'provider',
      'amount',
      'externalReference',
      'payee',
      'payee.name',
      'payee.document',
      'payee.destination',
      'payee.destination.type',
      'payee.destination.pixKeyType',
      'payee.destination.pixKey',
    ]);
  });

  it('lists a text that is no JSON with the faults of the headers, and quotes nothing of it', async () => {
    const refused = await supertest(api.url)
      .post('/v1/payouts')
      .set({ Authorization: `Bearer ${ADMIN_KEY}`, ...JSON_HEADER })
      .send('{"accountId": "secret-name",}')
      .expect(400);
    const { code, errors } = refused.body as { code: string; errors: Fault[] };
    expect([code, named(errors)]).toEqual(['MALFORMED_REQUEST', ['body', 'Idempotency-Key']]);
    expect(errors[0]!.message).toMatch(/^is no JSON: it cannot be read from character \d+ on$/);
    expect(refused.text).not.toContain('secret-name');
    expect(api.dispatched.commands).toEqual([]);
  });

  it.each([
    ['/v1/payouts/batch', {}],
    ['/v1/accounts', {}],
    [CASE, { 'Idempotency-Key': 'k' }],
  ])('names the body alone where the headers of %s are right', async (path, headers) => {
    const { body } = await supertest(api.url)
      .post(path)
      .set({ Authorization: `Bearer ${ADMIN_KEY}`, ...JSON_HEADER, ...headers })
      .send('{"a": 1')
      .expect(400);
    expect(named((body as { errors: Fault[] }).errors)).toEqual(['body']);
    expect(api.dispatched.commands).toEqual([]);
  });

  it('names the wanted form of a wrong type, with an example', async () => {
    const [fault] = await faults({ ...JSON_HEADER, 'Idempotency-Key': 'k' }, { ...PAYOUT, amount: 50 });
    expect(fault).toEqual({
      field: 'amount',
      message:
        'is a number; it must be a positive decimal string with exactly the digits of the currency, like "50.00"',
      wanted: 'a positive decimal string with exactly the digits of the currency, like "50.00"',
      example: '50.00',
    });
  });

  it.each([
    ['acountId', 'accountId'],
    ['AMOUNT', 'amount'],
    ['reference', 'externalReference'],
    ['ammount', 'amount'],
  ])('names the field that %s was probably meant to be', async (name, meant) => {
    const found = await faults({ ...JSON_HEADER, 'Idempotency-Key': 'k' }, { ...PAYOUT, [name]: 1 });
    expect(found.map(({ message }) => message)).toEqual([`is not a known field; did you mean ${meant}?`]);
  });

  it('names no field for a name that resembles none', async () => {
    const found = await faults({ ...JSON_HEADER, 'Idempotency-Key': 'k' }, { ...PAYOUT, colour: 1 });
    expect(found.map(({ message }) => message)).toEqual(['is not a known field']);
  });
});
