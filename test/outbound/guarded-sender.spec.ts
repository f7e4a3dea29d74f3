import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardedSender, type Resolve, type SenderParts } from '../../src/outbound/sending/guarded-sender';
import { systemClock } from '../../src/shared/clock';

const LOOPBACK = { allowedNetworks: ['127.0.0.0/8'], allowsPlaintext: true };
const PUBLIC_ONLY = { allowedNetworks: [], allowsPlaintext: true };

const servers: Server[] = [];
const senders: GuardedSender[] = [];

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function senderWith(parts: Partial<SenderParts>): GuardedSender {
  const sender = new GuardedSender({ rules: LOOPBACK, clock: systemClock, timeoutMs: 5_000, ...parts });
  senders.push(sender);
  return sender;
}

const resolvesTo = (...answers: string[][]): { resolve: Resolve; calls: () => number } => {
  let calls = 0;
  const resolve: Resolve = (_name, _options, answer) => {
    const addresses = answers[Math.min(calls, answers.length - 1)]!;
    calls += 1;
    answer(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { resolve, calls: () => calls };
};

const post = (sender: GuardedSender, url: string, ending = new AbortController().signal) =>
  sender.post(url, { 'content-type': 'application/json' }, '{}', ending);

afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the guarded sender', () => {
  it('posts the body and gives the status with the beginning of the answer', async () => {
    let seen = '';
    const port = await listen((request, response) => {
      request.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      request.on('end', () => response.writeHead(202).end('taken'));
    });
    const result = await post(senderWith({}), `http://127.0.0.1:${port}/hook`);
    expect(result).toMatchObject({ kind: 'answered', statusCode: 202, answerStart: 'taken' });
    expect(seen).toBe('{}');
  });

  it('makes no connection to a closed address, by number or by name', async () => {
    let calls = 0;
    const port = await listen((_request, response) => {
      calls += 1;
      response.end();
    });
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0x7f.1'])
      expect(await post(senderWith({ rules: PUBLIC_ONLY }), `http://${host}:${port}/`)).toMatchObject({
        fault: 'ADDRESS_NOT_ALLOWED',
      });
    const { resolve } = resolvesTo(['127.0.0.1']);
    const sender = senderWith({ rules: PUBLIC_ONLY, resolve });
    expect(await post(sender, `http://hook.example:${port}/`)).toMatchObject({
      fault: 'ADDRESS_NOT_ALLOWED',
    });
    expect(calls).toBe(0);
  });

  it('refuses a name when only one of its addresses is closed', async () => {
    const port = await listen((_request, response) => response.end());
    const { resolve } = resolvesTo(['127.0.0.1', '10.0.0.1']);
    expect(await post(senderWith({ resolve }), `http://hook.example:${port}/`)).toMatchObject({
      fault: 'ADDRESS_NOT_ALLOWED',
    });
    const open = resolvesTo(['127.0.0.1', '127.0.0.1']);
    expect(await post(senderWith(open), `http://hook.example:${port}/`)).toMatchObject({ statusCode: 200 });
  });

  it('connects to the address that it checked, whatever the name leads to afterwards', async () => {
    const hits: string[] = [];
    const port = await listen((request, response) => {
      hits.push(request.socket.localAddress ?? '');
      response.setHeader('connection', 'close');
      response.end();
    });
    const rebinding = resolvesTo(['127.0.0.1'], ['10.0.0.1']);
    const sender = senderWith(rebinding);
    expect(await post(sender, `http://hook.example:${port}/`)).toMatchObject({ statusCode: 200 });
    expect(rebinding.calls()).toBe(1);
    expect(await post(sender, `http://hook.example:${port}/`)).toMatchObject({
      fault: 'ADDRESS_NOT_ALLOWED',
    });
    expect(hits).toEqual(['127.0.0.1']);
  });

  it('follows no redirect', async () => {
    let inside = 0;
    const target = await listen((_request, response) => {
      inside += 1;
      response.end();
    });
    const port = await listen((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end();
    });
    expect(await post(senderWith({}), `http://127.0.0.1:${port}/`)).toMatchObject({ statusCode: 307 });
    expect(inside).toBe(0);
  });

  it('uses no proxy of the environment', async () => {
    let proxied = 0;
    const proxy = await listen((_request, response) => {
      proxied += 1;
      response.end();
    });
    const port = await listen((_request, response) => response.writeHead(204).end());
    const before = { ...process.env };
    Object.assign(process.env, {
      http_proxy: `http://127.0.0.1:${proxy}`,
      HTTP_PROXY: `http://127.0.0.1:${proxy}`,
    });
    try {
      expect(await post(senderWith({}), `http://127.0.0.1:${port}/`)).toMatchObject({ statusCode: 204 });
    } finally {
      process.env = before;
    }
    expect(proxied).toBe(0);
  });

  it('waits for a silent receiver no longer than its limit, also when it sends byte after byte', async () => {
    const silent = await listen(() => undefined);
    expect(await post(senderWith({ timeoutMs: 200 }), `http://127.0.0.1:${silent}/`)).toMatchObject({
      fault: 'TIMEOUT',
    });
    const drips = await listen((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const dripped = await post(senderWith({ timeoutMs: 300 }), `http://127.0.0.1:${drips}/`);
    expect(dripped).toMatchObject({ kind: 'answered', statusCode: 200 });
    expect(dripped.durationMs).toBeLessThan(2_000);
  });

  it('reads a little of an endless answer', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('y'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const result = await post(senderWith({}), `http://127.0.0.1:${port}/`);
    expect(result).toMatchObject({ statusCode: 200, answerStart: 'y'.repeat(256) });
  });

  it('says why no answer came', async () => {
    const port = await listen((request, _response) => request.socket.destroy());
    expect(await post(senderWith({}), `http://127.0.0.1:${port}/`)).toMatchObject({
      fault: 'CONNECTION_FAILED',
    });
    expect(await post(senderWith({}), `https://127.0.0.1:${port}/`)).toMatchObject({
      fault: expect.stringMatching(/TLS_FAILED|CONNECTION_FAILED/) as string,
    });
    const unknown: Resolve = (_name, _options, answer) =>
      answer(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    expect(await post(senderWith({ resolve: unknown }), 'https://hook.example/')).toMatchObject({
      fault: 'NAME_NOT_FOUND',
    });
    const ending = new AbortController();
    const silent = await listen(() => ending.abort());
    expect(await post(senderWith({}), `http://127.0.0.1:${silent}/`, ending.signal)).toMatchObject({
      fault: 'ENDED_HERE',
    });
  });
});
