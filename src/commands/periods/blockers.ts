import type { SuspenseBalance } from '../../domain/journal/events';
import type { Month } from '../../domain/journal/periods/month';
import { isBeyondGap, type Periods } from '../../domain/journal/periods/periods';
import type { TrialBalanceLine } from '../../domain/journal/periods/trial-balance-text';
import type { ReconciliationEvent } from '../../domain/reconciliation/events';
import type { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { streamName } from '../../event-store/stream-names';
import { formatAmount } from '../../shared/money';
import { Fault } from '../../shared/fault';
import type { BooksAtEnd, PeriodBooks } from './period-books';
import { loadPeriods } from './periods-on-record';

export const BLOCKER_KINDS = [
  'NOT_OVER',
  'EARLIER_PERIOD_OPEN',
  'NOTHING_BOOKED_SINCE',
  'OUTCOME_UNKNOWN',
  'APPROVAL_WAITING',
  'BREAK_OPEN',
  'SUSPENSE',
] as const;

/** One thing that keeps a period from being closed. */
export interface Blocker {
  readonly kind: (typeof BLOCKER_KINDS)[number];
  /** What it is and what ends it. */
  readonly detail: string;
  /** Payouts, deposits, cases or ledger accounts; at most a hundred of each. */
  readonly ids: readonly string[];
}

/** What suspense was worth at the end, where that is not zero. */
export const suspenseOf = (lines: readonly TrialBalanceLine[]): SuspenseBalance[] =>
  lines
    .filter(({ ledgerAccount }) => /^provider:[^:]+:suspense$/.test(ledgerAccount))
    .map(({ ledgerAccount, currency, debitTotalMinor, creditTotalMinor }) => {
      return { ledgerAccount, currency, balanceMinor: debitTotalMinor - creditTotalMinor };
    })
    .filter(({ balanceMinor }) => balanceMinor !== 0n);

/** Everything on which the closing of a month rests. */
export interface MonthInBooks {
  readonly month: Month;
  readonly books: BooksAtEnd;
  /** Which periods are closed. */
  readonly state: Periods;
  readonly now: Date;
}

/** Everything that keeps the month open, but for suspense that is accepted. @throws {Fault} */
export async function blockersOf(
  store: Pick<EventStore, 'readStream'>,
  { month, books, state, now }: MonthInBooks,
  acceptsSuspense: boolean,
): Promise<Blocker[]> {
  const suspense = acceptsSuspense ? [] : suspenseOf(books.lines);
  const breaks = await breaksBefore(store, month, books.breaks);
  const isOver = now >= month.to;
  return [
    ...(isOver
      ? []
      : [{ kind: 'NOT_OVER', detail: `It ends at ${month.to.toISOString()}`, ids: [] } as const]),
    ...(isBeyondGap(state, month.period) ? [EARLIER_PERIOD_OPEN] : []),
    ...(isOver && !books.isBookedSince ? [NOTHING_BOOKED_SINCE] : []),
    ...those('OUTCOME_UNKNOWN', UNKNOWN, books.unknownPayoutIds),
    ...those('APPROVAL_WAITING', WAITING, [...books.waitingPayoutIds, ...books.waitingDepositIds]),
    ...those('BREAK_OPEN', BREAKS, breaks),
    ...those(
      'SUSPENSE',
      `${SUSPENSE}: ${suspense.map(inWords).join('; ')}`,
      suspense.map(({ ledgerAccount }) => ledgerAccount),
    ),
  ];
}

/** None where there are no ids. */
const those = (kind: Blocker['kind'], detail: string, ids: readonly string[]): Blocker[] =>
  ids.length === 0 ? [] : [{ kind, detail, ids }];

export const EARLIER_PERIOD_OPEN: Blocker = {
  kind: 'EARLIER_PERIOD_OPEN',
  detail: 'An earlier period is open: periods are closed one after another',
  ids: [],
};

const NOTHING_BOOKED_SINCE: Blocker = {
  kind: 'NOTHING_BOOKED_SINCE',
  detail:
    'Nothing is booked since the period ended, so a clock that goes back could still book into it: wait for the next entry',
  ids: [],
};

const UNKNOWN = 'Of payouts nobody knows whether money moved: decide their cases';
const WAITING = 'Payouts or deposits wait for approval: approve or reject them';
const BREAKS = 'Breaks of statements are open: resolve their cases';
const SUSPENSE = 'Something stands on suspense: decide its cases, or close with `acceptSuspenseBecause`';

const inWords = ({ ledgerAccount, currency, balanceMinor }: SuspenseBalance): string =>
  `${ledgerAccount} ${formatAmount(balanceMinor, currency)} ${currency}`;

/** More of them say nothing more: the list of cases has all. */
const MOST_NAMED = 100;

/** The cases of breaks whose statement begins before the month ends, the oldest first. @throws {Fault} */
async function breaksBefore(
  store: Pick<EventStore, 'readStream'>,
  { to }: Month,
  breaks: BooksAtEnd['breaks'],
): Promise<string[]> {
  const begins = new Map<string, boolean>();
  for (const stream of new Set(breaks.map(({ statementStream }) => statementStream)))
    begins.set(stream, await beginsBefore(store, stream, to));
  const before = breaks.filter(({ statementStream }) => begins.get(statementStream));
  return before.slice(0, MOST_NAMED).map(({ caseId }) => caseId);
}

/** True also of a statement that does not say its period: a doubt keeps the period open. */
async function beginsBefore(
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  time: Date,
): Promise<boolean> {
  for await (const { body } of readEvents(store, streamName<ReconciliationEvent>(stream)))
    return body.type !== 'StatementImported' || Date.parse(body.data.from) < time.getTime();
  return true;
}

/** What keeps a month from being closed at this time. @throws {Fault} also where the books are behind */
export async function findBlockers(
  store: EventStore,
  periodBooks: PeriodBooks,
  month: Month,
  now: Date,
): Promise<Blocker[]> {
  const books = await periodBooks.atEnd(month);
  if (!books) throw new Fault('database', 'The read models are behind the events');
  const { state } = await loadPeriods(store);
  return blockersOf(store, { month, books, state, now }, false);
}
