import { newEvents } from '../../src/event-store/new-events';
import { StoreClock } from '../../src/event-store/log/store-clock';
import { LogEndReader } from '../../src/projections/engine/log-end-reader';
import { ReadModelFreshness } from '../../src/queries/reading/read-model-freshness';
import type { Clock } from '../../src/shared/clock';
import { ok } from '../../src/shared/result';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

/** One time for all, of which the event store's clock is some way behind. Waiting makes it go on. */
function world(behindMs = 0) {
  let nowMs = NOW;
  let waitedMs = 0;
  const clock: Clock = {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    wait: async durationMs => {
      nowMs += durationMs;
      waitedMs += durationMs;
    },
  };
  const storeTime = () => new Date(nowMs - behindMs);
  const store = new InMemoryEventStore({ now: storeTime });
  const storeClock = new StoreClock(store, clock);
  const readPosition = { waitForEach: async () => ok({ commit: 0n, prepare: 0n }) };
  const parts = { ends: new LogEndReader(store), readPosition, clock, storeTime: () => storeClock.read() };
  return { store, storeClock, clock, moments: new ReadModelFreshness(parts), waitedMs: () => waitedMs };
}

const before = (ms: number): Date => new Date(NOW - ms);
const markers = (store: InMemoryEventStore): number =>
  store.log.filter(({ body }) => body.type === 'ClockRead').length;

describe('a time', () => {
  it('is over where something was recorded after it, and nothing more is recorded to know that', async () => {
    const { store, moments, clock } = world();
    const cause = { causationId: 'c', correlationId: 'c', actor: 'client:test' };
    const body = { type: 'Something', data: {} };
    await store.append('account-a', 'no_stream', newEvents('account-a', [body], cause, clock.now()));
    expect(await moments.waitUntilOver(before(1), 5_000)).toMatchObject({ ok: true });
    expect(markers(store)).toBe(0);
  });

  it('is over once the event store has recorded something after it, never at the same millisecond', async () => {
    const { store, moments } = world();
    for (const time of [before(0), before(1), before(5_000)]) {
      expect(await moments.waitUntilOver(time, 5_000)).toMatchObject({ ok: true });
      expect(store.log.at(-1)!.recordedAt > time).toBe(true);
    }
    // The first is at this very millisecond; the others are before what is known by then.
    expect(markers(store)).toBe(2);
  });

  it('that our clock has passed and the event store’s has not is waited for', async () => {
    const { store, moments, waitedMs } = world(3_000);
    expect(await moments.waitUntilOver(before(0), 5_000)).toMatchObject({ ok: true });
    expect(store.log.at(-1)!.recordedAt > before(0)).toBe(true);
    expect(waitedMs()).toBeGreaterThanOrEqual(3_001);
  });

  it('that is too far ahead of the event store’s clock is refused at once', async () => {
    const { moments, waitedMs } = world(12_000);
    const refused = { ok: false, refusal: { code: 'PROJECTION_BEHIND' } };
    expect(await moments.waitUntilOver(before(0), 5_000)).toMatchObject(refused);
    expect(await moments.waitUntilOver(new Date(NOW + 86_400_000), 5_000)).toMatchObject(refused);
    expect(waitedMs()).toBeLessThan(1_000);
  });
});

describe('the event store’s clock', () => {
  it('is read once for all who ask meanwhile, and never before they asked', async () => {
    const { store, storeClock } = world();
    const first = storeClock.read();
    await first;
    const shared = await Promise.all(Array.from({ length: 50 }, () => storeClock.read()));
    expect(new Set(shared.map(time => time.getTime())).size).toBe(1);
    expect(markers(store)).toBe(2);
  });

  it('is read by several processes beside each other, each after it asked', async () => {
    const { store, clock } = world();
    const processes = [1, 2, 3].map(() => new StoreClock(store, clock));
    for (let round = 0; round < 3; round += 1) {
      const asked = clock.now();
      const times = await Promise.all(processes.map(each => each.read()));
      for (const time of times) expect(time >= asked).toBe(true);
      // One alone, of which the others know nothing.
      await clock.wait(1_000);
      await processes[round]!.read();
      await clock.wait(1_000);
    }
  });
});
