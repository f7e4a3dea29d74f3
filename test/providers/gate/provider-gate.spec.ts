import fc from 'fast-check';
import { BREAKER_LIMITS, type CallHealth } from '../../../src/providers/gate/circuit-breaker';
import { ProviderGate, type Permit } from '../../../src/providers/gate/provider-gate';
import { silentLogger } from '../../../src/shared/logging';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';

const EXCHANGE = {
  method: 'GET',
  path: '/',
  requestBody: null,
  status: 200,
  answerBody: '',
  answerHash: '',
  fault: null,
};
const UP: CallHealth = { provider: 'up', retryAfterMs: null, exchanges: [EXCHANGE] };
const DOWN: CallHealth = { provider: 'down', retryAfterMs: null, exchanges: [] };
const { maxCalls, failures, firstOpenMs, longestOpenMs } = BREAKER_LIMITS;

/** A real clock: each reading is a millisecond later than the one before, and a timer can fire a little early. */
class PassingClock extends ManualClock {
  constructor(private readonly earlyMs: number) {
    super();
  }

  override monotonicMs(): number {
    this.advance(1);
    return super.monotonicMs();
  }

  override wait(durationMs: number, signal?: AbortSignal): Promise<void> {
    return super.wait(Math.max(1, durationMs - this.earlyMs), signal);
  }
}

let clock: ManualClock;
let gate: ProviderGate;
let told: string[];
beforeEach(() => {
  clock = new ManualClock();
  // Chance that adds nothing: the pauses are exactly what they are at the least.
  gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
  told = [];
  gate.onPermit(key => told.push(key));
});

/** Time passes, and every wait that ends by then has ended. */
async function move(byMs: number): Promise<void> {
  clock.advance(byMs);
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
}

const at = (second: number): string => new Date(second * 1_000).toISOString();
const enter = (key: string, second = 0, kind: 'submission' | 'query' = 'submission') =>
  gate.acquire('connectpsp', { key, kind, requestedAt: at(second) });
const go = (key: string): Permit => {
  const permit = enter(key);
  if (!permit) throw new Error(`${key} may not go`);
  return permit;
};
const status = () => gate.status()[0]!;
const failInARow = (times: number) => {
  for (let time = 0; time < times; time += 1) go(`failing ${time}`).release(DOWN);
};

describe('the gate before a provider', () => {
  it(`lets ${maxCalls} calls go at once, and tells the next one when a place is free`, () => {
    const permits = Array.from({ length: maxCalls }, (_, index) => go(`p${index}`));
    expect(enter('late')).toBeUndefined();
    expect(told).toEqual([]);
    permits[0]!.release(UP);
    expect(told).toEqual(['late']);
    expect(enter('later')).toBeUndefined();
    expect(enter('late')).toBeDefined();
    expect(status()).toMatchObject({ underWay: maxCalls, waiting: 1, breaker: 'closed' });
  });

  it('gives a place back once, however often it is left', () => {
    const permits = Array.from({ length: maxCalls }, (_, index) => go(`p${index}`));
    for (const key of ['a', 'b']) enter(key);
    permits[0]!.release(UP);
    permits[0]!.release(UP);
    expect(told).toEqual(['a']);
  });

  it('permits a place on that the one it was told to does not use', () => {
    const permits = Array.from({ length: maxCalls }, (_, index) => go(`p${index}`));
    for (const key of ['a', 'b', 'c']) enter(key);
    permits[0]!.release(UP);
    gate.returnPermit('a');
    expect(told).toEqual(['a', 'b']);
    gate.forget('c');
    gate.returnPermit('b');
    expect(told).toEqual(['a', 'b']);
    expect(enter('d')).toBeDefined();
  });

  it('tells those who wait in the order of their requests, whatever order they came in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 40 }), seconds => {
        const own = new ProviderGate({
          clock,
          random: { below: () => 0, uuid: () => '' },
          logger: silentLogger,
        });
        const order: number[] = [];
        own.onPermit(key => {
          order.push(Number(key));
          own.acquire('connectpsp', { key, kind: 'submission', requestedAt: at(Number(key)) })?.release(UP);
        });
        const blocking = Array.from({ length: maxCalls }, (_, index) =>
          own.acquire('connectpsp', { key: `block ${index}`, kind: 'submission', requestedAt: at(0) }),
        );
        for (const second of seconds)
          own.acquire('connectpsp', { key: String(second), kind: 'submission', requestedAt: at(second) });
        blocking[0]!.release(UP);
        expect(order).toEqual([...seconds].sort((left, right) => left - right));
      }),
    );
  });

  it('lets questions and orders go in turns', () => {
    const permits = Array.from({ length: maxCalls }, (_, index) => go(`p${index}`));
    for (const second of [1, 2, 3]) enter(`order ${second}`, second);
    for (const second of [4, 5, 6]) enter(`question ${second}`, second, 'query');
    for (const permit of permits.slice(0, 6)) permit.release(UP);
    expect(told).toEqual(['question 4', 'order 1', 'question 5', 'order 2', 'question 6', 'order 3']);
  });
});

