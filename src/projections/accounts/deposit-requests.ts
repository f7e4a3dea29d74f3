import type { Insertable, Selectable, Transaction } from 'kysely';
import type { AccountEvent, DepositRequested } from '../../domain/account/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant } from '../../shared/invariant';
import { storable, storableJson } from '../engine/projection';
import { asJson, run, upsertInto, type ColumnType } from '../engine/statements';
import { requestedApproval } from '../payouts/approval-columns';
import type { StoredApproval } from '../payouts/stored-json';
import type { Tables } from '../schema';
import type { DepositRequestTable } from './deposit-request-table';

type RequestRow = Insertable<DepositRequestTable>;
type RequestEvent = Extract<
  AccountEvent,
  {
    type: 'DepositRequested' | 'DepositApproved' | 'DepositApprovalRejected' | 'DepositApprovalExpired';
  }
>;

interface Change {
  readonly event: RecordedEvent;
  readonly body: AccountEvent;
}

const REQUESTED = {
  id: 'text',
  accountId: 'text',
  clientId: 'text',
  provider: 'text',
  currency: 'text',
  amountMinor: 'bigint',
  reference: 'text',
  requestedAt: 'timestamptz',
  commitPosition: 'bigint',
  preparePosition: 'bigint',
} as const;
const CHANGING = {
  status: 'text',
  approval: 'jsonb',
  endedAt: 'timestamptz',
  failureCode: 'text',
  failureMessage: 'text',
} as const;
const COLUMNS: Record<keyof RequestRow, ColumnType> = { ...REQUESTED, ...CHANGING };

const LOAD = 'select * from deposit_request where id = any($1::text[])';
const SAVE = upsertInto('deposit_request', COLUMNS, ['id'], Object.keys(CHANGING));

/** Writes what the events of accounts make of deposits that wait. Most groups have none of them. */
export async function applyDepositRequests(
  transaction: Transaction<Tables>,
  changes: readonly Change[],
): Promise<void> {
  const own = changes.flatMap(({ event, body }) => (isRequestEvent(body) ? [{ event, body }] : []));
  if (own.length === 0) return;
  const ids = new Set(own.map(({ body }) => body.data.depositId));
  const found = await run<Selectable<DepositRequestTable>>(transaction, LOAD, [...ids]);
  const rows = new Map(found.map(row => [row.id, { ...row, approval: JSON.stringify(row.approval) }]));
  const all: Map<string, RequestRow> = rows;
  for (const { event, body } of own)
    all.set(body.data.depositId, evolveRequest(all.get(body.data.depositId), body, event));
  await run(transaction, SAVE, asJson([...all.values()]));
}

const isRequestEvent = (body: AccountEvent): body is RequestEvent =>
  body.type === 'DepositRequested' ||
  body.type === 'DepositApproved' ||
  body.type === 'DepositApprovalRejected' ||
  body.type === 'DepositApprovalExpired';

function evolveRequest(row: RequestRow | undefined, body: RequestEvent, event: RecordedEvent): RequestRow {
  if (body.type === 'DepositRequested') return requestedRow(body.data, event);
  invariant(row !== undefined, `${body.type} for a deposit that was never requested`);
  return { ...row, ...changedColumns(row, body) };
}

function changedColumns(
  row: RequestRow,
  body: Exclude<RequestEvent, { type: 'DepositRequested' }>,
): Partial<RequestRow> {
  const before = JSON.parse(row.approval) as StoredApproval;
  switch (body.type) {
    case 'DepositApproved': {
      const { approvedBy: by, approvedAt: at, approval, of } = body.data;
      const given = storableJson({ ...before, given: [...before.given, { by, at }] });
      const isLast = approval === of;
      return { approval: given, ...(isLast && { status: 'BOOKED' as const, endedAt: new Date(at) }) };
    }
    case 'DepositApprovalRejected': {
      const { rejectedBy, reason, rejectedAt } = body.data;
      const approval = storableJson({ ...before, rejectedBy });
      return { approval, ...rejected('APPROVAL_REJECTED', reason, rejectedAt) };
    }
    case 'DepositApprovalExpired': {
      const { expiresAt, expiredAt } = body.data;
      return rejected('APPROVAL_EXPIRED', `It was not approved before ${expiresAt}`, expiredAt);
    }
  }
}

const rejected = (failureCode: string, message: string, endedAt: string): Partial<RequestRow> => ({
  status: 'REJECTED',
  failureCode,
  failureMessage: storable(message),
  endedAt: new Date(endedAt),
});

const requestedRow = (data: DepositRequested, event: RecordedEvent): RequestRow => ({
  id: data.depositId,
  accountId: data.accountId,
  clientId: data.clientId,
  provider: data.provider,
  status: 'AWAITING_APPROVAL',
  currency: data.currency,
  amountMinor: data.amountMinor,
  reference: storable(data.reference),
  approval: storableJson(requestedApproval(data.approval)),
  requestedAt: new Date(data.requestedAt),
  endedAt: null,
  failureCode: null,
  failureMessage: null,
  commitPosition: event.position.commit,
  preparePosition: event.position.prepare,
});
