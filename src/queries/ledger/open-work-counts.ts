import { CASE_KINDS, type CaseKind, type Database, type PayoutTable } from '../../projections/schema';

export type UnfinishedStatus = 'PROCESSING' | 'OUTCOME_UNKNOWN';
export const UNFINISHED: readonly UnfinishedStatus[] = ['PROCESSING', 'OUTCOME_UNKNOWN'];

export interface UnfinishedPayouts {
  readonly provider: PayoutTable['provider'];
  readonly status: UnfinishedStatus;
  readonly count: number;
}

/** How many payouts have not ended yet; those of which there are none too. @throws {Fault} */
export async function unfinishedPayouts(
  database: Database,
  providers: readonly PayoutTable['provider'][],
): Promise<UnfinishedPayouts[]> {
  const rows = await database
    .selectFrom('payout')
    .select(({ fn }) => ['provider', 'status', fn.countAll<bigint>().as('count')])
    .where('status', 'in', UNFINISHED)
    .groupBy(['provider', 'status'])
    .execute();
  return providers.flatMap(provider =>
    UNFINISHED.map(status => {
      const row = rows.find(each => each.provider === provider && each.status === status);
      return { provider, status, count: Number(row?.count ?? 0n) };
    }),
  );
}

/** When the oldest payout that has not ended was requested; null where none is under way. @throws {Fault} */
export async function oldestUnfinished(database: Database): Promise<Date | null> {
  const { since } = await database
    .selectFrom('payout')
    .select(({ fn }) => fn.min<Date | null>('requestedAt').as('since'))
    .where('status', 'in', UNFINISHED)
    .executeTakeFirstOrThrow();
  return since;
}

/** The money on hold, in minor units, by currency. @throws {Fault} */
export async function moneyOnHold(database: Database): Promise<{ currency: string; heldMinor: bigint }[]> {
  const rows = await database
    .selectFrom('account')
    .select(({ fn }) => ['currency', fn.sum<string>('heldMinor').as('held')])
    .groupBy('currency')
    .execute();
  return rows.map(({ currency, held }) => ({ currency, heldMinor: BigInt(held) }));
}

/** How many payouts and deposits wait for people, and since when the oldest does; null where none waits. @throws {Fault} */
export async function waitingApprovals(database: Database): Promise<{ count: number; since: Date | null }> {
  const waiting = await Promise.all(
    (['payout', 'depositRequest'] as const).map(table =>
      database
        .selectFrom(table)
        .select(({ fn }) => [
          fn.countAll<bigint>().as('count'),
          fn.min<Date | null>('requestedAt').as('since'),
        ])
        .where('status', '=', 'AWAITING_APPROVAL')
        .executeTakeFirstOrThrow(),
    ),
  );
  const times = waiting.flatMap(({ since }) => (since ? [since.getTime()] : []));
  const count = waiting.reduce((sum, each) => sum + Number(each.count), 0);
  return { count, since: times.length > 0 ? new Date(Math.min(...times)) : null };
}

/** How many cases of each kind are not resolved. @throws {Fault} */
export async function openCases(database: Database): Promise<{ kind: CaseKind; count: number }[]> {
  const rows = await database
    .selectFrom('caseRecord')
    .select(({ fn }) => ['kind', fn.countAll<bigint>().as('count')])
    .where('status', 'in', ['OPEN', 'PROPOSED', 'CONFIRMED'])
    .groupBy('kind')
    .execute();
  return CASE_KINDS.map(kind => ({ kind, count: Number(rows.find(row => row.kind === kind)?.count ?? 0n) }));
}