describe('a provider that is away', () => {
  it(`is left alone after ${failures} failures in a row, for a second, then twice as long each time`, async () => {
    failInARow(failures - 1);
    expect(status().breaker).toBe('closed');
    failInARow(1);
    expect(status()).toMatchObject({ breaker: 'open', heldBackMs: firstOpenMs });
    let pauseMs = firstOpenMs;
    for (let round = 0; round < 10; round += 1) {
      told = [];
      expect(enter('probe')).toBeUndefined();
      await move(pauseMs - 1);
      expect(told).toEqual([]);
      await move(1);
      expect(told).toEqual(['probe']);
      enter('probe')!.release(DOWN);
      pauseMs = Math.min(pauseMs * 2, longestOpenMs);
      expect(status().heldBackMs).toBe(pauseMs);
    }
    expect(pauseMs).toBe(longestOpenMs);
  });

  it('is not thought to be away for failures with a success between them', () => {
    for (let time = 0; time < 10; time += 1) {
      failInARow(failures - 1);
      go('well').release(UP);
    }
    expect(status().breaker).toBe('closed');
  });

  it('is tried by one order, then by two, four and so on: no stampede', async () => {
    failInARow(failures);
    for (let second = 0; second < 100; second += 1) enter(`w${String(second).padStart(3, '0')}`, second);
    await move(firstOpenMs);
    const atOnce: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const called = told.splice(0);
      const permits = called.map(key => go(key));
      atOnce.push(permits.length);
      // All calls are under way when the last one has begun: no other call gets a permit.
      expect(enter('one more', 999)).toBeUndefined();
      for (const permit of permits) permit.release(UP);
    }
    expect(atOnce[0]).toBe(1);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(maxCalls);
    atOnce.slice(1).forEach((count, index) => expect(count).toBeLessThanOrEqual(2 * atOnce[index]!));
    expect(atOnce.at(-1)).toBe(maxCalls);
  });

  it('keeps to the pause it asks for, though nothing else speaks against it', async () => {
    go('a').release({ provider: 'down', retryAfterMs: 20_000, exchanges: [EXCHANGE] });
    expect(enter('b')).toBeUndefined();
    await move(19_999);
    expect(told).toEqual([]);
    await move(1);
    expect(told).toEqual(['b']);
  });

  it('is not believed to be back by calls that began before, nor by ones that never left', async () => {
    const early = go('early');
    failInARow(failures);
    early.release(UP);
    expect(status().breaker).toBe('open');
    enter('probe');
    await move(firstOpenMs);
    enter('probe')!.release({ provider: 'up', retryAfterMs: null, exchanges: [] });
    expect(status().breaker).toBe('open');
    go('second').release(UP);
    expect(status().breaker).toBe('closed');
  });

  it('is not waited for by a clock that was set back', async () => {
    await move(100_000);
    failInARow(failures);
    await move(-90_000);
    expect(status().heldBackMs).toBe(firstOpenMs);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'wakes the probe although its timer fires %d ms early and time passes while the gate decides',
    async earlyMs => {
      clock = new PassingClock(earlyMs);
      gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
      gate.onPermit(key => told.push(key));
      failInARow(failures);
      enter('probe');
      for (let ms = 0; ms < 2 * firstOpenMs; ms += 1) await move(1);
      expect(told).toEqual(['probe']);
    },
  );

  it('does not keep another provider back', () => {
    failInARow(failures);
    expect(gate.acquire('ntxpay', { key: 'n', kind: 'submission', requestedAt: at(0) })).toBeDefined();
  });
});
