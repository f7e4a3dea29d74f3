import type { Database } from '../../projections/schema';

/** What is under way about one account, by the read models. */
export interface OpenWorkOfAccount {
  readonly payoutIds: readonly string[];
  readonly caseIds: readonly string[];
}

const MOST = 100;

/** At most a hundred ids of each kind, the oldest first. @throws {Fault} the database is away */
export async function openWorkOfAccount(database: Database, accountId: string): Promise<OpenWorkOfAccount> {
  const payouts = await database
    .selectFrom('payout')
    .select('id')
    .where('accountId', '=', accountId)
    .where('status', 'in', ['AWAITING_APPROVAL', 'PROCESSING', 'OUTCOME_UNKNOWN'])
    .orderBy('commitPosition')
    .limit(MOST)
    .execute();
  const cases = await database
    .selectFrom('caseRecord')
    .select('id')
    .where('status', '<>', 'RESOLVED')
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('payoutId', 'in', selectFrom('payout').select('id').where('accountId', '=', accountId)),
        eb('causeStreamId', '=', `account-${accountId}`),
      ]),
    )
    .orderBy('commitPosition')
    .limit(MOST)
    .execute();
  return { payoutIds: payouts.map(({ id }) => id), caseIds: cases.map(({ id }) => id) };
}
