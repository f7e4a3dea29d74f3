import type { Database } from '../../src/projections/schema';
import { GetPayoutHours, GetPayoutHoursHandler } from '../../src/queries/payouts/totals/get-payout-hours';

/** Compares the hours that the query counts with a count of the rows themselves. */
export async function checkHours(database: Database): Promise<void> {
  const rows = await database.selectFrom('payout').selectAll().orderBy('requestedAt').execute();
  const range = { from: rows[1]!.requestedAt, to: rows.at(-1)!.requestedAt };
  const found = await new GetPayoutHoursHandler(database).execute(new GetPayoutHours('*', range));
  if (!found.ok) throw new Error(found.refusal.code);
  const { body } = found.value;
  const hourOf = (at: Date) => Math.floor(at.getTime() / 3_600_000) * 3_600_000;
  const within = rows.filter(row => row.requestedAt >= range.from && row.requestedAt < range.to);
  const begins = [...new Set(within.map(({ requestedAt }) => hourOf(requestedAt)))];
  expect(begins.length).toBeGreaterThan(1);
  expect(body.map(({ hour }) => hour.getTime())).toEqual(begins);
  for (const { hour, completed, failed, open, settleP50Ms, settleP99Ms } of body) {
    const some = within.filter(({ requestedAt }) => hourOf(requestedAt) === hour.getTime());
    const count = (...of: string[]) => some.filter(({ status }) => of.includes(status)).length;
    expect(completed).toBe(count('COMPLETED', 'RETURNED', 'PARTIALLY_RETURNED'));
    expect(failed).toBe(count('FAILED', 'REJECTED'));
    expect(completed + failed + open).toBe(some.length);
    const times = some.flatMap(({ requestedAt, completedAt }) =>
      completedAt ? [completedAt.getTime() - requestedAt.getTime()] : [],
    );
    const at = (fraction: number) => percentile(times, fraction);
    expect([settleP50Ms, settleP99Ms]).toEqual([at(0.5), at(0.99)]);
  }
  expect(body.some(({ settleP99Ms }) => settleP99Ms !== null)).toBe(true);
}

/** Between two values in proportion; null of none. */
function percentile(values: readonly number[], fraction: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((left, right) => left - right);
  const place = fraction * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return Math.round(low + (high - low) * (place % 1));
}
