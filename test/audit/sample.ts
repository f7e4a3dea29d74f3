import { Books } from '../../src/audit/books';
import {
  keyOf,
  packRow,
  type ReadModelSnapshot,
  type ReadModelPart,
} from '../../src/audit/comparison/compare-read-model';
import { EXPECTED_ROWS, type WholeTable } from '../../src/audit/comparison/expected-rows';
import { AUDITED_TABLES } from '../../src/audit/comparison/audited-tables';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import type { ProjectionName } from '../../src/projections/schema';
import { captured, deposited, held, holdRefused, opened, released } from '../domain/account/account-examples';
import { completed, repeated, request, started, submitted, unknown } from '../domain/payout/payout-examples';
import type { World } from '../support/check-world';
import { issuedDeposit, issuedOpenAccount, issuedPayout } from '../support/check-commands';
import { exchanged, hashOf, idAt, receivedBody, recorded, type Recordable } from '../support/history';

const NOTIFICATION_BODY = '{"type":"CASHOUT_COMPLETED"}';

const received = receivedBody(NOTIFICATION_BODY);
const receivedEventId = idAt(received, 1);
const TAKEN = '{"id":"provider-1"}';
const NO_KEY = '{"status":"failed"}';

const requested = (payoutId: string): PayoutEvent => ({
  type: 'PayoutRequested',
  data: request({ payoutId, externalReference: `reference-${payoutId}` }),
});
const of = (payoutId: string, event: PayoutEvent): PayoutEvent =>
  ({ ...event, data: { ...event.data, payoutId } }) as PayoutEvent;

function failedBecause(answer: string): PayoutEvent {
  const evidence = { kind: 'poll', answerHash: hashOf(answer) } as const;
  return { type: 'PayoutFailed', data: { payoutId: '', code: 'X', message: '', evidence } };
}

/** One payout completed on a notification (fee 0.12 of 0.31 held), one failed after doubt and a repeat, one rejected. */
const history: Recordable[] = [
  opened,
  received,
  deposited({ amountMinor: 12_000n }),
  requested('payout-1'),
  held(5_031n, 'payout-1'),
  started,
  requested('payout-2'),
  held(5_031n, 'payout-2'),
  exchanged('payout-1', TAKEN),
  submitted,
  of('payout-2', started),
  requested('payout-3'),
  holdRefused(5_031n, 'payout-3'),
  of('payout-3', { type: 'PayoutRejected', data: { payoutId: '', code: 'INSUFFICIENT_FUNDS', message: '' } }),
  completed({ evidence: { kind: 'notification', eventId: receivedEventId } }),
  of('payout-2', unknown()),
  of('payout-2', repeated()),
  { type: 'NotificationApplied', data: { receivedEventId, payoutId: 'payout-1' } },
  captured({ feeAmountMinor: 12n }),
  exchanged('payout-2', NO_KEY),
  of('payout-2', failedBecause(NO_KEY)),
  released(5_031n, 'payout-2'),
];

export const sampleEvents = (): RecordedEvent[] => structuredClone([...recorded(history)]);

/** A read model that agrees with the books of these events, for it is made of them: it proves nothing about them. */
export function readModelOf(events: readonly RecordedEvent[]): ReadModelSnapshot {
  const books = new Books();
  for (const event of events) books.apply(event);
  const names = Object.keys(EXPECTED_ROWS) as WholeTable[];
  const of = (projection: ProjectionName): ReadModelPart => ({
    position: books.position,
    mark: undefined,
    tables: Object.fromEntries(
      names
        .filter(name => AUDITED_TABLES[name].projection === projection)
        .map(name => [name, rowsOf(name, books)]),
    ),
    streams: new Map(
      [...books.streams]
        .filter(([stream]) => projection === 'cases' || !stream.startsWith('notification-'))
        .filter(([stream]) => !stream.startsWith('exchange-'))
        .map(([stream, revision]) => [stream, `${revision}`]),
    ),
  });
  return {
    journal: of('journal'),
    accounts: of('accounts'),
    payouts: of('payouts'),
    cases: of('cases'),
  };
}

const rowsOf = (name: WholeTable, books: Books): Map<string, string> =>
  new Map(
    [...EXPECTED_ROWS[name](books)].map(row => [
      keyOf(AUDITED_TABLES[name], row),
      packRow(AUDITED_TABLES[name], row),
    ]),
  );

/** The snapshot with one column of one row changed, as if in the database. */
export function tampered(
  snapshot: ReadModelSnapshot,
  name: WholeTable,
  key: string,
  column: string,
  value: string | null,
): ReadModelSnapshot {
  const { projection, columns } = AUDITED_TABLES[name];
  const values = JSON.parse(snapshot[projection].tables[name]!.get(key)!) as (string | null)[];
  values[columns.indexOf(column)] = value;
  return withRow(snapshot, name, key, JSON.stringify(values));
}

export const withRow = (snapshot: ReadModelSnapshot, name: WholeTable, key: string, row: string) =>
  withRows(snapshot, name, rows => rows.set(key, row));

export const withoutRow = (snapshot: ReadModelSnapshot, name: WholeTable, key: string) =>
  withRows(snapshot, name, rows => rows.delete(key));

function withRows(
  snapshot: ReadModelSnapshot,
  name: WholeTable,
  change: (rows: Map<string, string>) => void,
): ReadModelSnapshot {
  const { projection } = AUDITED_TABLES[name];
  const part = snapshot[projection];
  const rows = new Map(part.tables[name]);
  change(rows);
  return { ...snapshot, [projection]: { ...part, tables: { ...part.tables, [name]: rows } } };
}

/** A world at rest in which everything agrees. */
export function sampleWorld(): World {
  const events = sampleEvents();
  return {
    events,
    providerRecords: [
      { externalReference: 'reference-payout-1', amountMinor: 5_000n, status: 'COMPLETED', payments: 1 },
      { externalReference: 'reference-payout-2', amountMinor: 5_000n, status: 'FAILED', payments: 1 },
    ],
    commands: [
      issuedOpenAccount('merchant-1', 'acknowledged'),
      issuedDeposit('merchant-1', 'deposit-1', 'acknowledged'),
      issuedPayout('merchant-1', 'payout-1', 'none'),
      issuedPayout('merchant-1', 'payout-1', 'acknowledged'),
      issuedPayout('merchant-1', 'payout-2', 'none'),
      issuedPayout('merchant-1', 'payout-3', 'refused'),
      issuedDeposit('merchant-1', 'deposit-2', 'refused'),
    ],
    storedNotifications: [NOTIFICATION_BODY],
    readModel: readModelOf(events),
    atRest: true,
  };
}
