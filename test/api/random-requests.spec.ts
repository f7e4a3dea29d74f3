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

describe('a random request', () => {
  it('is refused when its bytes are no JSON', async () => {
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

  it('is refused when its JSON is no request', async () => {
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

  it('is refused with the name of the field when one field of a payout is nonsense', async () => {
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

  it('is refused when a payout has one more field', async () => {
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

  it('is never a 500, for any text in its address or query', async () => {
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

  it('is never a 500, for any header', async () => {
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
