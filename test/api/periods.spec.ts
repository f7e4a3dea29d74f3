import fc from 'fast-check';
import { beginningOf } from '../../src/api/fields/periods/days';
import { periodOf } from '../../src/api/fields/periods/period';

const dayOf = (text: string): Date => new Date(`${text}T00:00:00Z`);
const DAY_MS = 86_400_000;
const SEED = Number(process.env['SEED'] ?? 20_181_104);

describe('the beginning of a day', () => {
  it.each([
    // Summer time begins at midnight: there is no 00:00, and the day begins with 01:00.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-03T03:00:00Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2018-11-05', 'America/Sao_Paulo', '2018-11-05T02:00:00Z'],
    // Summer time ends at midnight: 23:00 comes twice, and the day begins with the only 00:00 that a clock shows.
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00Z'],
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00Z'],
    ['2019-02-17', 'America/Sao_Paulo', '2019-02-17T03:00:00Z'],
    ['2026-03-01', 'America/Sao_Paulo', '2026-03-01T03:00:00Z'],
    ['2026-03-01', 'UTC', '2026-03-01T00:00:00Z'],
    // Midnight came twice there: at 00:01 the clock was set back to 23:01. The day begins with the first.
    ['2010-11-07', 'America/St_Johns', '2010-11-07T02:30:00Z'],
    // A day that was left out altogether begins, and ends, where the next one begins.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s in %s is %s', (day, timezone, instant) => {
    expect(beginningOf(dayOf(day), timezone)).toEqual(new Date(instant));
  });

  it('follows the day before by 23 to 25 hours, and is the first instant of its date', () => {
    const zones = [
      'America/Sao_Paulo',
      'America/New_York',
      'Europe/Lisbon',
      'Asia/Beirut',
      'Australia/Lord_Howe',
      'UTC',
    ];
    const days = fc.integer({ min: Date.UTC(1970, 0, 2) / DAY_MS, max: Date.UTC(2037, 11, 30) / DAY_MS });
    const property = fc.property(fc.constantFrom(...zones), days, (timezone, day) => {
      const [begins, ends] = [day, day + 1].map(each => beginningOf(new Date(each * DAY_MS), timezone));
      const hours = (ends!.getTime() - begins!.getTime()) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
      const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
      expect([begins!, new Date(ends!.getTime() - 1)].map(at => dateOn(at, timezone))).toEqual([date, date]);
      expect(dateOn(new Date(begins!.getTime() - 1), timezone) < date).toBe(true);
    });
    fc.assert(property, { numRuns: 400, seed: SEED });
  });

  it('makes every month of a year whole: the end of one period is the beginning of the next', () => {
    for (let month = 1; month < 12; month += 1) {
      const of = (from: number) => `2018-${String(from).padStart(2, '0')}-01`;
      const first = periodOf({ from: of(month), to: of(month + 1), timeZone: 'America/Sao_Paulo' });
      const next = periodOf({ from: of(month + 1), timeZone: 'America/Sao_Paulo' });
      expect(first.to).toEqual(next.from);
    }
  });
});

/** By another way than the code under test: the calendar's own. */
const dateOn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
