import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { type RawBuilder, sql } from 'kysely';
import { comparePositions, formatPosition, type Position } from '../../projections/engine/position';
import { storable } from '../../projections/engine/projection';
import { Database } from '../../projections/schema';
import { ok, refuse, type Result } from '../../shared/result';
import { cursorAfterId, pageOf, readIdCursor } from '../reading/cursor';
import { pageSize, type Page } from '../reading/page';
import { positionAt } from '../reading/position-at';
import { queryRefusal, type QueryRefusal, type QueryResult } from '../reading/results';
import { readSnapshot } from '../reading/snapshot';
import { isVisible, type VisibleAccounts } from '../reading/visible-accounts';
import { balancesAt } from './account-balance';
import type { AccountView } from './get-account';

export interface AccountFilters {
  /** The beginning of the id. */
  readonly id?: string | undefined;
  /** The beginning of the name, in upper or lower case. */
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
  readonly status?: AccountStatus | undefined;
}

export const ACCOUNT_STATUSES = ['OPEN', 'CLOSED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** In the order of their ids, with their balances now or as of a position or time. */
export class ListAccounts extends Query<Result<QueryResult<Page<AccountView>>, QueryRefusal>> {
  constructor(
    readonly accounts: VisibleAccounts,
    readonly filters: AccountFilters,
    readonly asOf?: Position | Date,
    readonly limit?: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(private readonly database: Database) {}

  async execute(list: ListAccounts): Promise<Result<QueryResult<Page<AccountView>>, QueryRefusal>> {
    const filters = { ...list.filters, asOf: textOf(list.asOf) };
    const after = readIdCursor('accounts', filters, list.cursor);
    if (!after.ok) return after;
    const size = pageSize(list.limit);
    const select = (transaction: Database): Promise<AccountView[]> =>
      selectAccounts(transaction, list, after.value, size + 1).execute();
    const found = await (list.asOf === undefined
      ? readSnapshot(this.database, 'accounts', select)
      : this.readAsOf(list.asOf, select));
    if (!found) return refuse(queryRefusal('PROJECTION_BEHIND', 'The books have not reached that position'));
    const toCursor = ({ id }: AccountView) => cursorAfterId('accounts', filters, id);
    return ok({ position: found.position, body: pageOf(found.body, size, row => row, toCursor) });
  }

  /** Returns undefined when the books have not reached the position. */
  private async readAsOf(
    asOf: Position | Date,
    select: (transaction: Database) => Promise<AccountView[]>,
  ): Promise<QueryResult<AccountView[]> | undefined> {
    const read = async (transaction: Database, now: Position) => {
      const at = asOf instanceof Date ? await positionAt(transaction, asOf) : asOf;
      if (comparePositions(at, now) > 0) return undefined;
      return { body: await balancesAt(transaction, await select(transaction), at), position: at };
    };
    return (await readSnapshot(this.database, 'journal', read, ['accounts'])).body;
  }
}

/** The first rows after an id. Ids and names are compared byte by byte, as their indexes are. */
export function selectAccounts(
  transaction: Database,
  {
    accounts,
    filters: { id, name, currency, status },
    asOf,
  }: Pick<ListAccounts, 'accounts' | 'filters' | 'asOf'>,
  after: string | undefined,
  count: number,
) {
  let query = transaction.selectFrom('account').selectAll().where(isVisible('id', accounts));
  if (id !== undefined) query = query.where(beginsWith(ID, sql`${storable(id)}::text`));
  if (name !== undefined) query = query.where(beginsWith(NAME, sql`lower(${storable(name)}::text)`));
  if (currency !== undefined) query = query.where('currency', '=', currency as AccountView['currency']);
  if (status !== undefined) query = query.where('closedAt', status === 'OPEN' ? 'is' : 'is not', null);
  if (asOf instanceof Date) query = query.where('openedAt', '<=', asOf);
  if (after !== undefined) query = query.where(sql<boolean>`${ID} > ${storable(after)}`);
  return query.orderBy(ID).limit(count);
}

const textOf = (asOf: Position | Date | undefined): string | Date | undefined =>
  asOf === undefined || asOf instanceof Date ? asOf : formatPosition(asOf);

type Sql = RawBuilder<unknown>;
const ID: Sql = sql`id collate "C"`;
const NAME: Sql = sql`lower(name) collate "C"`;

/** The range of all texts with this beginning: an index finds it, and no character of it is a pattern. */
const beginsWith = (column: Sql, text: Sql): RawBuilder<boolean> =>
  sql<boolean>`(${column} >= ${text} and ${column} < ${text} || ${LAST_CHARACTER})`;

const LAST_CHARACTER = '\u{10ffff}';
