import { systemClock, type Clock } from '../../src/shared/clock';

/** Waits as it is asked to, but never long: the pauses between attempts are not what is tested. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  monotonicMs: () => systemClock.monotonicMs(),
  wait: (_ms, signal) => systemClock.wait(1, signal),
};
