import type { Selectable, Transaction } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import type { PayoutEvent } from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant } from '../../shared/invariant';
import { evolvePayout, type PayoutRow } from './payout-row';
import {
  isAccountType,
  isCaseType,
  ledgerEvent,
  type LedgerBody,
  type Projection,
} from '../engine/projection';
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
    await save(transaction, [...rows.values()]);
  },
};

interface Change {
  readonly payoutId: string;
  readonly body: AccountEvent | PayoutEvent;
  readonly event: RecordedEvent;
}

/** Account events count where they hold, capture or release for a payout. */
function changeOf(event: RecordedEvent, body: LedgerBody): Change[] {
  if (isCaseType(body)) return [];
  if (!isAccountType(body)) return [{ payoutId: body.data.payoutId, body, event }];
  return 'payoutId' in body.data ? [{ payoutId: body.data.payoutId, body, event }] : [];
}

async function load(
  transaction: Transaction<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, PayoutRow>> {
  const rows = await transaction
    .selectFrom('payout')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(row => [row.id, asWritten(row)]));
}

const asWritten = (row: Selectable<PayoutTable>): PayoutRow => ({
  ...row,
  payee: JSON.stringify(row.payee),
  returns: JSON.stringify(row.returns),
});

async function save(transaction: Transaction<Tables>, rows: readonly PayoutRow[]): Promise<void> {
  invariant(rows.length > 0, 'Saving no payouts');
  await transaction
    .insertInto('payout')
    .values(rows)
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet(row => ({
        status: row.ref('excluded.status'),
        open_hold_minor: row.ref('excluded.open_hold_minor'),
        fee_amount_minor: row.ref('excluded.fee_amount_minor'),
        final_amount_minor: row.ref('excluded.final_amount_minor'),
        end_to_end_id: row.ref('excluded.end_to_end_id'),
        provider_id: row.ref('excluded.provider_id'),
        transaction_id: row.ref('excluded.transaction_id'),
        provider_time: row.ref('excluded.provider_time'),
        failure_code: row.ref('excluded.failure_code'),
        failure_message: row.ref('excluded.failure_message'),
        contradicted: row.ref('excluded.contradicted'),
        returned_amount_minor: row.ref('excluded.returned_amount_minor'),
        returns: row.ref('excluded.returns'),
        submitted_at: row.ref('excluded.submitted_at'),
        completed_at: row.ref('excluded.completed_at'),
        failed_at: row.ref('excluded.failed_at'),
      })),
    )
    .execute();
}
