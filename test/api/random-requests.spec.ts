import fc from 'fast-check';
import supertest from 'supertest';
import { get, PAYOUT, payoutWith, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());

const RUNS = 150;
const paths = fc.constantFrom('/v1/accounts', '/v1/accounts/a/deposits', '/v1/payouts', '/v1/payouts/batch');
const FIELDS = [
  'accountId',
  'provider',
  'amount',
  'externalReference',
  'payee',
  'payee.name',
  'payee.document',
  'payee.destination',
];
const text = fc.string({ unit: 'binary', maxLength: 40 });
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.constantFrom(null, [], {}, [null], -0, 1e308, '__proto__', 'NaN'),
);

/** Every answer to nonsense: a problem that is the caller's fault, and nothing dispatched. */
function expectRefused(response: supertest.Response): void {
  expect(response.type).toBe('application/problem+json');
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(api.dispatched.commands).toEqual([]);
}

describe('whatever is sent', () => {
  it('bytes that are no JSON are refused', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).filter(value => {
      try {
        JSON.parse(Buffer.from(value).toString());
        return false;
      } catch {
        return true;
      }
    });
    const send = async (path: string, value: Uint8Array) => {
      const request = post(api, path)
        .set('Content-Type', 'application/json')
        .serialize(body => body as string);
      expectRefused(await request.send(Buffer.from(value)));
    };
    await fc.assert(fc.asyncProperty(paths, bytes, send), { numRuns: RUNS });
  });

  it('JSON that is no request is refused', async () => {
    const send = async (path: string, value: unknown) => {
      const request = post(api, path)
        .set('Content-Type', 'application/json')
        .serialize(body => body as string);
      expectRefused(await request.send(JSON.stringify(value)));
    };
    const values = fc.oneof(junk, fc.dictionary(text, junk, { maxKeys: 8 }));
    await fc.assert(
      fc.asyncProperty(
        paths,
        values.map(value => (isBatch(value) ? {} : value)),
        send,
      ),
      { numRuns: RUNS },
    );
  });

  it('a payout with one field turned to nonsense is refused, and the field is named', async () => {
    const send = async (field: string, value: unknown) => {
      const response = await post(api, '/v1/payouts', payoutWith(field, value));
      if (response.status === 202) return void api.dispatched.clear();
      expectRefused(response);
      const { errors } = response.body as { errors: { field: string }[] };
      expect(errors.length).toBeGreaterThan(0);
      for (const fault of errors) expect(`${fault.field}.`.startsWith(`${field}.`)).toBe(true);
    };
    await fc.assert(fc.asyncProperty(fc.constantFrom(...FIELDS), junk, send), { numRuns: RUNS });
  });

  it('a payout with one more field is refused', async () => {
    const names = text.filter(name => !(name in PAYOUT) && name !== 'currency');
    const send = async (name: string, value: unknown) => {
      expectRefused(
        await post(
          api,
          '/v1/payouts',
          Object.defineProperty({ ...PAYOUT }, name, { value, enumerable: true }),
        ),
      );
    };
    await fc.assert(fc.asyncProperty(names, junk, send), { numRuns: RUNS });
  });

  it('any text in an address or a query never fails here', async () => {
    const places = fc.constantFrom(
      (value: string) => `/v1/accounts/${value}`,
      (value: string) => `/v1/payouts/${value}`,
      (value: string) => `/v1/payouts/${value}/events`,
      (value: string) => `/v1/audit/streams/${value}`,
      (value: string) => `/v1/payouts?accountId=${value}&status=${value}`,
      (value: string) => `/v1/payouts?${value}=1`,
      (value: string) => `/v1/ledger/entries?cursor=${value}&limit=${value}`,
      (value: string) => `/v1/ledger/trial-balance?asOf=${value}`,
      (value: string) => `/${value}`,
    );
    const send = async (place: (value: string) => string, value: string) => {
      expect((await get(api, place(value))).status).toBeLessThan(500);
    };
    const values = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }).map(value => encodeURIComponent(value)),
      fc.constantFrom(
        '%00',
        '%FF',
        '%',
        '..%2F..',
        '%ED%A0%80',
        '[]',
        'a[b]=c',
        '1'.repeat(400),
        '-1',
        '9'.repeat(20),
      ),
    );
    await fc.assert(fc.asyncProperty(places, values, send), { numRuns: RUNS });
  });

  it('any header never fails here', async () => {
    const headers = fc.constantFrom(
      'Idempotency-Key',
      'Ledger-Position',
      'Authorization',
      'Content-Type',
      'Accept',
    );
    const values = fc.string({
      unit: fc
        .integer({ min: 0x20, max: 0xff })
        .filter(code => code !== 0x7f)
        .map(code => String.fromCharCode(code)),
      maxLength: 60,
    });
    const send = async (name: string, value: string) => {
      expect(
        (
          await post(api, '/v1/payouts', JSON.stringify(PAYOUT))
            .set('Content-Type', 'application/json')
            .set(name, value)
        ).status,
      ).toBeLessThan(500);
      expect((await get(api, '/v1/accounts/a').set(name, value)).status).toBeLessThan(500);
    };
    await fc.assert(fc.asyncProperty(headers, values, send), { numRuns: RUNS });
  });
});

/** A batch of nonsense is answered item by item, with 207: it is tried where its items are. */
const isBatch = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Array.isArray((value as { items?: unknown }).items);
