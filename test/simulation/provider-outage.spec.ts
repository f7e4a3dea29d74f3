import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { NO_FAULTS } from './faults';
import { checkSimulatedWorld } from './check-simulated-world';
import { OUT_OF_ORDER } from './planted-bugs';
import { simulate, type SimulatedWorld } from './simulate';

const HOUR_MS = 3_600_000;
const CALLS_AT_ONCE = 16;
/** Who found out that the provider is away. */
const UNTIL_IT_IS_KNOWN = 5;

const hourAway = (seed: number) => ({
  seed,
  faults: NO_FAULTS,
  nodes: 1,
  clients: 2,
  payoutsPerClient: 45,
  funds: '2000.00',
  outage: { fromMs: 0, lengthMs: HOUR_MS },
  // All payouts are held, so that all are held back.
  limits: false,
});

const eventsOf = (world: SimulatedWorld, type: PayoutEvent['type']): readonly RecordedEvent[] =>
  world.events.filter(({ body }) => body.type === type);

const payoutIdOf = ({ body }: RecordedEvent): string => (body as PayoutEvent).data.payoutId;

/** How many payouts that were asked for later were begun before one that was asked for earlier, at the worst. */
function overtaken(world: SimulatedWorld): number {
  const asked = new Map(eventsOf(world, 'PayoutRequested').map((event, index) => [payoutIdOf(event), index]));
  const begun = eventsOf(world, 'PayoutSubmissionStarted').map(event => asked.get(payoutIdOf(event))!);
  const counts = begun.map((own, index) => begun.slice(0, index).filter(other => other > own).length);
  return Math.max(...counts);
}

describe('a provider that is away for an hour', () => {
  it.each([1, 2, 3])(
    'has its orders held back, and then sent in the order of the requests (seed %i)',
    async seed => {
      const world = await simulate(hourAway(seed));
      expect(checkSimulatedWorld(world)).toEqual([]);
      const requested = eventsOf(world, 'PayoutRequested');
      expect(requested.length).toBe(90);
      const started = eventsOf(world, 'PayoutSubmissionStarted');
      const [first] = world.events;
      const heldBackMs = ({ metadata }: RecordedEvent) =>
        Date.parse(metadata.occurredAt) - Date.parse(first!.metadata.occurredAt);
      // Both providers are found to be away by a few orders; nothing of the others is recorded as sent, and none fails.
      expect(started.filter(event => heldBackMs(event) < HOUR_MS).length).toBeLessThanOrEqual(
        2 * (CALLS_AT_ONCE + UNTIL_IT_IS_KNOWN),
      );
      expect(started.length).toBe(requested.length);
      expect(eventsOf(world, 'PayoutOutcomeUnknown')).toEqual([]);
      expect(overtaken(world)).toBeLessThanOrEqual(2 * (CALLS_AT_ONCE + UNTIL_IT_IS_KNOWN));
    },
  );

  it('is found to be drained out of order when it is', async () => {
    const world = await simulate({ ...hourAway(1), mutate: OUT_OF_ORDER });
    expect(overtaken(world)).toBeGreaterThan(2 * (CALLS_AT_ONCE + UNTIL_IT_IS_KNOWN));
  });
});
