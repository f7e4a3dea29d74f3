import fc from 'fast-check';
import { BREAKER_LIMITS, type Told } from '../../../src/providers/gate/circuit-breaker';
import { ProviderGate, type Pass } from '../../../src/providers/gate/single-provider-gate';
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
const UP: Told = { provider: 'up', retryAfterMs: null, exchanges: [EXCHANGE] };
const DOWN: Told = { provider: 'down', retryAfterMs: null, exchanges: [] };
const { places, failures, firstOpenMs, longestOpenMs } = BREAKER_LIMITS;

let clock: ManualClock;
let gate: ProviderGate;
let told: string[];
beforeEach(() => {
  clock = new ManualClock();
  // Chance that adds nothing: the pauses are exactly what they are at the least.
  gate = new ProviderGate({ clock, random: { below: () => 0, uuid: () => '' }, logger: silentLogger });
  told = [];
  gate.onTurn(key => told.push(key));
});

/** Time passes, and whoever waited for it has gone on. */
async function move(byMs: number): Promise<void> {
  clock.advance(byMs);
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
}

const at = (second: number): string => new Date(second * 1_000).toISOString();
const enter = (key: string, second = 0, kind: 'submission' | 'question' = 'submission') =>
  gate.enter('connectpsp', { key, kind, requestedAt: at(second) });
const go = (key: string): Pass => {
  const pass = enter(key);
  if (!pass) throw new Error(`${key} may not go`);
  return pass;
};
const status = () => gate.status()[0]!;
const failInARow = (times: number) => {
  for (let time = 0; time < times; time += 1) go(`failing ${time}`).leave(DOWN);
};

describe('the gate before a provider', () => {
  it(`lets ${places} calls go at once, and tells the next one when a place is free`, () => {
    const passes = Array.from({ length: places }, (_, index) => go(`p${index}`));
    expect(enter('late')).toBeUndefined();
    expect(told).toEqual([]);
    passes[0]!.leave(UP);
    expect(told).toEqual(['late']);
    expect(enter('later')).toBeUndefined();
    expect(enter('late')).toBeDefined();
    expect(status()).toMatchObject({ underWay: places, waiting: 1, breaker: 'closed' });
  });

  it('gives a place back once, however often it is left', () => {
    const passes = Array.from({ length: places }, (_, index) => go(`p${index}`));
    for (const key of ['a', 'b']) enter(key);
    passes[0]!.leave(UP);
    passes[0]!.leave(UP);
    expect(told).toEqual(['a']);
  });

  it('passes a place on that the one it was told to does not use', () => {
    const passes = Array.from({ length: places }, (_, index) => go(`p${index}`));
    for (const key of ['a', 'b', 'c']) enter(key);
    passes[0]!.leave(UP);
    gate.giveBack('a');
    expect(told).toEqual(['a', 'b']);
    gate.forget('c');
    gate.giveBack('b');
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
        own.onTurn(key => {
          order.push(Number(key));
          own.enter('connectpsp', { key, kind: 'submission', requestedAt: at(Number(key)) })?.leave(UP);
        });
        const blocking = Array.from({ length: places }, (_, index) =>
          own.enter('connectpsp', { key: `block ${index}`, kind: 'submission', requestedAt: at(0) }),
        );
        for (const second of seconds)
          own.enter('connectpsp', { key: String(second), kind: 'submission', requestedAt: at(second) });
        blocking[0]!.leave(UP);
        expect(order).toEqual([...seconds].sort((left, right) => left - right));
      }),
    );
  });

  it('lets questions and orders go in turns', () => {
    const passes = Array.from({ length: places }, (_, index) => go(`p${index}`));
    for (const second of [1, 2, 3]) enter(`order ${second}`, second);
    for (const second of [4, 5, 6]) enter(`question ${second}`, second, 'question');
    for (const pass of passes.slice(0, 6)) pass.leave(UP);
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
      enter('probe')!.leave(DOWN);
      pauseMs = Math.min(pauseMs * 2, longestOpenMs);
      expect(status().heldBackMs).toBe(pauseMs);
    }
    expect(pauseMs).toBe(longestOpenMs);
  });

  it('is not thought to be away for failures with a success between them', () => {
    for (let time = 0; time < 10; time += 1) {
      failInARow(failures - 1);
      go('well').leave(UP);
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
      const passes = called.map(key => go(key));
      atOnce.push(passes.length);
      // All are still under way when the last one of them has gone: nobody else may.
      expect(enter('one more', 999)).toBeUndefined();
      for (const pass of passes) pass.leave(UP);
    }
    expect(atOnce[0]).toBe(1);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(places);
    atOnce.slice(1).forEach((count, index) => expect(count).toBeLessThanOrEqual(2 * atOnce[index]!));
    expect(atOnce.at(-1)).toBe(places);
  });

  it('keeps to the pause it asks for, though nothing else speaks against it', async () => {
    go('a').leave({ provider: 'down', retryAfterMs: 20_000, exchanges: [EXCHANGE] });
    expect(enter('b')).toBeUndefined();
    await move(19_999);
    expect(told).toEqual([]);
    await move(1);
    expect(told).toEqual(['b']);
  });

  it('is not believed to be back by calls that began before, nor by ones that never left', async () => {
    const early = go('early');
    failInARow(failures);
    early.leave(UP);
    expect(status().breaker).toBe('open');
    enter('probe');
    await move(firstOpenMs);
    enter('probe')!.leave({ provider: 'up', retryAfterMs: null, exchanges: [] });
    expect(status().breaker).toBe('open');
    go('second').leave(UP);
    expect(status().breaker).toBe('closed');
  });

  it('is not waited for by a clock that was set back', async () => {
    await move(100_000);
    failInARow(failures);
    await move(-90_000);
    expect(status().heldBackMs).toBe(firstOpenMs);
  });

  it('does not keep another provider back', () => {
    failInARow(failures);
    expect(gate.enter('ntxpay', { key: 'n', kind: 'submission', requestedAt: at(0) })).toBeDefined();
  });
});
