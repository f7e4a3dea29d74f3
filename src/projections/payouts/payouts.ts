import type { Selectable, Transaction } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import type { PayoutEvent } from '../../domain/payout/events';
import { isAccountEvent, isCaseEvent, isExchangeEvent, isFeeEvent } from '../../domain/journal/known-events';
import type { RecordedEvent } from '../../event-store/event-store';
import { evolvePayout, type PayoutRow } from './payout-row';
import { ledgerEvent, type LedgerBody, type Projection } from '../engine/projection';
import { asJson, run, upsertInto, type ColumnType } from '../engine/statements';
import type { PayoutTable, Tables } from '../schema';

/** Every payout as the API shows it. */
export const payouts: Projection = {
  name: 'payouts',

  async apply(transaction, events) {
    const changes = events.flatMap(event => changeOf(event, ledgerEvent(event)));
    if (changes.length === 0) return;
    const rows = await load(transaction, new Set(changes.map(({ payoutId }) => payoutId)));
    for (const { payoutId, body, event } of changes) {
      rows.set(payoutId, evolvePayout(rows.get(payoutId), body, event));
    }
    await run(transaction, SAVE, asJson([...rows.values()]));
  },
};

/** What the payout is asked for: no later event changes it. */
const REQUESTED = {
  id: 'text',
  accountId: 'text',
  clientId: 'text',
  provider: 'text',
  currency: 'text',
  originalAmountMinor: 'bigint',
  heldAmountMinor: 'bigint',
  externalReference: 'text',
  description: 'text',
  payee: 'jsonb',
  callbackUrl: 'text',
  requestedAt: 'timestamptz',
  commitPosition: 'bigint',
  preparePosition: 'bigint',
} as const;
const CHANGING = {
  status: 'text',
  openHoldMinor: 'bigint',
  feeAmountMinor: 'bigint',
  finalAmountMinor: 'bigint',
  endToEndId: 'text',
  providerId: 'text',
  mode: 'text',
  transactionId: 'text',
  providerTime: 'text',
  failureCode: 'text',
  failureMessage: 'text',
  contradicted: 'boolean',
  returnedAmountMinor: 'bigint',
  returns: 'jsonb',
  approval: 'jsonb',
  warnings: 'jsonb',
  submittedAt: 'timestamptz',
  completedAt: 'timestamptz',
  failedAt: 'timestamptz',
} as const;
const COLUMNS: Record<keyof PayoutRow, ColumnType> = { ...REQUESTED, ...CHANGING };

const LOAD = 'select * from payout where id = any($1::text[])';
const SAVE = upsertInto('payout', COLUMNS, ['id'], Object.keys(CHANGING));

interface Change {
  readonly payoutId: string;
  readonly body: AccountEvent | PayoutEvent;
  readonly event: RecordedEvent;
}

/** Account events count where they hold, capture or release for a payout. An exchange changes no row. */
function changeOf(event: RecordedEvent, body: LedgerBody): Change[] {
  if (isCaseEvent(body) || isExchangeEvent(body) || isFeeEvent(body)) return [];
  if (!isAccountEvent(body)) return [{ payoutId: body.data.payoutId, body, event }];
  return 'payoutId' in body.data ? [{ payoutId: body.data.payoutId, body, event }] : [];
}

async function load(
  transaction: Transaction<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, PayoutRow>> {
  const rows = await run<Selectable<PayoutTable>>(transaction, LOAD, [...ids]);
  return new Map(rows.map(row => [row.id, toInsertableRow(row)]));
}

const toInsertableRow = (row: Selectable<PayoutTable>): PayoutRow => ({
  ...row,
  payee: JSON.stringify(row.payee),
  returns: JSON.stringify(row.returns),
  warnings: JSON.stringify(row.warnings),
  approval: row.approval && JSON.stringify(row.approval),
});
