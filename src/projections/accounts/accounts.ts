import type { Selectable, Transaction } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import { isAccountEvent } from '../../domain/journal/known-events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant, unreachable } from '../../shared/invariant';
import { ledgerEvent, storable, type Projection } from '../engine/projection';
import { asJson, run, upsertInto, type ColumnType } from '../engine/statements';
import type { AccountTable, Tables } from '../schema';
import { applyDepositRequests } from './deposit-requests';

/** As it is written: the database computes the total. */
export type AccountRow = Omit<Selectable<AccountTable>, 'totalMinor'>;

/** Every account with what is available and what is held, and the deposits that wait or waited for people. */
export const accounts: Projection = {
  name: 'accounts',

  async apply(transaction, events) {
    const changes = events.flatMap(event => {
      const body = ledgerEvent(event);
      return isAccountEvent(body) ? [{ event, body }] : [];
    });
    if (changes.length === 0) return;
    const rows = await load(transaction, new Set(changes.map(({ body }) => body.data.accountId)));
    for (const { event, body } of changes) {
      rows.set(body.data.accountId, evolveAccount(rows.get(body.data.accountId), body, event));
    }
    await run(transaction, SAVE, asJson([...rows.values()]));
    await applyDepositRequests(transaction, changes);
  },
};

const LOAD = 'select * from account where id = any($1::text[])';
const SAVE = upsertInto(
  'account',
  {
    id: 'text',
    name: 'text',
    currency: 'text',
    availableMinor: 'numeric',
    heldMinor: 'numeric',
    revision: 'bigint',
    openedAt: 'timestamptz',
    ownerName: 'text',
    ownerDocument: 'text',
    closedAt: 'timestamptz',
  } satisfies Record<keyof AccountRow, ColumnType>,
  ['id'],
  ['availableMinor', 'heldMinor', 'revision', 'closedAt'],
);

async function load(
  transaction: Transaction<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, AccountRow>> {
  const rows = await run<Selectable<AccountTable>>(transaction, LOAD, [...ids]);
  return new Map(rows.map(row => [row.id, toInsertableRow(row)]));
}

/** A row as it was written: the database computes the total. */
export function toInsertableRow({ totalMinor: _computed, ...row }: Selectable<AccountTable>): AccountRow {
  return row;
}

/**
 * What an event makes of an account's row. Pure.
 * @throws {Bug} the event speaks of an account that was never opened, or that was opened before
 */
export function evolveAccount(
  row: AccountRow | undefined,
  body: AccountEvent,
  event: RecordedEvent,
): AccountRow {
  if (body.type === 'AccountOpened') {
    invariant(row === undefined, `Account ${body.data.accountId} is opened twice`);
    return openedRow(body.data, event);
  }
  invariant(row !== undefined, `${body.type} on account ${body.data.accountId}, which was never opened`);
  invariant(
    row.currency === body.data.currency,
    `${body.type} in ${body.data.currency} on a ${row.currency} account`,
  );
  const [availableMinor, heldMinor] = movement(body);
  return {
    ...row,
    availableMinor: row.availableMinor + availableMinor,
    heldMinor: row.heldMinor + heldMinor,
    closedAt: closedAtAfter(row, body),
    revision: event.revision,
  };
}

function closedAtAfter({ closedAt }: AccountRow, { type, data }: AccountEvent): Date | null {
  if (type === 'AccountClosed') return new Date(data.closedAt);
  return type === 'AccountReopened' ? null : closedAt;
}

const openedRow = (
  { accountId, name, currency, personal }: Extract<AccountEvent, { type: 'AccountOpened' }>['data'],
  event: RecordedEvent,
): AccountRow => ({
  id: accountId,
  name: storable(name),
  currency,
  availableMinor: 0n,
  heldMinor: 0n,
  revision: event.revision,
  openedAt: new Date(event.metadata.occurredAt),
  ownerName: personal ? storable(personal.owner.name) : null,
  ownerDocument: personal ? storable(personal.owner.document) : null,
  closedAt: null,
});

/** What the event adds to available and to held. Kept apart from the journal's mapping, so that one checks the other. */
function movement(body: Exclude<AccountEvent, { type: 'AccountOpened' }>): [bigint, bigint] {
  switch (body.type) {
    case 'FundsDeposited':
      return [body.data.amountMinor, 0n];
    case 'DepositReversed':
      return [-body.data.amountMinor, 0n];
    case 'FundsHeld':
      return [-body.data.amountMinor, body.data.amountMinor];
    case 'AccountClosed':
    case 'AccountReopened':
    case 'ClosedAccountMoved':
    case 'HoldRefused':
    case 'DepositRequested':
    case 'DepositApproved':
    case 'DepositApprovalRejected':
    case 'DepositApprovalExpired':
      return [0n, 0n];
    case 'HoldReleased':
      return [body.data.amountMinor, -body.data.amountMinor];
    case 'HoldCaptured': {
      const { heldAmountMinor, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = body.data;
      return [heldAmountMinor - originalAmountMinor - feeAmountMinor + excessMinor, -heldAmountMinor];
    }
    case 'FundsReturned':
      return [body.data.amountMinor - body.data.feeAmountMinor, 0n];
    case 'CaptureReversed':
      return [body.data.originalAmountMinor + body.data.feeAmountMinor - (body.data.excessMinor ?? 0n), 0n];
    case 'ReleaseReversed':
      return [(body.data.excessMinor ?? 0n) - body.data.originalAmountMinor - body.data.feeAmountMinor, 0n];
    case 'SuspenseBooked':
      return [0n, 0n];
    case 'ExcessCharged':
      return [-body.data.amountMinor, 0n];
    default:
      return unreachable(body);
  }
}
