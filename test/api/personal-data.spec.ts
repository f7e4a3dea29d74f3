import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { Scope } from '../../src/api/auth/keys/scopes';
import { maskedPayee } from '../../src/api/payouts/payee/masked-payee';
import type { Destination } from '../../src/domain/payout/payee';
import { newEvents } from '../../src/event-store/new-events';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { until } from '../projections/postgres';
import { get, startApi, type TestApi } from './support';

const ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';
const CASE_ID = '0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210';
const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};
const RAW = { encoding: 'utf8', rawBody: '{"name":"Maria Silva"}' };

let api: TestApi;
const append = (stream: string, type: string, data: object) => {
  const cause = { causationId: ID, correlationId: ID, actor: 'test' };
  return api.store.append(stream, 'no_stream', newEvents(stream, [{ type, data }], cause, new Date(0)));
};
beforeAll(async () => {
  api = await startApi();
  await append(`payout-${ID}`, 'PayoutRequested', { accountId: 'merchant-1', personal: { payee: PAYEE } });
  await append('notification-connectpsp-abc', 'ProviderNotificationReceived', { personal: RAW });
  await append(`case-${CASE_ID}`, 'CaseOpened', { caseId: CASE_ID });
});
afterAll(() => api.close());

const keyOf = async (name: string, ...scopes: Scope[]): Promise<string> => {
  const tools = { store: api.store, clock: systemClock, random: systemRandom };
  const made = await createApiKey(tools, name, scopes, { kind: 'service' });
  if (!made.ok) throw new Error(made.refusal);
  await until(async () => (await get(api, '/v1/payouts', made.value.key)).status !== 401);
  return made.value.key;
};

const PATHS = [
  '/v1/payouts',
  `/v1/payouts/${ID}`,
  `/v1/payouts/${ID}/events`,
  `/v1/cases/${CASE_ID}`,
  `/v1/audit/streams/payout-${ID}`,
  '/v1/audit/streams/notification-connectpsp-abc',
];

describe('personal data', () => {
  it('is masked without personal:read, in every answer that has a payee', async () => {
    const key = await keyOf('masked', 'payouts:read', 'cases:read', 'audit');
    for (const path of PATHS) {
      const { status, text } = await get(api, path, key);
      expect([path, status]).toEqual([path, 200]);
      expect(JSON.stringify([path, text])).not.toMatch(/Maria|Silva|12345678909/);
      if (!path.includes('notification')) expect(text).toContain('"Ma*** S***"');
    }
  });

  it('is shown in full with it', async () => {
    const key = await keyOf('full', 'payouts:read', 'cases:read', 'audit', 'personal:read');
    for (const path of PATHS) expect((await get(api, path, key).expect(200)).text).toContain('Maria Silva');
  });

  it('is shown without raw texts where a reader is no auditor', async () => {
    const key = await keyOf('reader', 'payouts:read', 'cases:read', 'personal:read');
    const { body } = await get(api, `/v1/cases/${CASE_ID}`, key).expect(200);
    expect(body).toMatchObject({
      evidence: {
        payout: [{ data: { personal: { payee: PAYEE } } }],
        notifications: [{ data: { personal: null } }],
      },
    });
  });

  it('of a short name is masked, too', () => {
    const destination: Destination = { type: 'QR_CODE', qrCode: 'x' };
    expect(maskedPayee({ name: 'Li A Wu', document: null, destination })).toEqual({
      name: 'L*** *** W***',
      document: null,
      destination: { type: 'QR_CODE', qrCode: '***' },
    });
  });

  it.each<[Destination, object]>([
    [{ type: 'PIX', pixKeyType: 'CNPJ', pixKey: '12ABC34501DE35' }, { pixKey: '**.ABC.345/****-**' }],
    [{ type: 'PIX', pixKeyType: 'EMAIL', pixKey: 'maria@example.com' }, { pixKey: 'm***@example.com' }],
    [{ type: 'PIX', pixKeyType: 'PHONE', pixKey: '+5511987654321' }, { pixKey: '+55***4321' }],
    [
      { type: 'PIX', pixKeyType: 'EVP', pixKey: '123e4567-e12b-12d1-a456-426655440000' },
      { pixKey: '123e***' },
    ],
    [{ type: 'QR_CODE', qrCode: '00020126…' }, { qrCode: '***' }],
    [
      {
        type: 'BANK_ACCOUNT',
        bankAccount: { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' },
      },
      { bankAccount: { ispb: '18236120', branch: '0001', account: '***40', accountType: 'PAYMENT' } },
    ],
  ])('of the destination %j is masked', (destination, masked) => {
    const payee = maskedPayee({ name: 'Ana  de Souza', document: '12345678909', destination });
    expect(payee).toEqual({
      name: 'An*** d*** S***',
      document: '***.456.789-**',
      destination: { ...destination, ...masked },
    });
  });
});

describe('the stream of the API keys', () => {
  it('shows no hash, whatever the scopes of an auditor are', async () => {
    await keyOf('made', 'payouts:read');
    const { body, text } = await get(api, '/v1/audit/streams/api-keys?limit=200').expect(200);
    const made = (body as { items: { type: string; data: { hash?: unknown } }[] }).items.filter(
      ({ type }) => type === 'ApiKeyCreated',
    );
    expect(made.map(({ data }) => data.hash)).toEqual(made.map(() => null));
    expect(made.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/[0-9a-f]{64}/);
  });
});
