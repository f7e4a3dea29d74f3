import { Books } from '../../src/audit/books';
import { compareReadModel, type ReadModelSnapshot } from '../../src/audit/comparison/compare-read-model';
import type { Difference } from '../../src/audit/difference';
import { isTerminal, type AuditedPayout } from '../../src/audit/records/payouts/audited-payout';
import { returnedMinor } from '../../src/audit/records/payouts/audited-returns';
import { comparePositions, type Position, type RecordedEvent } from '../../src/event-store/event-store';
import { PROJECTION_NAMES } from '../../src/projections/schema';
import { openCasesIn, withoutCase } from './events-that-need-a-case';
import { commandViolations, type IssuedCommand } from './check-commands';
import { notificationViolations } from './check-notifications';
import { providerViolations, type ProviderRecord } from './check-provider-records';

/** All that is known of a world of ours from outside: what stands on disk, what others remember, what was answered. */
export interface World {
  /** Every recorded event, in `$all` order. */
  readonly events: readonly RecordedEvent[];
  /** What the providers themselves remember. Several records with one reference count together. */
  readonly providerRecords: readonly ProviderRecord[];
  readonly commands: readonly IssuedCommand[];
  /** The bodies of the genuine notifications that were answered with 2xx, as they were sent. */
  readonly storedNotifications?: readonly string[];
  /** The payouts that stand in front of a person; those that unresolved cases name, unless given. */
  readonly openCases?: readonly string[];
  readonly readModel?: ReadModelSnapshot;
  /** Faults have healed and sweeps were made: nothing may be left under way. */
  readonly atRest: boolean;
}

/** Everything in the world that breaks an invariant of docs/guarantees.md, worst evidence first; none: coherent. */
export function differencesIn(world: World): Difference[] {
  const books = new Books();
  for (const event of world.events) books.apply(event);
  const cases = new Set(world.openCases ?? openCasesIn(world.events));
  return [
    ...books.checkTotals(),
    ...overdrafts(books, cases),
    ...providerViolations(books, world, cases),
    ...commandViolations(world.events, world.commands),
    ...notificationViolations(world.events, world.storedNotifications ?? [], world.atRest),
    ...(world.atRest ? unfinished(books, cases) : []),
    ...(world.atRest && !world.openCases ? untold(world.events) : []),
    ...(world.readModel ? readModelViolations(world.events, world.readModel) : []),
  ];
}

/** For a test's failure message: one line each. */
export const violationsOf = (world: World): string[] =>
  differencesIn(world).map(({ invariant, stream, revision, detail }) =>
    [invariant, revision === null ? stream : `${stream}@${revision}`, detail].join(' '),
  );

const found = (invariant: 'I2' | 'I5' | 'I6', stream: string, detail: string): Difference => ({
  invariant,
  stream,
  revision: null,
  detail,
});

const violation = (invariant: 'I2' | 'I5' | 'I6', payoutId: string, detail: string): Difference =>
  found(invariant, `payout-${payoutId}`, detail);

/** Only a provider's charge may take an account below zero, and somebody must have been told. */
function overdrafts(books: Books, cases: ReadonlySet<string>): Difference[] {
  const told = new Set([...books.cases.values()].map(({ payoutId }) => payoutId));
  return books.overdrafts
    .filter(({ payoutId }) => !cases.has(payoutId) && !told.has(payoutId))
    .map(({ payoutId, accountId, availableMinor }) =>
      violation('I2', payoutId, `left ${availableMinor} available on account ${accountId} without a case`),
    );
}

/** What has not come to its end: payouts without an outcome or a case, holds and returns that do not say what they do. */
export function unfinished(books: Books, cases: ReadonlySet<string>): Difference[] {
  const confirmed = [...books.cases.values()].filter(({ status }) => status === 'CONFIRMED');
  return [
    ...[...books.payouts.values()].flatMap(payout => unfinishedPayout(books, payout, cases)),
    ...confirmed.map(({ caseId }) =>
      found('I6', `case-${caseId}`, 'is decided at rest, and not carried out'),
    ),
  ];
}

function unfinishedPayout(books: Books, payout: AuditedPayout, cases: ReadonlySet<string>): Difference[] {
  const { payoutId, status, creditedMinor } = payout;
  const hold = books.holdOf(payout)?.state;
  if (!isTerminal(payout)) {
    return cases.has(payoutId) ? [] : [violation('I6', payoutId, `is ${status} at rest without a case`)];
  }
  const due = { COMPLETED: 'captured', FAILED: 'released', REJECTED: 'refused', UNAPPROVED: 'released' }[
    status as string
  ];
  // A payout that is rejected for its reference has none; the audit checks each rejection by its code.
  const isUnasked = (status === 'REJECTED' || status === 'UNAPPROVED') && hold === undefined;
  const isUnheld = status === 'UNAPPROVED' && hold === 'refused';
  if (hold !== due && !isUnasked && !isUnheld)
    return [violation('I5', payoutId, `is ${status}, its hold is ${hold ?? 'missing'}`)];
  const returned = returnedMinor(payout);
  if (returned === creditedMinor) return [];
  return [violation('I5', payoutId, `has returned ${returned}, its account was given ${creditedMinor}`)];
}

/** G5: whatever needs a person by the history stands, or stood, in front of one. */
const untold = (events: readonly RecordedEvent[]): Difference[] =>
  withoutCase(events).map(({ event: { streamId, revision, body }, kind }) => ({
    invariant: 'I6',
    stream: streamId,
    revision,
    detail: `${body.type} opened no case ${kind}`,
  }));

/** Each read model against the books as they stood where that read model stands. */
const readModelViolations = (events: readonly RecordedEvent[], readModel: ReadModelSnapshot): Difference[] =>
  PROJECTION_NAMES.flatMap(name => [
    ...compareReadModel(name, booksAt(events, readModel[name].position), readModel[name]),
  ]);

function booksAt(events: readonly RecordedEvent[], position: Position | undefined): Books {
  const books = new Books();
  for (const event of events)
    if (position && comparePositions(event.position, position) <= 0) books.apply(event);
  return books;
}
