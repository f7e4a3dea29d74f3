import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { HttpClient, type HttpCall } from '../../../src/providers/http/http-client';
import { ExchangeRecorder } from '../../../src/providers/http/exchange-recorder';
import { systemClock } from '../../../src/shared/clock';
import {
  answer,
  localServer,
  type Handler,
  type LocalServer,
} from '../../../packages/psp-sandbox/test/local-server';

const SECRET = 'b5c4f6d2-0000-4000-8000-crypto-token';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2ln';
const KIB64 = 64 * 1024;

const POST: HttpCall = { method: 'POST', path: '/pay?a=1', headers: {}, body: '{"amount":50.00}' };
const GET: HttpCall = { method: 'GET', path: '/pay/1', headers: {} };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the wire', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(() => Promise.all(open.splice(0).map(one => one.stop())));

  async function serve(handle: Handler): Promise<LocalServer> {
    const server = await localServer(handle);
    open.push(server);
    return server;
  }

  function wireTo(url: string, timeoutMs = 30_000): ExchangeRecorder {
    const http = new HttpClient({ baseUrl: url, timeoutMs, clock: systemClock });
    open.push({ stop: () => http.close() });
    return new ExchangeRecorder({ http, clock: systemClock, secrets: [SECRET, 'short'] });
  }

  it('keeps every call as it went, oldest first, with the path as it was written', async () => {
    const server = await serve((seen, response) =>
      answer(response, seen.method === 'POST' ? 401 : 404, `{ "é": "${seen.method}" }`),
    );
    const wire = wireTo(`${server.url}/base/`);
    await wire.send(POST, []);
    await wire.send(GET, []);
    const [post, get] = ['{ "é": "POST" }', '{ "é": "GET" }'] as const;
    expect(wire.result('made').exchanges).toEqual([
      {
        method: 'POST',
        path: '/base/pay?a=1',
        requestBody: '{"amount":50.00}',
        status: 401,
        answerBody: post,
        answerHash: hash(post),
        fault: null,
      },
      {
        method: 'GET',
        path: '/base/pay/1',
        requestBody: null,
        status: 404,
        answerBody: get,
        answerHash: hash(get),
        fault: null,
      },
    ]);
    expect(server.seen.map(({ path }) => path)).toEqual(['/base/pay?a=1', '/base/pay/1']);
  });

  it('keeps a call whose answer was lost, and says why', async () => {
    const server = await serve((_, response) => response.destroy());
    const wire = wireTo(server.url);
    const outcome = await wire.send(POST, []);
    expect(wire.result(outcome)).toEqual({
      outcome: { kind: 'lost', reason: expect.any(String) },
      exchanges: [
        {
          method: 'POST',
          path: '/pay?a=1',
          requestBody: '{"amount":50.00}',
          status: null,
          answerBody: null,
          answerHash: null,
          fault: 'reason' in outcome ? outcome.reason : '',
        },
      ],
      retryAfterMs: null,
      provider: 'down',
    });
  });

  it('keeps nothing of what never left', async () => {
    const wire = wireTo('http://127.0.0.1:1');
    expect(await wire.send(POST, [])).toMatchObject({ kind: 'not_sent' });
    expect(wire.result('made')).toEqual({
      outcome: 'made',
      exchanges: [],
      retryAfterMs: null,
      provider: 'down',
    });
  });

  it('says of the provider what its last call says', async () => {
    let count = 0;
    const server = await serve((_, response) => {
      count += 1;
      if (count === 1) answer(response.setHeader('Retry-After', '7'), 503, '');
      else answer(response, 202, '{}');
    });
    const wire = wireTo(server.url);
    expect(wire.result('')).toMatchObject({ provider: 'up', retryAfterMs: null });
    await wire.send(POST, []);
    expect(wire.result('')).toMatchObject({ provider: 'down', retryAfterMs: 7_000 });
    await wire.send(POST, []);
    expect(wire.result('')).toMatchObject({ provider: 'up', retryAfterMs: null });
    wire.noteHealth({ kind: 'answered', status: 429, headers: { 'retry-after': '3' }, text: 'of a token' });
    expect(wire.result('')).toMatchObject({ provider: 'down', retryAfterMs: 3_000 });
    expect(wire.result('').exchanges).toHaveLength(2);
  });

  it('keeps no secret that an answer repeats, and the hash of the answer as it was', async () => {
    const echo = `{"headers":{"Authorization":"Bearer ${TOKEN}"},"env":["${SECRET}","${SECRET}"],"short":1}`;
    const server = await serve((_, response) => answer(response, 500, echo));
    const wire = wireTo(server.url);
    await wire.send(POST, [TOKEN]);
    expect(wire.result('').exchanges[0]).toMatchObject({
      answerBody: '{"headers":{"Authorization":"Bearer [secret]"},"env":["[secret]","[secret]"],"short":1}',
      answerHash: hash(echo),
    });
  });

  it.each([
    ['a body of 64 KiB', 'x'.repeat(KIB64), 'x'.repeat(KIB64)],
    ['one byte more', 'x'.repeat(KIB64 + 1), `${'x'.repeat(KIB64)}\n[cut here: ${KIB64 + 1} bytes in all]`],
    [
      'a character on the edge',
      `${'x'.repeat(KIB64 - 1)}é`,
      `${'x'.repeat(KIB64 - 1)}\n[cut here: ${KIB64 + 1} bytes in all]`,
    ],
  ])('keeps %s up to the edge', async (_, text, kept) => {
    const server = await serve((__, response) => answer(response, 200, text));
    const wire = wireTo(server.url);
    await wire.send(GET, []);
    const [exchange] = wire.result('').exchanges;
    expect(exchange?.answerBody === kept).toBe(true);
    expect(exchange?.answerHash).toBe(hash(text));
  });

  it('keeps any text there and back, to the letter', async () => {
    const server = await serve((seen, response) => response.end(seen.body));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async body => {
        const wire = wireTo(server.url);
        await wire.send({ ...POST, body }, []);
        expect(wire.result('').exchanges).toMatchObject([
          { requestBody: body, answerBody: body, answerHash: hash(body) },
        ]);
      }),
      { numRuns: 30 },
    );
  });
});
