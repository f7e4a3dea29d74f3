import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { HttpClient, type HttpCall, type HttpClientOptions } from '../../../src/providers/http/http-client';
import { systemClock } from '../../../src/shared/clock';
import {
  answer,
  localServer,
  type Handler,
  type LocalServer,
} from '../../../packages/psp-sandbox/test/local-server';

const POST: HttpCall = {
  method: 'POST',
  path: '/pay',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
};

/** Long enough never to end a test that should end otherwise. */
const LONG_MS = 30_000;
/** Ends what would hang for ever. */
const SHORT_MS = 300;

describe('the HTTP client', () => {
  const open: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.stop()));
  });

  async function serve(handle: Handler): Promise<LocalServer> {
    const server = await localServer(handle);
    open.push(server);
    return server;
  }

  /** A server of bare connections: how many came is what it knows. */
  async function serveTcp(onSocket: (socket: Socket) => void): Promise<{ port: number; bytes: Buffer[] }> {
    const bytes: Buffer[] = [];
    const sockets = new Set<Socket>();
    const server: Server = createTcpServer(socket => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('data', chunk => bytes.push(chunk));
      onSocket(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    open.push({
      stop: () =>
        new Promise(resolve => {
          for (const socket of sockets) socket.destroy();
          server.close(() => resolve());
        }),
    });
    return { port: (server.address() as AddressInfo).port, bytes };
  }

  function client(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
    const made = new HttpClient({ baseUrl, timeoutMs: LONG_MS, clock: systemClock, ...options });
    open.push({ stop: () => made.close() });
    return made;
  }

  it('hands over the answer as it is: status, headers, text', async () => {
    const server = await serve((_, response) => answer(response, 418, '{"amount":50.00,"é":1}'));
    const outcome = await client(`${server.url}/v2/`).send(POST);
    expect(outcome).toMatchObject({ kind: 'answered', status: 418, text: '{"amount":50.00,"é":1}' });
    expect(outcome.kind === 'answered' && outcome.headers['content-type']).toBe('application/json');
    expect(server.seen).toMatchObject([{ method: 'POST', path: '/v2/pay' }]);
    expect(server.seen[0]?.body.toString()).toBe('{}');
  });

  it('does not follow a redirect', async () => {
    const elsewhere = await serve((_, response) => answer(response, 200, 'moved'));
    const server = await serve((_, response) => response.writeHead(307, { Location: elsewhere.url }).end());
    expect(await client(server.url).send(POST)).toMatchObject({ kind: 'answered', status: 307 });
    expect(elsewhere.seen).toEqual([]);
  });

  it('passes over informational answers', async () => {
    const server = await serve((_, response) => {
      response.writeProcessing();
      answer(response, 202, 'ok');
    });
    expect(await client(server.url).send(POST)).toMatchObject({ kind: 'answered', status: 202, text: 'ok' });
  });

  describe('not sent', () => {
    it('when nobody listens', async () => {
      const server = await localServer(() => undefined);
      await server.stop();
      expect(await client(server.url).send(POST)).toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' });
    });

    it('when the name does not resolve', async () => {
      // Too long a label to be asked of any name server.
      const outcome = await client(`https://${'x'.repeat(64)}.invalid`).send(POST);
      expect(outcome.kind).toBe('not_sent');
    });

    it('when TLS fails before the request', async () => {
      const server = await serveTcp(socket =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
      );
      const outcome = await client(`https://127.0.0.1:${server.port}`).send(POST);
      expect(outcome.kind).toBe('not_sent');
      expect(Buffer.concat(server.bytes).toString('latin1')).not.toContain('POST');
    });

    it('when the connection is not ready in time', async () => {
      const server = await serveTcp(() => undefined);
      const outcome = await client(`https://127.0.0.1:${server.port}`, { timeoutMs: SHORT_MS }).send(POST);
      expect(outcome).toEqual({ kind: 'not_sent', reason: 'no connection in time' });
    });

    it('when its turn does not come in time, and it is not sent later either', async () => {
      let release = (): void => undefined;
      const server = await serve((seen, response) => {
        if (seen.path === '/slow') release = () => answer(response, 200, 'slow');
        else answer(response, 200, 'quick');
      });
      let timeUp = (): void => undefined;
      let waits = 0;
      const clock = {
        now: () => new Date(),
        monotonicMs: () => 0,
        // Only the second call's deadline passes.
        wait: () => new Promise<void>(resolve => ((waits += 1) === 2 ? (timeUp = resolve) : undefined)),
      };
      const http = client(server.url, { maxConnections: 1, clock });
      const slow = http.send({ ...POST, path: '/slow' });
      await server.request(0);
      const second = http.send({ ...POST, path: '/second' });
      timeUp();
      expect(await second).toEqual({ kind: 'not_sent', reason: 'no connection in time' });
      release();
      expect(await slow).toMatchObject({ kind: 'answered', text: 'slow' });
      expect(await http.send({ ...POST, path: '/third' })).toMatchObject({ text: 'quick' });
      expect(server.seen.map(seen => seen.path)).toEqual(['/slow', '/third']);
    });

    it('when too many wait already', async () => {
      const server = await serve(() => undefined);
      const http = client(server.url, { maxConnections: 1, maxWaiting: 1 });
      const held = [http.send(POST), http.send(POST)];
      expect(await http.send(POST)).toEqual({
        kind: 'not_sent',
        reason: 'too many calls are waiting',
        here: true,
      });
      await server.request(0);
      await http.close();
      expect((await Promise.all(held)).map(outcome => outcome.kind)).toEqual(['lost', 'not_sent']);
    });

    it('when a header could not be written', async () => {
      const server = await serve((_, response) => answer(response, 200, ''));
      const outcome = await client(server.url).send({ ...POST, headers: { 'X-Key': 'a\r\nb' } });
      expect(outcome).toMatchObject({ kind: 'not_sent', here: true });
      expect(server.seen).toEqual([]);
    });
  });

  describe('lost', () => {
    it('when the server takes the request and never answers', async () => {
      const server = await serve(() => undefined);
      const outcome = await client(server.url, { timeoutMs: SHORT_MS }).send(POST);
      expect(outcome).toEqual({ kind: 'lost', reason: 'no whole answer in time' });
      expect(server.seen).toHaveLength(1);
    });

    it.each([
      ['before a byte of answer', (socket: Socket) => socket.resetAndDestroy()],
      ['with a plain end', (socket: Socket) => socket.end()],
      ['with bytes that are no HTTP', (socket: Socket) => socket.end('no such thing\r\n\r\n')],
      ['within the head', (socket: Socket) => socket.end('HTTP/1.1 202 Acc')],
      [
        'within the body',
        (socket: Socket) => socket.end('HTTP/1.1 202 OK\r\nContent-Length: 50\r\n\r\n{"a"'),
      ],
      [
        'within a chunk',
        (socket: Socket) => socket.end('HTTP/1.1 202 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{"a"'),
      ],
    ])('when the connection ends %s', async (_, end) => {
      const server = await serveTcp(socket => socket.once('data', () => end(socket)));
      const outcome = await client(`http://127.0.0.1:${server.port}`).send(POST);
      expect(outcome.kind).toBe('lost');
      expect(Buffer.concat(server.bytes).toString()).toContain('POST /pay');
    });

    it('when the answer drips past the deadline', async () => {
      const server = await serveTcp(socket => {
        socket.write('HTTP/1.1 202 OK\r\nContent-Length: 100000\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 10);
        socket.on('close', () => clearInterval(drip));
      });
      const outcome = await client(`http://127.0.0.1:${server.port}`, { timeoutMs: SHORT_MS }).send(POST);
      expect(outcome).toEqual({ kind: 'lost', reason: 'no whole answer in time' });
    });

    it('when the answer is too large, to the byte', async () => {
      const server = await serve((seen, response) =>
        answer(response, 200, 'x'.repeat(Number(seen.path.slice(1)))),
      );
      const http = client(server.url, { maxAnswerBytes: 1000 });
      expect(await http.send({ ...POST, path: '/1000' })).toMatchObject({ kind: 'answered' });
      expect(await http.send({ ...POST, path: '/1001' })).toMatchObject({ kind: 'lost' });
    });

    it.each([
      ['larger than 16 KiB', 17 * 1024, 'lost'],
      ['smaller', 15 * 1024, 'answered'],
    ])('when the head of the answer is too large: %s', async (_, size, kind) => {
      const server = await serve((__, response) =>
        answer(response.setHeader('X-Padding', 'x'.repeat(size)), 200, ''),
      );
      expect((await client(server.url).send(POST)).kind).toBe(kind);
    });

    it('and never sends anything twice by itself, whatever breaks', async () => {
      const server = await serve((_, __, incoming) => incoming.socket.resetAndDestroy());
      const http = client(server.url);
      for (let count = 1; count <= 5; count += 1) {
        expect((await http.send({ ...POST, method: 'GET' as const })).kind).toBe('lost');
        expect(server.seen).toHaveLength(count);
      }
    });
  });

  it('holds no more connections than it may', async () => {
    let now = 0;
    let most = 0;
    const server = await serve((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        answer(response, 200, '');
      });
    });
    const http = client(server.url, { maxConnections: 3 });
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => http.send(POST)));
    expect(outcomes.every(outcome => outcome.kind === 'answered')).toBe(true);
    expect(most).toBeLessThanOrEqual(3);
  });

  it.each([
    ['plain http to a public name', 'http://api.example.com'],
    ['plain http to a public address', 'http://8.8.8.8'],
    ['plain http to an address that only begins like loopback', 'http://127.0.0.1.example.com'],
    ['another protocol', 'ftp://127.0.0.1'],
    ['no URL', 'connectpsp'],
    ['credentials', 'https://user:pass@api.example.com'],
    ['a query', 'https://api.example.com/?a=1'],
  ])('refuses an address with %s', (_, baseUrl) => {
    expect(() => new HttpClient({ baseUrl, timeoutMs: 1, clock: systemClock })).toThrow('provider address');
  });

  it.each([
    'http://localhost:1',
    'http://127.9.9.9:1',
    'http://[::1]:1',
    'http://sandbox:1',
    'http://10.0.0.1:1',
  ])('takes plain http within the machine or a private network: %s', baseUrl => {
    expect(() => client(baseUrl)).not.toThrow();
  });
});
