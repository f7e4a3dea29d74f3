import type { Selectable, Transaction } from 'kysely';
import type { CaseEvent } from '../../domain/case/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { NOTIFICATION_PREFIX } from '../../event-store/stream-names';
import { evolveCase, type CaseRow } from './case-row';
import { isCaseType, ledgerEvent, storable, type Projection } from '../engine/projection';
import type { CaseTable, PayoutNotificationTable, Tables } from '../schema';

/** What stands in front of a person. It also reads notifications, to know which of them are evidence on which payout. */
export const cases: Projection = {
  name: 'cases',
  furtherPrefixes: [NOTIFICATION_PREFIX],

  async apply(transaction, events) {
    await saveNotifications(transaction, events.flatMap(notificationOf));
    const changes = events.flatMap(changeOf);
    if (changes.length === 0) return;
    const rows = await load(transaction, new Set(changes.map(({ body }) => body.data.caseId)));
    for (const { body, event } of changes) {
      rows.set(body.data.caseId, evolveCase(rows.get(body.data.caseId), body, event));
    }
    await save(transaction, [...rows.values()]);
  },
};

const isNotification = ({ streamId }: RecordedEvent): boolean => streamId.startsWith(NOTIFICATION_PREFIX);

function changeOf(event: RecordedEvent): { event: RecordedEvent; body: CaseEvent }[] {
  if (isNotification(event)) return [];
  const body = ledgerEvent(event);
  return isCaseType(body) ? [{ event, body }] : [];
}

/** An event nobody knows in a notification's stream moves no money: it is passed over. */
function notificationOf(event: RecordedEvent): PayoutNotificationTable[] {
  if (!isNotification(event)) return [];
  const body = event.body as NotificationEvent;
  const settled = body.type === 'NotificationApplied' || body.type === 'NotificationQuarantined';
  if (!settled || !body.data.payoutId) return [];
  return [{ payout_id: storable(body.data.payoutId), stream_id: event.streamId }];
}

async function saveNotifications(
  transaction: Transaction<Tables>,
  rows: readonly PayoutNotificationTable[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction
    .insertInto('payout_notification')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

async function load(
  transaction: Transaction<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, CaseRow>> {
  const rows = await transaction
    .selectFrom('case_record')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(row => [row.id, asWritten(row)]));
}

const asWritten = (row: Selectable<CaseTable>): CaseRow => ({
  ...row,
  decision: row.decision && JSON.stringify(row.decision),
});

async function save(transaction: Transaction<Tables>, rows: readonly CaseRow[]): Promise<void> {
  await transaction
    .insertInto('case_record')
    .values(rows)
    .onConflict(conflict =>
      conflict.column('id').doUpdateSet(row => ({
        status: row.ref('excluded.status'),
        decision: row.ref('excluded.decision'),
        reason: row.ref('excluded.reason'),
        proposed_by: row.ref('excluded.proposed_by'),
        proposed_at: row.ref('excluded.proposed_at'),
        confirmed_by: row.ref('excluded.confirmed_by'),
        confirmed_at: row.ref('excluded.confirmed_at'),
        failure: row.ref('excluded.failure'),
        resolution: row.ref('excluded.resolution'),
        resolved_at: row.ref('excluded.resolved_at'),
        revision: row.ref('excluded.revision'),
      })),
    )
    .execute();
}
