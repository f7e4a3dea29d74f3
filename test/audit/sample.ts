import { Books } from '../../src/audit/books';
import { dueCases, duePayouts, type ReadModelSnapshot } from '../../src/audit/compare';
import type { PayoutEvent } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { captured, deposited, held, holdRefused, opened, released } from '../domain/account-examples';
import { completed, repeated, request, started, submitted, unknown } from '../domain/payout-examples';
import type { World } from '../support/coherent';
import { issuedDeposit, issuedOpenAccount, issuedPayout } from '../support/coherent-commands';
import { exchanged, hashOf, idAt, receivedBody, recorded, type Recordable } from '../support/history';

export const NOTIFICATION_BODY = '{"type":"CASHOUT_COMPLETED"}';

const received = receivedBody(NOTIFICATION_BODY);
const receivedEventId = idAt(received, 1);
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
  for (const event of events) books.keep(event);
  const { position } = books;
  const totals = books.ledger.sorted();
  const accounts = [...books.accounts.values()].map(book => ({
    ...book,
    revision: books.streams.get(`account-${book.accountId}`)!,
  }));
  return structuredClone({
    accounts: { position, rows: accounts },
    payouts: { position, rows: duePayouts(books) },
    cases: { position, rows: dueCases(books) },
    ledger: { position, rows: totals, postings: totals, unbalancedEntries: [] },
  });
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
