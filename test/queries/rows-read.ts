import { type SelectQueryBuilder, sql } from 'kysely';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** Runs the statement; returns the most rows that one scan of its plan looked at. */
export async function rowsReadBy(query: SelectQueryBuilder<never, never, unknown>): Promise<number> {
  const explained = await query.explain('json', sql`analyze`);
  const { 'QUERY PLAN': plans } = explained[0] as unknown as { 'QUERY PLAN': { Plan: Plan }[] };
  return rowsRead(plans[0]!.Plan);
}

const rowsRead = (plan: Plan): number =>
  Math.max(
    plan['Actual Rows'] +
      (plan['Rows Removed by Filter'] ?? 0) +
      (plan['Rows Removed by Index Recheck'] ?? 0),
    ...(plan.Plans ?? []).map(rowsRead),
  );
