import { DeliveryList, type ListPlace } from '../../src/outbound/deliveries/progress/delivery-list';
import { RangeReplay, type ReplayPlace } from '../../src/outbound/deliveries/progress/range-replay';
import { type Arrived, OutboundWorld, violationsIn } from './outbound-world';

const MINUTE_MS = 60_000;
const EXPECTED = ['payout.accepted', 'payout.submitted', 'payout.completed'] as const;
const PAGE = 7;

async function listed(world: OutboundWorld, endpointId: string, status?: 'RETRYING' | 'GIVEN_UP') {
  const list = new DeliveryList(world.historian.store);
  const ids: string[] = [];
  for (let from: ListPlace | undefined, more = true; more; more = from !== undefined) {
    const page = await list.page(endpointId, { status, limit: PAGE, from });
    expect(page.ids.length).toBeLessThanOrEqual(PAGE);
    ids.push(...page.ids);
    from = page.next;
  }
  return ids;
}

const idsOf = (arrived: readonly Arrived[]) => [...new Set(arrived.map(({ id }) => id))];

describe('the list of what an endpoint was sent', () => {
  it('has everything once, the newest first, page by page, and what is still tried before all', async () => {
    const world = new OutboundWorld();
    const { endpoint } = await world.addEndpoint();
    world.start();
    for (let round = 0; round < 4; round += 1) {
      world.payOut(3);
      await world.runFor(MINUTE_MS);
    }
    const delivered = idsOf(world.arrived);
    world.answer = () => 500;
    world.payOut(2);
    await world.runFor(MINUTE_MS);
    const tried = idsOf(world.arrived).slice(delivered.length);
    expect(tried).toHaveLength(2);
    const ids = await listed(world, endpoint.endpointId);
    expect(ids.slice(-delivered.length).sort()).toEqual([...delivered].sort());
    // Calls of different payouts end in any order: each round is one place.
    const ofRound = (round: number) => delivered.slice(9 * round, 9 * round + 9).map(id => ids.indexOf(id));
    for (let round = 1; round < 4; round += 1)
      expect(Math.max(...ofRound(round))).toBeLessThan(Math.min(...ofRound(round - 1)));
    const retrying = await listed(world, endpoint.endpointId, 'RETRYING');
    expect(retrying).toEqual(expect.arrayContaining(tried));
    expect(ids.slice(0, retrying.length)).toEqual(retrying);
  });

  it('has what was given up, and a delivery where it ended last', async () => {
    const world = new OutboundWorld();
    const { endpoint } = await world.addCallbacks('https://shop.example/orders');
    const { endpointId } = endpoint;
    world.answer = ({ type }) => (type === 'payout.submitted' ? 410 : 200);
    world.payOut(1, { endpointId, url: 'https://shop.example/orders/42' });
    world.start();
    await world.runFor(MINUTE_MS);
    const [accepted, submitted, completed] = idsOf(world.arrived);
    expect(await listed(world, endpointId)).toEqual([completed, submitted, accepted]);
    expect(await listed(world, endpointId, 'GIVEN_UP')).toEqual([submitted]);
    world.answer = () => 200;
    await world.replay(submitted!);
    await world.runFor(MINUTE_MS);
    expect(await listed(world, endpointId)).toEqual([submitted, completed, accepted]);
  });
});

describe('the replay of a range', () => {
  it('sends again what tells of its events, once and in order, and comes to an end', async () => {
    const world = new OutboundWorld();
    const { endpoint } = await world.addEndpoint();
    const { endpointId } = endpoint;
    world.start();
    const times: Date[] = [];
    for (let round = 0; round < 5; round += 1) {
      times.push(new Date(world.historian.now()));
      world.payOut(2);
      await world.runFor(MINUTE_MS);
    }
    const wanted = world.historian.payouts.slice(2, 6).map(({ id }) => id);
    const before = world.arrived.length;
    const range = { from: times[1]!, to: times[3]! };
    const replay = new RangeReplay(world.historian.store);
    let asked = 0;
    for (let at: ReplayPlace | undefined, more = true; more; more = at !== undefined) {
      const part = await replay.part(endpointId, range, at);
      for (const id of part.ids) await world.replay(id);
      asked += part.ids.length;
      await world.runFor(MINUTE_MS);
      at = part.next;
    }
    const again = world.arrived.slice(before);
    expect(asked).toBe(wanted.length * EXPECTED.length);
    for (const id of wanted)
      expect(again.filter(({ payoutId }) => payoutId === id).map(({ type }) => type)).toEqual(EXPECTED);
    expect(again).toHaveLength(asked);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
    expect(await replay.part('00000000-0000-4000-8000-000000000000', range, undefined)).toEqual({
      ids: [],
      next: undefined,
    });
  });
});
