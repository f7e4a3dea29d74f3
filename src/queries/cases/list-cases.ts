import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { storable } from '../../projections/engine/projection';
import { sql } from 'kysely';
import type { Position } from '../../projections/engine/position';
import { type CaseKind, type CaseStatus, Database } from '../../projections/schema';
import { ok, type Result } from '../../shared/result';
import { pageSize, type Page } from '../reading/page';
import { positionColumns, positionValue } from '../reading/position-at';
import type { QueryResult, QueryRefusal } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { caseView, type CaseView } from './case-view';
import { cursorAfter, pageOf, readCursor } from '../reading/cursor';
import type { VisibleAccounts } from '../reading/visible-accounts';

/** `UNRESOLVED`: every case that is not resolved. `ALL`: resolved cases too. */
type CaseStatusFilter = CaseStatus | 'UNRESOLVED' | 'ALL';

export interface CaseFilters {
  readonly status: CaseStatusFilter;
  readonly kind?: CaseKind | undefined;
  readonly payoutId?: string | undefined;
  /** Opened at or after. */
  readonly from?: Date | undefined;
  /** Opened before. */
  readonly to?: Date | undefined;
}

/** The newest first. */
export class ListCases extends Query<Result<QueryResult<Page<CaseView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: CaseFilters,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases> {
  constructor(private readonly database: Database) {}

  async execute({
    accounts,
    filters,
    limit,
    cursor,
  }: ListCases): Promise<Result<QueryResult<Page<CaseView>>, QueryRefusal>> {
    const before = readCursor('cases', { ...filters }, cursor);
    if (!before.ok) return before;
    const size = pageSize(limit);
    const found = await readSnapshot(this.database, 'cases', transaction =>
      selectCases(transaction, accounts, filters, before.value, size + 1),
    );
    const toCursor = (row: (typeof found.body)[number]) =>
      cursorAfter('cases', { ...filters }, { commit: row.commitPosition, prepare: row.preparePosition });
    return ok({ position: found.position, body: pageOf(found.body, size, caseView, toCursor) });
  }
}

export function selectCases(
  transaction: Database,
  accounts: VisibleAccounts,
  { status, kind, payoutId, from, to }: CaseFilters,
  before: Position | undefined,
  count: number,
) {
  let query = transaction.selectFrom('caseRecord').selectAll();
  if (accounts !== '*') query = query.where(isOf(accounts));
  if (status === 'UNRESOLVED') query = query.where('status', '<>', 'RESOLVED');
  else if (status !== 'ALL') query = query.where('status', '=', status);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (payoutId !== undefined) query = query.where('payoutId', '=', storable(payoutId));
  if (from !== undefined) query = query.where('openedAt', '>=', from);
  if (to !== undefined) query = query.where('openedAt', '<', to);
  if (before !== undefined) query = query.where(positionColumns('caseRecord'), '<', positionValue(before));
  return query.orderBy('commitPosition', 'desc').orderBy('preparePosition', 'desc').limit(count).execute();
}

/** About a payout of one of the accounts, or about a wrong deposit on one of them. */
function isOf(accounts: readonly string[]) {
  const streams = accounts.map(accountId => `account-${accountId}`);
  return sql<boolean>`(payout_id in (select id from payout where account_id = any(${[...accounts]}))
    or (payout_id is null and kind in ('DEPOSIT_CORRECTION', 'CLOSED_ACCOUNT') and cause_stream_id = any(${streams})))`;
}
