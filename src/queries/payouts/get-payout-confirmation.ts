import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { type ConfirmingEvent, readConfirmation } from '../../projections/payouts/payout-confirmation';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { selectCases } from '../cases/list-cases';
import { CurrentSources } from '../reading/find-current';
import { queryRefusal, type QueryResult, type QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { payoutView, type PayoutView } from './payout-view';

/** Who pays. The owner is personal data. */
export interface PayerView {
  readonly name: string;
  readonly ownerName: string | null;
  readonly ownerDocument: string | null;
}

/** What a confirmation of a payout rests on. */
export interface PayoutConfirmationView {
  readonly payout: PayoutView;
  /** As the provider wrote it; null where it wrote none. */
  readonly providerTime: string | null;
  readonly payer: PayerView;
  readonly completion: ConfirmingEvent | undefined;
  readonly returns: readonly ConfirmingEvent[];
  /** There is evidence against an outcome of the payout, and people have not decided on all of it. */
  readonly isDisputed: boolean;
}

export class GetPayoutConfirmation extends Query<Result<QueryResult<PayoutConfirmationView>, QueryRefusal>> {
  constructor(readonly payoutId: string) {
    super();
  }
}

/** More cases than evidence can have opened about one payout. */
const ALL_CASES = 1_000;

@QueryHandler(GetPayoutConfirmation)
export class GetPayoutConfirmationHandler implements IQueryHandler<GetPayoutConfirmation> {
  constructor(
    private readonly database: Database,
    private readonly live: CurrentSources,
  ) {}

  async execute({
    payoutId,
  }: GetPayoutConfirmation): Promise<Result<QueryResult<PayoutConfirmationView>, QueryRefusal>> {
    const found = await readConfirmation(this.live.streams, payoutId);
    if (!found) return refuse(queryRefusal('PAYOUT_NOT_FOUND', 'There is no payout with this id'));
    const { payout, completion, returns, contradictions } = found;
    const { body, position } = await readSnapshot(
      this.database,
      'cases',
      async transaction => ({
        payer: await payerOf(transaction, payout.accountId),
        decided: contradictions === 0 ? 0 : await decidedCases(transaction, payoutId),
      }),
      ['accounts'],
    );
    const isDisputed = body.decided < contradictions;
    const { providerTime } = payout;
    const view = { payout: payoutView(payout), providerTime, payer: body.payer };
    return ok({ position, body: { ...view, completion, returns, isDisputed } });
  }
}

/** The account is older than its payouts, so a read model that is current has it. */
const payerOf = (transaction: Database, accountId: string): Promise<PayerView> =>
  transaction
    .selectFrom('account')
    .select(['name', 'ownerName', 'ownerDocument'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();

async function decidedCases(transaction: Database, payoutId: string): Promise<number> {
  const filters = { status: 'RESOLVED', kind: 'OUTCOME_CONTRADICTED', payoutId } as const;
  const cases = await selectCases(transaction, '*', filters, undefined, ALL_CASES);
  return cases.length;
}
