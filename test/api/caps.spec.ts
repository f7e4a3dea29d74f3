import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import supertest from 'supertest';
import { ByteBudget } from '../../src/api/http/edges/byte-budget';
import { guardConnections } from '../../src/api/http/edges/connections';
import { Refusals } from '../../src/api/http/edges/refusals';
import { addressGroup } from '../../src/api/http/edges/remote-address';
import { systemClock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { eventually } from '../support/eventually';
import { ADMIN_KEY, get, PAYOUT, post, startApi, type TestApi } from './support';

const MIB = 1024 * 1024;
const LONG = 31_000_000;

let api: TestApi;
beforeAll(async () => void (api = await startApi({ extraRoutes: true })));
afterAll(() => api.close());

const budget = () => api.app.get(ByteBudget);

/** Sends the head of a request and a piece of its body, and no more. */
async function sendHalf(path: string, headers: Record<string, string>, begun = ''): Promise<Socket> {
  const { hostname, port } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const lines = Object.entries({ Host: 'x', 'Content-Type': 'text/csv', ...headers });
  socket.write(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${begun}`,
  );
  return socket;
}

const WITH_KEY = { Authorization: `Bearer ${ADMIN_KEY}` };
const STATEMENT = '/v1/reconciliations?provider=ntxpay&from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z';
const firstLine = async (socket: Socket) => String(((await once(socket, 'data')) as [Buffer])[0]);

describe('bodies under way', () => {
  it('without a key take nothing, however many begin', async () => {
    const length = { 'Content-Length': String(LONG) };
    const sockets = await Promise.all(Array.from({ length: 20 }, () => sendHalf(STATEMENT, length)));
    for (const answer of await Promise.all(sockets.map(socket => text(socket))))
      expect(answer).toMatch(/ 401 /);
    expect(budget().inUse).toBe(0);
  });

  it('of one key stay within its share, while other requests are served', async () => {
    const begun = { ...WITH_KEY, 'Content-Length': String(LONG) };
    const kept = await Promise.all([1, 2].map(() => sendHalf(STATEMENT, begun, 'x'.repeat(1_000))));
    await eventually('the bytes in use', () => budget().inUse === 2 * LONG);
    const refused = await Promise.all(Array.from({ length: 18 }, () => sendHalf(STATEMENT, begun)));
    for (const socket of refused) {
      const answer = await firstLine(socket);
      expect(answer).toMatch(/^HTTP\/1\.1 429 /);
      expect(answer).toMatch(/^Retry-After: 1\r$/im);
    }
    expect(budget().inUse).toBe(2 * LONG);
    await post(api, '/v1/payouts', PAYOUT).expect(202);
    await get(api, '/v1/payouts').expect(200);
    await supertest(api.url).post('/webhooks/echo').send('{}').expect(200);
    for (const socket of [...kept, ...refused]) socket.destroy();
    await eventually('the bytes in use', () => budget().inUse === 0);
  });

  it('are counted by what their route takes when they announce no length', async () => {
    const socket = await sendHalf('/v1/payouts', { ...WITH_KEY, 'Transfer-Encoding': 'chunked' });
    await eventually('the bytes in use', () => budget().inUse === 100 * 1024);
    socket.destroy();
    await eventually('the bytes in use', () => budget().inUse === 0);
  });

  it('of callers without a key share a part of the whole', () => {
    const shared = new ByteBudget({ total: 10 * MIB, perKey: 8 * MIB, open: 4 * MIB, perAddress: 3 * MIB });
    expect(shared.take({ address: 'a' }, 3 * MIB)).toBe('TAKEN');
    expect(shared.take({ address: 'a' }, 1)).toBe('OWNER_FULL');
    expect(shared.take({ address: 'b' }, 2 * MIB)).toBe('FULL');
    expect(shared.take({ key: 'k' }, 7 * MIB)).toBe('TAKEN');
    expect(shared.take({ key: 'other' }, 1)).toBe('FULL');
    shared.give({ key: 'k' }, 7 * MIB);
    shared.give({ address: 'a' }, 3 * MIB);
    expect(shared.inUse).toBe(0);
  });
});

describe('connections', () => {
  const refusals = new Refusals(systemClock, silentLogger);
  const limits = { maxConnections: 3, maxConnectionsPerAddress: 2 };

  async function listening(slow: { headersMs: number; requestMs: number }) {
    const server = createServer({ connectionsCheckingInterval: 10 }, (request, response) => {
      request.resume().once('end', () => response.end('served'));
    });
    guardConnections(server, limits, refusals, slow);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const open = async () => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    return { server, open };
  }

  it('of one address are capped, and one that ends makes room', async () => {
    const { server, open } = await listening({ headersMs: 60_000, requestMs: 60_000 });
    const [first, second] = [await open(), await open()];
    const third = await open();
    expect(await text(third)).toBe('');
    first.end();
    await once(first, 'close');
    const fourth = await open();
    fourth.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(await text(fourth)).toContain('served');
    second.destroy();
    server.close();
    expect(await refusals.gauge.read()).toEqual([{ labels: { reason: 'connections' }, value: 1 }]);
  });

  it.each([
    ['its head', 'POST / HTTP/1.1\r\nHost: x\r\n'],
    ['its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab'],
  ])('are cut when a sender does not end %s', async (_what, begun) => {
    const { server, open } = await listening({ headersMs: 50, requestMs: 50 });
    const socket = await open();
    socket.write(begun);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    server.close();
  });

  it('are counted by address, of IPv6 by its network', () => {
    expect(addressGroup('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(addressGroup('10.0.0.1')).toBe('10.0.0.1');
    expect(addressGroup('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8::9')).toBe('2001:db8:0:0::/64');
    expect(addressGroup('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(addressGroup('::1')).toBe('0:0:0:0::/64');
  });
});
