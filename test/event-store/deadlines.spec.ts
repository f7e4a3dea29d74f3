import { Deadlines } from '../../src/event-store/eventstoredb/deadlines';
import type { Clock } from '../../src/shared/clock';
import { Fault } from '../../src/shared/fault';

interface Timer {
  readonly dueMs: number;
  readonly fire: () => void;
}

/** Time that goes on when a test says so, and the timers that run on it. */
class CountingClock implements Clock {
  /** Timers that were ever started. */
  started = 0;
  readonly running = new Set<Timer>();
  /** The time of day, which may be set to anything. */
  today = new Date(0);
  private passedMs = 0;

  now(): Date {
    return this.today;
  }

  monotonicMs(): number {
    return this.passedMs;
  }

  wait(durationMs: number, signal?: AbortSignal): Promise<void> {
    this.started += 1;
    return new Promise(resolve => {
      const timer = { dueMs: this.passedMs + durationMs, fire: () => finish() };
      const finish = () => {
        this.running.delete(timer);
        resolve();
      };
      this.running.add(timer);
      signal?.addEventListener('abort', finish, { once: true });
    });
  }

  async pass(durationMs: number): Promise<void> {
    const untilMs = this.passedMs + durationMs;
    for (let next = this.nextBefore(untilMs); next; next = this.nextBefore(untilMs)) {
      this.passedMs = next.dueMs;
      next.fire();
      await settle();
    }
    this.passedMs = untilMs;
    await settle();
  }

  private nextBefore(untilMs: number): Timer | undefined {
    const due = [...this.running].filter(({ dueMs }) => dueMs <= untilMs);
    return due.sort((left, right) => left.dueMs - right.dueMs)[0];
  }
}

const settle = () => new Promise(resolve => setImmediate(resolve));
const never = () => new Promise<never>(() => undefined);
const ignored = (call: Promise<unknown>) => void call.catch(() => undefined);

/** When each call fails, by the clock; the order in which they fail. */
function recordFailures(clock: CountingClock) {
  const failures: [string, number][] = [];
  const record = (name: string, call: Promise<unknown>) =>
    void call.catch(() => failures.push([name, clock.monotonicMs()]));
  return { failures, record };
}

it('a thousand calls at once and ten thousand one after another cost one timer', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  for (let call = 0; call < 1_000; call += 1) ignored(deadlines.waitFor(5_000, never()));
  for (let call = 0; call < 10_000; call += 1) await deadlines.waitFor(10_000, Promise.resolve(call));
  expect(clock.started).toBe(1);
  expect(clock.running.size).toBe(1);
});

it('each call fails at its own limit, whatever limits the others have', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  const { failures, record } = recordFailures(clock);
  record('slow', deadlines.waitFor(10_000, never()));
  await clock.pass(100);
  record('middle', deadlines.waitFor(5_000, never()));
  record('middle too', deadlines.waitFor(5_000, never()));
  await clock.pass(100);
  record('short', deadlines.waitFor(1_000, never()));
  expect(clock.running.size).toBe(1);
  await clock.pass(20_000);
  expect(failures).toEqual([
    ['short', 1_200],
    ['middle', 5_100],
    ['middle too', 5_100],
    ['slow', 10_000],
  ]);
  expect(clock.running.size).toBe(0);
});

it('a call that is answered keeps its answer, and one that comes after a pause has its whole time', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  await expect(deadlines.waitFor(5_000, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  await clock.pass(4_999);
  const { failures, record } = recordFailures(clock);
  record('late', deadlines.waitFor(5_000, never()));
  await clock.pass(4_999);
  expect(failures).toEqual([]);
  await clock.pass(1);
  expect(failures).toEqual([['late', 9_999]]);
});

it('a limit is a duration: a change of the time of day does not end it', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  const { failures, record } = recordFailures(clock);
  record('call', deadlines.waitFor(5_000, never()));
  clock.today = new Date(2 ** 42);
  await clock.pass(4_999);
  expect(failures).toEqual([]);
});

it('the fault names the limit, and a call that fails after it fails nothing else', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  let fail: (error: Error) => void = () => undefined;
  const call = deadlines.waitFor(300, new Promise<never>((_, reject) => (fail = reject)));
  const outcome = call.catch((error: unknown) => error);
  await clock.pass(300);
  fail(new Error('the connection is gone'));
  await settle();
  expect(await outcome).toBeInstanceOf(Fault);
  expect(String(await outcome)).toContain('did not answer within 300 ms');
});

it('no timer is left after the end, when the last call has ended', async () => {
  const clock = new CountingClock();
  const deadlines = new Deadlines(clock);
  let answer: (value: number) => void = () => undefined;
  const call = deadlines.waitFor(5_000, new Promise<number>(resolve => (answer = resolve)));
  deadlines.close();
  expect(clock.running.size).toBe(1);
  answer(1);
  await call;
  expect(clock.running.size).toBe(0);
  await deadlines.waitFor(5_000, Promise.resolve());
  expect(clock.running.size).toBe(0);
});
