import { RETRY_TIMES } from '../../src/outbound/deliveries/retry-times';
import { OutboundWorld, violationsIn } from './outbound-world';

const HOUR_MS = 3_600_000;
const EXPECTED = ['payout.accepted', 'payout.submitted', 'payout.completed'] as const;

describe('an endpoint', () => {
  it('has three days', () => {
    expect(RETRY_TIMES).toEqual({ firstMs: 5_000, longestMs: HOUR_MS, parkAfterMs: 3 * 24 * HOUR_MS });
  });

  it('is parked when one delivery has failed for its time, and gets all of it once it is enabled', async () => {
    const world = new OutboundWorld();
    world.times = { firstMs: 5_000, longestMs: HOUR_MS / 12, parkAfterMs: HOUR_MS };
    const { endpoint } = await world.addEndpoint();
    world.answer = () => 500;
    world.payOut(1);
    world.start();
    await world.runFor(0.9 * HOUR_MS);
    expect((await world.endpoint()).status).toEqual({ kind: 'ENABLED' });
    await world.runFor(0.3 * HOUR_MS);
    const [first] = world.arrived;
    expect((await world.endpoint()).status).toMatchObject({
      ...{ kind: 'PARKED', reason: 'UNDELIVERED', deliveryId: first!.id },
    });
    const tried = world.arrived.length;
    await world.runFor(HOUR_MS);
    expect(world.arrived).toHaveLength(tried);

    world.payOut(1);
    world.answer = () => 200;
    await world.enable(endpoint.endpointId);
    await world.runFor(HOUR_MS / 12);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });

  it('waits longer and longer between attempts, an hour at most', async () => {
    const world = new OutboundWorld();
    await world.addEndpoint();
    const at: number[] = [];
    world.answer = () => (at.push(world.timeline.nowMs), 500);
    world.payOut(1);
    world.start();
    await world.runFor(6 * HOUR_MS);
    const pauses = at.slice(1).map((time, index) => time - at[index]!);
    expect(pauses[0]).toBeLessThanOrEqual(6_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(HOUR_MS + 60_000);
    expect(pauses.at(-1)).toBeGreaterThan(HOUR_MS / 2 - 1);
  });

  it('is parked before anything is sent when its secret cannot be opened, and sends after another secret', async () => {
    const world = new OutboundWorld();
    const { endpoint } = await world.addEndpoint();
    const other = Buffer.alloc(32, 2);
    world.payOut(1);
    world.start(() => false, other);
    await world.runFor(HOUR_MS / 12);
    expect((await world.endpoint()).status).toMatchObject({ kind: 'PARKED', reason: 'SECRET_LOST' });
    expect(world.arrived).toEqual([]);

    await world.rotate(endpoint.endpointId, other);
    await world.enable(endpoint.endpointId);
    await world.runFor(HOUR_MS / 12);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });

  it('is disabled by the answer 410, at the first attempt, and keeps its place', async () => {
    const world = new OutboundWorld();
    const { endpoint } = await world.addEndpoint();
    world.answer = () => 410;
    world.payOut(1);
    world.start();
    await world.runFor(HOUR_MS / 12);
    expect((await world.endpoint()).status).toMatchObject({ kind: 'DISABLED', reason: 'GONE' });
    expect(world.arrived).toHaveLength(1);

    world.answer = () => 200;
    await world.enable(endpoint.endpointId);
    await world.runFor(HOUR_MS / 12);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });
});
