import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { SecurityLog } from '../../src/api/auth/security/security-log';
import {
  dayOf,
  type SecurityEventRecorded,
  securityStream,
} from '../../src/api/auth/security/security-event';
import { ListPayouts } from '../../src/queries/payouts/list-payouts';
import { systemClock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { faultyFields, get, startApi, type TestApi } from './support';

const DOCUMENT = '/v1/payouts?payeeDocument=12345678909';
const PIX_KEY = '/v1/payouts?pixKey=maria%40example.com';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ logged: true })));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

async function keyOf(name: string, ...scopes: Scope[]): Promise<string> {
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, scopes, { kind: 'service' });
  if (!made.ok) throw new Error(made.refusal);
  await until(async () => (await get(api, '/v1/keys', made.value.key)).status !== 401);
  return made.value.key;
}

async function recordedOf(name: string): Promise<SecurityEventRecorded['data'][]> {
  await api.app.get(SecurityLog).flush();
  return api.store
    .eventsOf(securityStream(dayOf(new Date())))
    .map(({ body }) => (body as SecurityEventRecorded).data)
    .filter(({ client, kind }) => client === name && kind === 'PERSONAL_DATA_SHOWN');
}

const filtersAsked = () => api.dispatched.queries.map(query => (query as ListPayouts).filters);

describe('a search for payouts', () => {
  it('by document, PIX key, amount or provider’s id becomes a query', async () => {
    await get(api, DOCUMENT).expect(200);
    await get(api, PIX_KEY).expect(200);
    await get(api, '/v1/payouts?amount=50.00&providerId=IVKPRMOCDY').expect(200);
    await get(api, '/v1/payouts?amount=50&currency=JPY').expect(200);
    expect(filtersAsked()).toMatchObject([
      { payeeDocument: '12345678909' },
      { pixKey: 'maria@example.com', pixKeyType: 'EMAIL' },
      { amount: '50.00', currency: 'BRL', providerId: 'IVKPRMOCDY' },
      { amount: '50', currency: 'JPY' },
    ]);
  });

  it('names every parameter that cannot be of a payout', async () => {
    const wrong = 'payeeDocument=123.456.789-09&pixKey=maria&amount=50&providerId=';
    const refused = await get(api, `/v1/payouts?${wrong}`).expect(400);
    expect(faultyFields(refused)).toEqual(['amount', 'payeeDocument', 'pixKey', 'providerId']);
    expect(api.dispatched.queries).toEqual([]);
  });

  it.each([DOCUMENT, PIX_KEY, `${DOCUMENT}&format=csv`])(
    'by personal data needs personal:read: %s',
    async path => {
      const key = await keyOf(`masked-${path.length}`, 'payouts:read');
      const { body } = (await get(api, path, key).expect(403)) as { body: { code: string; detail: string } };
      expect(body.code).toBe('FORBIDDEN');
      expect(body.detail).toContain('needs the scope personal:read');
      expect(api.dispatched.queries).toEqual([]);
      await get(api, '/v1/payouts?amount=50.00', key).expect(200);
    },
  );

  it('by personal data is recorded, also when nothing is found, and without the data', async () => {
    const key = await keyOf('searcher', 'payouts:read', 'personal:read');
    await get(api, DOCUMENT, key).expect(200);
    await get(api, PIX_KEY, key).expect(200);
    const recorded = await recordedOf('searcher');
    expect(recorded.map(({ reason, count }) => [reason, count])).toEqual([
      ['SEARCHED_BY_PERSONAL_DATA', 1],
      ['SEARCHED_BY_PERSONAL_DATA', 1],
    ]);
    expect(JSON.stringify([recorded, api.logLines])).not.toMatch(/12345678909|maria/);
  });

  it('by personal data is not answered when it cannot be recorded', async () => {
    const key = await keyOf('unrecorded', 'payouts:read', 'personal:read');
    await api.app.get(SecurityLog).flush();
    const append = api.store.append.bind(api.store);
    const spy = jest
      .spyOn(api.store, 'append')
      .mockImplementation((stream, expected, events) =>
        stream.startsWith('security-')
          ? Promise.reject(new Fault('event store', 'away'))
          : append(stream, expected, events),
      );
    try {
      await get(api, DOCUMENT, key).expect(503);
    } finally {
      spy.mockRestore();
    }
  });
});
