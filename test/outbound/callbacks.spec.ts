import { isBeneath } from '../../src/domain/outbound/callback';
import { OutboundWorld, violationsIn } from './outbound-world';

const HOUR_MS = 3_600_000;
const EXPECTED = ['payout.accepted', 'payout.submitted', 'payout.completed'] as const;
const BASE = 'https://shop.example/orders';

async function worldWithCallbacks() {
  const world = new OutboundWorld();
  world.times = { firstMs: 5_000, longestMs: HOUR_MS / 12, parkAfterMs: HOUR_MS };
  const { endpoint } = await world.addCallbacks(BASE);
  const callback = (path: string) => ({ endpointId: endpoint.endpointId, url: `${BASE}${path}` });
  return { world, endpoint, callback };
}

describe('the address of a payout', () => {
  it.each([
    ['https://shop.example/orders', true],
    ['https://shop.example/orders/42?try=1', true],
    ['https://shop.example:443/orders/42', true],
    ['https://shop.example/ordersother', false],
    ['https://shop.example/orders/../admin', false],
    ['https://shop.example/orders/%2e%2e/admin', false],
    ['https://shop.example/orders/..%2fadmin', false],
    ['https://shop.example/orders\\..\\admin', false],
    ['http://shop.example/orders/42', false],
    ['https://shop.example:8443/orders/42', false],
    ['https://shop.example.evil.example/orders/42', false],
    ['https://user@shop.example/orders/42', false],
    ['https://shop.example/orders/42#part', false],
  ])('%s lies beneath its base: %s', (url, expected) => expect(isBeneath(BASE, url)).toBe(expected));
});

describe('an endpoint of callbacks', () => {
  it('tells a payout at its own address, and no payout that named none or named another endpoint', async () => {
    const { world, callback } = await worldWithCallbacks();
    world.payOut(1, callback('/42'));
    world.payOut(1);
    world.payOut(1, { endpointId: 'another', url: `${BASE}/43` });
    world.start();
    await world.runFor(HOUR_MS / 12);
    const [first] = world.historian.payouts;
    expect(world.arrived.map(({ type, payoutId, url }) => [type, payoutId, url])).toEqual(
      EXPECTED.map(type => [type, first!.id, `${BASE}/42`]),
    );
  });

  it('gives one address up after its time or at 410, goes on with the others, and tries again when a client asks', async () => {
    const { world, callback } = await worldWithCallbacks();
    world.answer = ({ url }) => (url.endsWith('/gone') ? 410 : url.endsWith('/wrong') ? 404 : 200);
    for (const path of ['/gone', '/wrong', '/right']) world.payOut(1, callback(path));
    world.start();
    await world.runFor(8 * HOUR_MS);
    expect((await world.endpoint()).status).toEqual({ kind: 'ENABLED' });
    const calls = (path: string) => world.arrived.filter(({ url }) => url.endsWith(path));
    expect(calls('/gone').map(({ type }) => type)).toEqual(EXPECTED);
    expect(calls('/right').map(({ type }) => type)).toEqual(EXPECTED);
    const wrong = calls('/wrong');
    expect([...new Set(wrong.map(({ type }) => type))]).toEqual(EXPECTED);
    const tried = world.arrived.length;
    await world.runFor(8 * HOUR_MS);
    expect(world.arrived).toHaveLength(tried);

    world.answer = () => 200;
    await world.replay(wrong[0]!.id);
    await world.runFor(HOUR_MS / 12);
    expect(world.arrived.slice(tried).map(({ id, url, status }) => [id, url, status])).toEqual([
      [wrong[0]!.id, `${BASE}/wrong`, 200],
    ]);
  });

  it('sends nothing to an address that its base has left', async () => {
    const { world, endpoint, callback } = await worldWithCallbacks();
    world.answer = () => 500;
    world.payOut(1, callback('/42'));
    world.start();
    await world.runFor(HOUR_MS / 12);
    const tried = world.arrived.length;
    expect(tried).toBeGreaterThan(0);
    await world.changeUrl(endpoint.endpointId, 'https://shop.example/other');
    await world.runFor(HOUR_MS);
    expect(world.arrived).toHaveLength(tried);
  });

  it('is beside the endpoints that get all messages', async () => {
    const { world, callback } = await worldWithCallbacks();
    await world.addEndpoint();
    world.payOut(2, callback('/42'));
    world.start();
    await world.runFor(HOUR_MS / 12);
    const atHook = world.arrived.filter(({ url }) => url === 'https://shop.example/hook');
    expect(atHook).toHaveLength(2 * EXPECTED.length);
    expect(world.arrived).toHaveLength(4 * EXPECTED.length);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });
});
