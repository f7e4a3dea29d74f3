import { backoffMs } from '../../src/saga/backoff';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = new Date(Date.UTC(2026, 2, 10, 12));

describe('the wait until the next try', () => {
  it.each([
    ['the least at first', 0, 30_000, 30_000],
    ['the least for two minutes', 2 * MINUTE, 30_000, 30_000],
    ['a quarter of the age', 4 * MINUTE, 30_000, MINUTE],
    ['an hour at most', 10 * HOUR, 30_000, HOUR],
    ['the least where that is more than an hour', HOUR, 2 * HOUR, 2 * HOUR],
    ['the least where the clock was set back', -HOUR, 30_000, 30_000],
  ])('is %s', (_name, ageMs, leastMs, expected) => {
    expect(backoffMs({ now, since: new Date(now.getTime() - ageMs) }, leastMs)).toBe(expected);
  });
});
