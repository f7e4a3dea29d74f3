import { setImmediate } from 'node:timers/promises';
import { PROVIDER_NAMES } from '../../src/providers/provider-names';
import { BEFORE_THE_ANSWER } from './budget';
import type { Call, EventStoreTap } from './event-store-tap';
import { callsIn } from './figures';
import { BY_THE_CLOCK, MeasuredService } from './measured-service';

const ACCOUNT = 'merchant-1';
/** Turns of the event loop in which the service, which runs in this process, asks for nothing more. */
const QUIET_TURNS = 2_000;

let measured: MeasuredService;
beforeAll(async () => {
  // The saga hears of nothing while a request is answered. So all that is seen is what the answer waits for.
  measured = await MeasuredService.start({ wakeUp: false });
  await measured.fund(ACCOUNT);
  for (const provider of PROVIDER_NAMES)
    await measured.measure(1, () => measured.payOut(provider, ACCOUNT, `first at ${provider}`));
});
afterAll(() => measured.stop());

/**
 * The calls of some work, step by step. All answers are kept back until the service asks for nothing more. What it asks
 * for after them is the next step.
 */
async function stepsOf(tap: EventStoreTap, work: () => Promise<void>): Promise<readonly (readonly Call[])[]> {
  const steps: Call[][] = [];
  let isDone = false;
  let { length: seen } = tap.calls;
  tap.hold();
  try {
    const working = work().finally(() => (isDone = true));
    while (!isDone) {
      await quiet(tap);
      const step = tap.calls.slice(seen).filter(isOfThePayout);
      seen = tap.calls.length;
      if (step.length > 0) steps.push(step);
      tap.letAnswersGo();
    }
    await working;
  } finally {
    tap.release();
  }
  return steps;
}

async function quiet(tap: EventStoreTap): Promise<void> {
  let { length } = tap.calls;
  for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
    await setImmediate();
    const isOpen = tap.calls.some(({ kind, isAnswered }) => kind !== 'subscription' && !isAnswered);
    if (isOpen || tap.calls.length > length) turns = 0;
    length = tap.calls.length;
  }
}

const isOfThePayout = ({ kind, stream }: Call): boolean =>
  kind !== 'subscription' && stream !== '$all' && !BY_THE_CLOCK.test(stream);

it.each(PROVIDER_NAMES)(
  'a 202 waits for no more reads and durable writes than the budget allows (%s)',
  async provider => {
    await measured.measure(1, async () => {
      const steps = await stepsOf(measured.eventStore, () =>
        measured.payOut(provider, ACCOUNT, `timed at ${provider}`),
      );
      const calls = steps.flat();
      const reads = calls.filter(({ kind }) => kind === 'read').length;
      const writes = steps.filter(step => step.some(({ kind }) => kind === 'append')).length;
      const all = callsIn({ calls, resets: 0, statements: 0, transactions: 0 }, 1);
      if (process.env['PRINT_BUDGET'] === '1') console.log(all, { reads, writes });
      const { reads: mostReads, appendsInSequence } = BEFORE_THE_ANSWER;
      expect([all, reads <= mostReads, writes <= appendsInSequence]).toEqual([all, true, true]);
    });
  },
);
