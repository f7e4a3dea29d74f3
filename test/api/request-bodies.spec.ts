import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { repeatedNames } from '../../src/api/http/bodies/repeated-names';
import { ADMIN_KEY, faultyFields, PAYOUT, payoutWith, post, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ extraRoutes: true })));
afterAll(() => api.close());
beforeEach(() => api.dispatched.clear());
afterEach(() => expect(api.dispatched.commands).toEqual([]));

const raw = (bytes: string | Buffer, type = 'application/json', path = '/v1/payouts') =>
  supertest(api.url)
    .post(path)
    .set('Authorization', `Bearer ${ADMIN_KEY}`)
    .set('Idempotency-Key', 'key-1')
    .set('Content-Type', type)
    .serialize(body => body as string)
    .send(bytes);

const problem = (code: string) => (response: supertest.Response) => {
  expect(response.type).toBe('application/problem+json');
  expect(response.body).toMatchObject({ code, status: response.status });
  expect(response.text).not.toMatch(/\bat \S+:\d+|node_modules|SyntaxError/);
};

describe('the body of a request', () => {
  it.each(['{', '', ' ', 'nope', '{"a":1,}', "{'a':1}", '{"a":NaN}', '\ufeff{', '{}{}'])(
    'of %j are 400',
    async text => {
      const response = await raw(text).expect(400);
      expect(response.type).toBe('application/problem+json');
      expect(['MALFORMED_REQUEST', 'VALIDATION_FAILED']).toContain((response.body as { code: string }).code);
    },
  );

  it.each(['[]', '[1]', '"text"', '1', 'true', 'null'])(
    'is refused when it is %s, which is no object',
    async text => {
      expect(faultyFields(await raw(text).expect(400))).toEqual(['body']);
    },
  );

  it('is 400 when it is not UTF-8, and 415 in another charset or compressed', async () => {
    const text = JSON.stringify(PAYOUT);
    expect(
      faultyFields(await raw(Buffer.from(text.replace('Maria', 'Zo\u00eb'), 'latin1')).expect(400)),
    ).toEqual(['body']);
    await raw(Buffer.from(text, 'utf16le'), 'application/json; charset=utf-16le')
      .expect(415)
      .expect(problem('UNSUPPORTED_MEDIA_TYPE'));
    await raw(gzipSync(text))
      .set('Content-Encoding', 'gzip')
      .expect(415)
      .expect(problem('UNSUPPORTED_MEDIA_TYPE'));
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])(
    'of type %s are 415',
    async type =>
      void (await raw(JSON.stringify(PAYOUT), type).expect(415).expect(problem('UNSUPPORTED_MEDIA_TYPE'))),
  );

  it('that are absent name every field that is needed', async () => {
    const response = await post(api, '/v1/payouts').expect(400);
    const outer = faultyFields(response).filter(field => !field.includes('.'));
    expect(outer).toEqual(['accountId', 'amount', 'externalReference', 'payee', 'provider']);
  });

  it('above 100 kB are 413, a batch above 1 MB too', async () => {
    const long = (length: number) => JSON.stringify(payoutWith('description', 'x'.repeat(length)));
    expect(faultyFields(await raw(long(90_000)).expect(400))).toEqual(['description']);
    await raw(long(110_000)).expect(413).expect(problem('BODY_TOO_LARGE'));
    const batch = (count: number) => JSON.stringify({ items: ['x'.repeat(count)] });
    await raw(batch(900_000), 'application/json', '/v1/payouts/batch').expect(207);
    await raw(batch(1_100_000), 'application/json', '/v1/payouts/batch')
      .expect(413)
      .expect(problem('BODY_TOO_LARGE'));
  });

  it.each([
    ['__proto__', '{"__proto__":{"amount":"1.00"}}'],
    ['constructor', '{"constructor":{"prototype":{"amount":"1.00"}}}'],
    ['payee.__proto__', '{"payee":{"__proto__":{"name":"x"}}}'],
    ['prototype', '{"prototype":1}'],
  ])('that reach for prototypes (%s) are refused', async (field, text) => {
    expect(faultyFields(await raw(text).expect(400))).toEqual([field]);
    expect(({} as { amount?: string }).amount).toBeUndefined();
  });

  it.each([
    ['amount', '{"amount":"1.00","amount":"9.00"}'],
    ['amount', '{"amount":"1.00","payee":{},"\\u0061mount":"9.00"}'],
    ['name', '{"payee":{"name":"a","x":[{"name":"b"}],"name":"c"}}'],
  ])('that give %s twice are refused', async (field, text) => {
    expect(faultyFields(await raw(text).expect(400))).toEqual([field]);
  });

  it('may have one name in several objects, and anything in strings', () => {
    expect(repeatedNames('{"a":{"a":[{"a":1},{"a":"\\"a\\":{"}]},"b":"a\\\\","c":"\\"a\\":"}')).toEqual([]);
    expect(repeatedNames(`{"a":"${'\\n'.repeat(500_000)}"}`)).toEqual([]);
    fc.assert(fc.property(fc.json(), text => repeatedNames(text).length === 0));
  });

  it('are refused when they are nested out of all measure', async () => {
    const depth = 20_000;
    const response = await raw(`{"payee":${'['.repeat(depth)}${']'.repeat(depth)}}`).expect(400);
    expect(faultyFields(response)).toHaveLength(1);
  });

  it('with thousands of unknown fields get a bounded answer', async () => {
    const fields = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
    expect(faultyFields(await post(api, '/v1/payouts', fields).expect(400))).toHaveLength(100);
  });
});

describe('webhooks', () => {
  it.each([
    ['application/json', '{"amount": 50.00}'],
    ['text/plain', 'not json {'],
    ['application/json', '{"__proto__":1}'],
  ])('get the bytes of %s as they came, without a key', async (type, text) => {
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x00])]);
    for (const path of ['/webhooks/echo', '/WebHooks/echo']) {
      const response = await raw(bytes, type, path).unset('Authorization').expect(200);
      expect(response.body).toEqual({ bytes: bytes.toString('hex') });
    }
  });

  it('are bounded', async () => {
    await raw('x'.repeat(300_000), 'application/json', '/webhooks/echo')
      .expect(413)
      .expect(problem('BODY_TOO_LARGE'));
  });
});

describe('addresses', () => {
  it.each(['/', '/v1', '/v1/nothing', '/v1/payouts/x/y/z', '/webhooks', '/webhooks/other', '/docs/nothing'])(
    '%s is 404',
    async path => {
      await supertest(api.url).get(path).expect(404).expect(problem('NOT_FOUND'));
    },
  );

  it('that cannot be decoded are 400', async () => {
    await supertest(api.url).get('/v1/accounts/%FF').expect(400).expect(problem('MALFORMED_REQUEST'));
  });
});
