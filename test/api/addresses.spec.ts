import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import supertest from 'supertest';
import { BodyRules } from '../../src/api/http/bodies/body-rules';
import { pathOf } from '../../src/api/http/bodies/routes';
import { ADMIN_KEY, get, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ extraRoutes: true })));
afterAll(() => api.close());

/** Sends a request line as it is. Returns the whole answer, after which the connection is closed. */
async function raw(line: string, headers: Record<string, string> = {}, body = ''): Promise<string> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const sent = {
    Host: 'x',
    Connection: 'close',
    ...(body && { 'Content-Length': String(body.length) }),
    ...headers,
  };
  const head = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${line} HTTP/1.1\r\n${head.join('')}\r\n${body}`);
  return text(socket);
}

const statusOf = (answer: string): number => Number(answer.split(' ')[1]);
const WITH_KEY = { Authorization: `Bearer ${ADMIN_KEY}` };

describe('a method that a path does not have', () => {
  it.each([
    ['DELETE', '/v1/payouts', 'GET, HEAD, POST, OPTIONS'],
    ['PUT', '/v1/accounts', 'GET, HEAD, POST, OPTIONS'],
    ['PATCH', '/v1/payouts/x', 'GET, HEAD, OPTIONS'],
    ['GET', '/webhooks/echo', 'POST, OPTIONS'],
    ['GET', '/v1/accounts/a/deposits', 'POST, OPTIONS'],
    ['POST', '/health/ready', 'GET, HEAD, OPTIONS'],
    ['POST', '/metrics', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/V1/Payouts/', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/docs', 'GET, HEAD, OPTIONS'],
  ])('is 405 and told what it has: %s %s', async (method, path, allow) => {
    const answer = await raw(`${method} ${path}`);
    expect(statusOf(answer)).toBe(405);
    expect(/^Allow: (.*)\r$/im.exec(answer)?.[1]?.split(', ').sort()).toEqual(allow.split(', ').sort());
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
    });
  });

  it('is refused before its body is read', async () => {
    const answer = await raw('PUT /v1/payouts', { 'Content-Length': '31000000' });
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toMatch(/^Connection: close\r$/im);
  });

  it.each(['/', '/v1', '/v1/nothing', '/webhooks/other', '/v1/payouts/x/y/z'])('is 404 at %s', async path => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'])
      expect([method, statusOf(await raw(`${method} ${path}`))]).toEqual([method, 404]);
  });
});

describe('OPTIONS and HEAD', () => {
  it('tell the methods without a key, and allow no other origin', async () => {
    const response = await supertest(api.url)
      .options('/v1/payouts')
      .set('Origin', 'https://x.test')
      .expect(204);
    expect(response.headers.allow?.split(', ').sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
    expect(Object.keys(response.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  it('answer as GET does, without a body', async () => {
    await supertest(api.url).head('/v1/payouts').expect(401);
    const { headers, text: body } = await supertest(api.url).head('/v1/payouts').set(WITH_KEY).expect(200);
    expect([headers['content-type'], body]).toEqual([
      (await get(api, '/v1/payouts')).headers['content-type'],
      undefined,
    ]);
  });
});

describe('a request line in absolute form', () => {
  it.each(['http://x', 'HTTP://other:81', 'https://x'])('is served like any other: %s', async host => {
    expect(statusOf(await raw(`GET ${host}/v1/payouts?limit=1`, WITH_KEY))).toBe(200);
    expect(statusOf(await raw(`GET ${host}/v1/payouts?limit=1`))).toBe(401);
    expect(statusOf(await raw(`GET ${host}/health/live`))).toBe(200);
    expect(statusOf(await raw(`GET ${host}`))).toBe(404);
    expect(statusOf(await raw(`GET ${host}?x=/health/live`))).toBe(404);
  });

  it('meets the rules about bodies: a webhook gets its bytes, a command without a key is refused unread', async () => {
    const echoed = await raw('POST http://x/webhooks/echo', { 'Content-Type': 'text/plain' }, '{a');
    expect(echoed).toContain(JSON.stringify({ bytes: Buffer.from('{a').toString('hex') }));
    const unread = await raw('POST http://x/v1/payouts', { 'Content-Length': '31000000' });
    expect(unread).toMatch(/^HTTP\/1\.1 401 /);
    const wrong = await raw('POST http://x/v1/payouts', { ...WITH_KEY, 'Content-Type': 'text/csv' }, 'a');
    expect(statusOf(wrong)).toBe(415);
  });
});

describe('another spelling of a path', () => {
  it.each([
    '//v1/payouts',
    '/v1//payouts',
    '/v1/payouts//',
    '/v1%2Fpayouts',
    '/v1/%70ayouts',
    '/v1/./payouts',
    '/v1/x/../payouts',
    '/v1/payouts%00',
    '/v1/payouts;x=1',
    '\\v1\\payouts',
  ])('is no other way in: %s', async path => {
    expect([400, 404]).toContain(statusOf(await raw(`GET ${path}`, WITH_KEY)));
  });

  it('reaches a route only by the rules of that route', async () => {
    const rules = new BodyRules(api.app);
    const part = fc.constantFrom(
      'v1',
      'webhooks',
      'echo',
      'WEBHOOKS',
      'Echo',
      '%65cho',
      '',
      '.',
      '..',
      '%2F',
      'x',
    );
    const paths = fc.array(part, { minLength: 1, maxLength: 5 }).map(parts => `/${parts.join('/')}`);
    const form = fc.constantFrom('', 'http://x', 'http://webhooks');
    const reach = async (host: string, path: string, query: string) => {
      const answer = await raw(`POST ${host}${path}${query}`, {}, 'raw');
      const isRaw = rules.ruleOf({ url: path } as never).kind === 'raw';
      expect([path, answer.includes('"bytes"')]).toEqual([path, isRaw]);
    };
    const query = fc.constantFrom('', '?', '?/webhooks/echo', '?a=#');
    await fc.assert(fc.asyncProperty(form, paths, query, reach), {
      numRuns: 150,
      examples: [['', '/webhooks/echo', '']],
    });
    expect(pathOf({ url: '/a?b#c' } as never)).toBe('/a');
  });
});
