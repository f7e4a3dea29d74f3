import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { repeatedNames } from '../../src/api/http/bodies/repeated-names';
import { ADMIN_KEY, startApi, type TestApi } from './support';

let api: TestApi;
beforeAll(async () => void (api = await startApi({ extraRoutes: true })));
afterAll(() => api.close());

const MEGABYTES_31 = 31_000_000;

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** Sends the head of a request and the first bytes of its body, and no more. */
async function sendHalf(path: string, headers: Record<string, string>, begun = '{"a":'): Promise<Socket> {
  const socket = await open();
  const lines = Object.entries({ Host: 'x', 'Content-Type': 'application/json', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n${begun}`);
  return socket;
}

const LONG = { 'Content-Length': String(MEGABYTES_31) };
const CHUNKED = { 'Transfer-Encoding': 'chunked' };

describe('a body without a key', () => {
  it.each([
    ['/v1/payouts', LONG],
    ['/v1/payouts/batch', LONG],
    ['/v1/reconciliations', LONG],
    ['/v1/nothing', LONG],
    ['/v1/payouts', CHUNKED],
    ['/v1/payouts', { ...LONG, Authorization: 'Bearer wrong' }],
    ['/v1/payouts', { ...LONG, Authorization: `Basic ${ADMIN_KEY}` }],
  ] as const)(
    'to %s is refused before it has come, and the connection is closed (%j)',
    async (path, headers) => {
      // `text` ends only when the server has closed the connection; the rest of the body was never sent.
      const answer = await text(await sendHalf(path, headers, ''));
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      expect(answer).toMatch(/^Connection: close\r$/im);
      expect(answer).toMatch(/^WWW-Authenticate: Bearer/im);
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ code: 'UNAUTHORIZED' });
    },
  );

  it('keeps nothing, however many begin one', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => sendHalf('/v1/reconciliations', LONG)),
    );
    for (const answer of await Promise.all(sockets.map(socket => text(socket))))
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('is not looked at: what no parser accepts is 401, too', async () => {
    const nonsense = '"'.repeat(1_000);
    const response = await fetch(`${api.url}/v1/payouts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: nonsense,
    });
    expect(response.status).toBe(401);
  });
});

describe('a body', () => {
  it('with a key is waited for', async () => {
    const body = '{"a":1}';
    const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Length': String(body.length) };
    const socket = await sendHalf('/v1/payouts', { ...headers, Connection: 'close' }, body.slice(0, 3));
    socket.write(body.slice(3));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('to a route that is open to everybody needs none', async () => {
    const socket = await sendHalf('/webhooks/echo', { 'Content-Length': '2', Connection: 'close' }, '{}');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('the search for repeated names', () => {
  // A search that begins again at each quotation mark takes hours for these.
  it.each([
    ['quotation marks without an end', `{"${'\\"'.repeat(1_000_000)}`],
    ['quotation marks', '"'.repeat(1_000_001)],
    ['escapes', `"${'\\\\"'.repeat(700_000)}`],
    ['names and space', `{${`"a"${' '.repeat(1_000)}`.repeat(1_000)}`],
    ['open objects', '{"a":'.repeat(400_000)],
  ])('looks at each character of 2 MB once: %s', (_what, worst) => {
    expect(repeatedNames(worst).length).toBeLessThanOrEqual(1);
  });

  it('finds a name also where white space stands before its colon', () => {
    expect(repeatedNames('{"a" \n:1,"a"\t:2}')).toEqual([{ field: 'a', message: 'is given more than once' }]);
  });
});
