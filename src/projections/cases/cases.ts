import type { Selectable, Transaction } from 'kysely';
import type { CaseEvent } from '../../domain/case/events';
import type { NotificationEvent } from '../../domain/notification/events';
import { payoutVerdict } from '../../domain/notification/payout-verdict';
import { isCaseEvent } from '../../domain/journal/known-events';
import type { RecordedEvent } from '../../event-store/event-store';
import { isEventOf, NOTIFICATION_PREFIX, PAYOUT_PREFIX } from '../../event-store/stream-names';
import { evolveCase, type CaseRow } from './case-row';
import { ledgerEvent, storable, type Projection } from '../engine/projection';
import { asJson, run, upsertInto, type ColumnType } from '../engine/statements';
import type { CaseTable, PayoutNotificationTable, Tables } from '../schema';

/** What stands in front of a person. It also knows which notifications spoke of which payout. */
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
    await run(transaction, SAVE, asJson([...rows.values()]));
  },
};

const OPENED = {
  id: 'text',
  kind: 'text',
  payoutId: 'text',
  causeEventId: 'text',
  causeStreamId: 'text',
  detail: 'text',
  openedAt: 'timestamptz',
  commitPosition: 'bigint',
  preparePosition: 'bigint',
} as const;
const CHANGING = {
  status: 'text',
  decision: 'jsonb',
  reason: 'text',
  proposedBy: 'text',
  proposedAt: 'timestamptz',
  confirmedBy: 'text',
  confirmedAt: 'timestamptz',
  failure: 'text',
  resolution: 'text',
  resolvedAt: 'timestamptz',
  revision: 'bigint',
} as const;
const COLUMNS: Record<keyof CaseRow, ColumnType> = { ...OPENED, ...CHANGING };

const LOAD = 'select * from case_record where id = any($1::text[])';
const SAVE = upsertInto('case_record', COLUMNS, ['id'], Object.keys(CHANGING));
const SAVE_NOTIFICATIONS = upsertInto(
  'payout_notification',
  { payoutId: 'text', streamId: 'text' },
  ['payoutId', 'streamId'],
  [],
);

function changeOf(event: RecordedEvent): { event: RecordedEvent; body: CaseEvent }[] {
  if (isEventOf(NOTIFICATION_PREFIX, event)) return [];
  const body = ledgerEvent(event);
  return isCaseEvent(body) ? [{ event, body }] : [];
}

/** The verdict on a notification stands in its own stream, or it is an event of the payout. */
function notificationOf(event: RecordedEvent): PayoutNotificationTable[] {
  if (isEventOf(NOTIFICATION_PREFIX, event)) return judgedNotification(event);
  const verdict = isEventOf(PAYOUT_PREFIX, event) ? payoutVerdict(event.body) : undefined;
  return verdict ? [{ payoutId: storable(verdict.payoutId), streamId: storable(verdict.streamId) }] : [];
}

/** An unknown event in a notification's stream moves no money, so the projection passes it over. */
function judgedNotification(event: RecordedEvent<NotificationEvent>): PayoutNotificationTable[] {
  const { body } = event;
  const settled = body.type === 'NotificationApplied' || body.type === 'NotificationQuarantined';
  if (!settled || !body.data.payoutId) return [];
  return [{ payoutId: storable(body.data.payoutId), streamId: event.streamId }];
}

async function saveNotifications(
  transaction: Transaction<Tables>,
  rows: readonly PayoutNotificationTable[],
): Promise<void> {
  if (rows.length > 0) await run(transaction, SAVE_NOTIFICATIONS, asJson(rows));
}

async function load(
  transaction: Transaction<Tables>,
  ids: ReadonlySet<string>,
): Promise<Map<string, CaseRow>> {
  const rows = await run<Selectable<CaseTable>>(transaction, LOAD, [...ids]);
  return new Map(rows.map(row => [row.id, toInsertableRow(row)]));
}

const toInsertableRow = (row: Selectable<CaseTable>): CaseRow => ({
  ...row,
  decision: row.decision && JSON.stringify(row.decision),
});
