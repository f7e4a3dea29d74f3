import type { MessageType } from '../../src/domain/outbound/events';
import { DeliveryList } from '../../src/outbound/deliveries/progress/delivery-list';
import { OutboundWorld, violationsIn } from './outbound-world';

const EXPECTED: MessageType[] = ['payout.accepted', 'payout.submitted', 'payout.completed'];
const MINUTE_MS = 60_000;

interface Outcome {
  readonly died: boolean;
  readonly violations: string[];
  readonly repeats: number;
}

/** A process dies at one of its awaits, and another one takes over. Each second call is refused the first time. */
async function dieAt(await_: number): Promise<Outcome> {
  const world = new OutboundWorld();
  const { endpoint } = await world.addEndpoint();
  const seen = new Set<string>();
  world.answer = ({ id }) => {
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst && seen.size % 2 === 0 ? 500 : 200;
  };
  world.payOut(2);
  let awaits = 0;
  const first = world.start(() => (awaits += 1) === await_);
  await world.runFor(MINUTE_MS / 4);
  world.payOut(1);
  await world.runFor(MINUTE_MS / 4);
  if (first.alive) await world.runFor(MINUTE_MS);
  const died = !first.alive;
  if (died) world.start();
  await world.runFor(2 * MINUTE_MS);
  const delivered = world.arrived.filter(({ status }) => status < 300).length;
  const violations = [...violationsIn(world, EXPECTED), ...(await unlisted(world, endpoint.endpointId))];
  return { died, violations, repeats: delivered - 3 * EXPECTED.length };
}

/** Deliveries that the endpoint took and that its list does not have. */
async function unlisted(world: OutboundWorld, endpointId: string): Promise<string[]> {
  const wanted = { status: undefined, limit: 200, from: undefined };
  const { ids } = await new DeliveryList(world.historian.store).page(endpointId, wanted);
  const missing = world.arrived.filter(({ id, status }) => status < 300 && !ids.includes(id));
  return missing.map(({ id }) => `${id} is not listed`);
}

describe('a process that sends webhooks and dies', () => {
  it('at any one of its awaits loses no message, and keeps the order of each payout for the next process', async () => {
    const failures: string[] = [];
    let repeats = 0;
    let steps = 0;
    for (let died = true; died && failures.length < 5;) {
      steps += 1;
      const outcome = await dieAt(steps);
      died = outcome.died;
      repeats += outcome.repeats;
      failures.push(...outcome.violations.map(violation => `await ${steps}: ${violation}`));
    }
    expect(failures).toEqual([]);
    expect(steps).toBeGreaterThan(100);
    // A crash between the answer and its record repeats the message, and nothing else does.
    expect(repeats).toBeGreaterThan(0);
  });

  it('sends in order also while two processes believe that the endpoint is theirs', async () => {
    const world = new OutboundWorld();
    await world.addEndpoint();
    let calls = 0;
    world.answer = () => ((calls += 1) % 3 === 0 ? 503 : 200);
    world.payOut(3);
    world.start();
    world.start();
    await world.runFor(MINUTE_MS);
    world.payOut(3);
    await world.runFor(10 * MINUTE_MS);
    expect(violationsIn(world, EXPECTED)).toEqual([]);
  });
});
