import { comparePositions, type Position, type SubscriptionItem } from '../../../src/event-store/event-store';
import {
  subscribeToPrefixes,
  type SubscriptionParts,
} from '../../../src/event-store/eventstoredb/feed/subscription';
import { SeededRandom } from '../../simulation/seeded-random';
import { SEED } from '../../support/test-seed';
import { placeOf, SimulatedLog, turn } from './simulated-log';

/** FEED_ROUNDS: more of them for a longer search. */
const ROUNDS = Number(process.env['FEED_ROUNDS'] ?? 20);
const STEPS = 300;
const PREFIXES = ['a-', 'b-', 'c-', 'd-', 'e-', 'dd-'];
/** So few that a consumer that pauses for a moment falls behind. */
const LIMITS = { maxEntries: 24, maxBytes: 4_000 };

/** A consumer with its own streams, its own beginning and its own pace, and all that it has heard. */
class Consumer {
  readonly items: SubscriptionItem[] = [];
  readonly prefixes: readonly string[];
  readonly after: Position | undefined;
  readonly ended: Promise<void>;
  isSlow = false;
  private readonly leaving = new AbortController();

  constructor(parts: SubscriptionParts, log: SimulatedLog, random: SeededRandom) {
    const first = random.pick(PREFIXES);
    this.prefixes = random.chance(0.5) ? [first] : [...new Set([first, random.pick(PREFIXES)])];
    const from = random.below(log.events.length + 1);
    this.after = from === 0 ? undefined : placeOf(from);
    this.ended = this.listen(parts, random);
  }

  get isThere(): boolean {
    return !this.leaving.signal.aborted;
  }

  leave(): void {
    this.leaving.abort();
  }

  heard(): number[] {
    return this.items.flatMap(item => (item.kind === 'event' ? [Number(item.event.position.commit)] : []));
  }

  private async listen(parts: SubscriptionParts, random: SeededRandom): Promise<void> {
    const { prefixes: streamPrefixes, after } = this;
    const { signal } = this.leaving;
    for await (const item of subscribeToPrefixes(parts, { streamPrefixes, after, signal })) {
      this.items.push(item);
      while (this.isSlow && this.isThere && random.chance(0.9)) await turn();
    }
  }
}

const wanted = ({ prefixes, after }: Consumer, log: SimulatedLog): number[] =>
  log.events.flatMap(({ streamId, position }) => {
    const isIn = prefixes.some(prefix => streamId.startsWith(prefix));
    return isIn && (!after || comparePositions(position, after) > 0) ? [Number(position.commit)] : [];
  });

/** Places ascend, and no checkpoint is past an event that is yet to be told. */
function expectAscending({ items, after }: Consumer): void {
  const places = items.flatMap(item => (item.kind === 'caught_up' ? [] : [placeIn(item)]));
  for (const [index, place] of places.entries()) {
    const before = index === 0 ? after : places[index - 1];
    if (before) expect(comparePositions(place, before)).toBe(1);
  }
}

const placeIn = (item: Exclude<SubscriptionItem, { kind: 'caught_up' }>): Position =>
  item.kind === 'event' ? item.event.position : item.position;

async function untilTrue(condition: () => boolean, what: string): Promise<void> {
  for (let turns = 0; turns < 20_000; turns += 1) {
    if (condition()) return;
    await turn();
  }
  throw new Error(`It never came to this: ${what}`);
}

async function playRound(seed: number) {
  const random = new SeededRandom(seed);
  const log = new SimulatedLog(async () => {
    if (random.chance(0.3)) await turn();
  });
  const parts = log.parts(LIMITS);
  const consumers: Consumer[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const dice = random.below(100);
    const present = consumers.filter(({ isThere }) => isThere);
    if (dice < 60)
      for (let count = random.below(8); count > 0; count -= 1) log.append(`${random.pick(PREFIXES)}1`);
    else if (dice < 68 && present.length < 7) consumers.push(new Consumer(parts, log, random));
    else if (dice < 71 && present.length > 0) random.pick(present).leave();
    else if (dice < 82 && present.length > 0) random.pick(present).isSlow = random.chance(0.5);
    else if (dice < 84) log.breakCalls();
    else await turn();
  }
  if (!consumers.some(({ isThere }) => isThere)) consumers.push(new Consumer(parts, log, random));
  for (const consumer of consumers) consumer.isSlow = false;
  return { log, consumers };
}

it(`consumers of any streams, at any pace, hear all and nothing twice, and share one call in the end (SEED=${SEED})`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { log, consumers } = await playRound(SEED + round);
    const present = consumers.filter(({ isThere }) => isThere);
    const isComplete = (consumer: Consumer) => consumer.heard().length >= wanted(consumer, log).length;
    const context = `round ${round} of SEED=${SEED}`;
    await untilTrue(() => present.every(isComplete), `${context}: all have heard all`);
    await untilTrue(() => log.openCalls === 1, `${context}: one call is open`);
    for (const consumer of consumers) {
      const expected = wanted(consumer, log);
      const heard = consumer.heard();
      expect({ context, heard }).toEqual({ context, heard: expected.slice(0, heard.length) });
      expectAscending(consumer);
      consumer.leave();
    }
    await Promise.all(consumers.map(({ ended }) => ended));
    await untilTrue(() => log.openCalls === 0, `${context}: no call is left`);
  }
}, 120_000);

it('each time of being away is followed by one end of history', async () => {
  const log = new SimulatedLog();
  const parts = log.parts(LIMITS);
  const consumer = new Consumer(parts, log, new SeededRandom(1));
  for (let times = 1; times <= 4; times += 1) {
    const ends = () => consumer.items.filter(({ kind }) => kind === 'caught_up').length;
    await untilTrue(() => ends() === times, `the end of history was told ${times} times`);
    for (let count = 0; count < 100; count += 1) log.append(`${consumer.prefixes[0]!}1`);
    await untilTrue(() => consumer.heard().length === times * 100, 'all was heard');
    expect(ends()).toBe(times);
    log.breakCalls();
  }
  consumer.leave();
  await consumer.ended;
  expect(log.interruptions).toBeGreaterThan(0);
});
