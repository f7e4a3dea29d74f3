import { AcceptanceTracker } from '../../src/audit/records/acceptance-tracker';
import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import type { CaseEvent } from '../../src/domain/case/events';
import { evidencesOf } from '../../src/audit/evidence/recorded-figures';
import type { PayoutStreamEvent } from '../../src/domain/exchange/events';
import type { PayoutApproved } from '../../src/domain/approval/events';
import type { PayoutEvent, PayoutRequested } from '../../src/domain/payout/events';
import type { RecordedEvent } from '../../src/event-store/event-store';
import { derivedId } from '../../src/shared/ids';
import { violationsOf } from '../support/check-world';
import {
  issuedDeposit,
  issuedOpenAccount,
  issuedPayout,
  type IssuedCommand,
} from '../support/check-commands';
import { bookedUnapproved, waitingForEver } from './check-deposits';
import { payoutIdOf, type ClientAnswer } from './simulated-client';
import { settledAboveFees, settledAlone } from './fee-payers';
import type { SimulatedWorld } from './simulate';

/** Everything that is wrong with a simulated world at rest; none: its seed holds. */
export function checkSimulatedWorld(world: SimulatedWorld): string[] {
  const { events, payments, told, storedNotifications, bugs } = world;
  const twins = new Set(payments.map(({ twin }) => twin));
  const once = payments.filter(payment => !twins.has(payment));
  const providerRecords = once.map(({ externalReference, amountMinor, status, returns }) => ({
    externalReference,
    amountMinor,
    // What it cancelled it has not paid.
    status: status === 'CANCELLED' ? ('FAILED' as const) : status,
    payments: 1,
    returnedMinor: returns.reduce((sum, made) => sum + made.amountMinor, 0n),
  }));
  const commands = told.map(issued);
  const violations = violationsOf({ events, providerRecords, commands, storedNotifications, atRest: true });
  return [
    ...bugs,
    ...told.flatMap(differentAnswers),
    ...baselessFailures(world),
    ...baselessCompletions(world),
    ...unasked(world),
    ...believedBeforeKept(events),
    ...decidedAlone(events),
    ...settledAlone(events),
    ...settledAboveFees(events),
    ...sentUnapproved(events),
    ...bookedUnapproved(events),
    ...waitingForEver(events),
    ...keptWaiting(world).map(({ words }) => words),
    ...violations,
  ];
}

/** I13: a payout that failed by evidence failed by the provider's own report: a refusal or a failure. */
function baselessFailures({ events, payments, refused }: SimulatedWorld): string[] {
  const references = new Map<string, string>();
  const found: string[] = [];
  for (const { body } of events) {
    const event = body as PayoutEvent;
    if (event.type === 'PayoutRequested') references.set(event.data.payoutId, event.data.externalReference);
    if (event.type !== 'PayoutFailed' || event.data.evidence.kind === 'case') continue;
    const reference = references.get(event.data.payoutId)!;
    const paid = payments.filter(({ externalReference }) => externalReference === reference);
    const bySubmission = event.data.evidence.kind === 'submission';
    const told = bySubmission
      ? refused.has(reference)
      : paid.length === 0 || paid.some(({ saidFailed }) => saidFailed);
    if (!told) found.push(`I13 ${reference} failed without the provider's word for it`);
  }
  return found;
}

/** I13: what was paid by evidence was paid by the provider's own word, and for the fee that it really charges. */
function baselessCompletions({ events, payments }: SimulatedWorld): string[] {
  const references = new Map<string, string>();
  const found: string[] = [];
  for (const { body } of events) {
    const event = body as PayoutEvent;
    if (event.type === 'PayoutRequested') references.set(event.data.payoutId, event.data.externalReference);
    if (event.type !== 'PayoutCompleted' || event.data.evidence.kind === 'case') continue;
    const { payoutId, feeAmountMinor } = event.data;
    const reference = references.get(payoutId)!;
    const paid = payments.filter(
      ({ externalReference, saidCompleted }) => externalReference === reference && saidCompleted,
    );
    const charged = paid.some(payment => (payment.feeAmountMinor ?? feeAmountMinor) === feeAmountMinor);
    if (!charged) found.push(`I13 ${reference} was paid for ${feeAmountMinor} without the provider's word`);
  }
  return found;
}

/** I16: what an event of a payout rests on stands before it in the payout's own stream, from the same append. */
function believedBeforeKept(events: readonly RecordedEvent[]): string[] {
  const kept = new Set<string | null>();
  return events.flatMap(({ streamId, revision, body }) => {
    if (!streamId.startsWith('payout-')) return [];
    const event = body as PayoutStreamEvent;
    if (event.type === 'ProviderExchanged') kept.add(event.data.answerHash);
    const answers = evidencesOf(event as PayoutEvent).flatMap(evidence =>
      'answerHash' in evidence ? [evidence.answerHash] : [],
    );
    const missing = answers.filter(answerHash => !kept.has(answerHash));
    return missing.map(
      hash => `I16 ${streamId}@${revision} ${body.type} stands apart from its answer ${hash}`,
    );
  });
}

/** An id under which the provider took the order is asked about until it has ended, also after the payout's own end. */
function unasked({ events, payments }: SimulatedWorld): string[] {
  const books = new Map<string, AcceptanceTracker>();
  for (const { streamId, body } of events) {
    if (!streamId.startsWith('payout-')) continue;
    const book = books.get(streamId) ?? new AcceptanceTracker();
    books.set(streamId, book);
    book.apply(body as PayoutEvent);
  }
  // Of what it cancelled the provider never says an end.
  const endless = new Set(
    payments.filter(({ status }) => status === 'CANCELLED').map(each => each.providerId),
  );
  return [...books].flatMap(([stream, book]) =>
    book
      .openExcept('')
      .filter(id => !endless.has(id))
      .map(id => `I6 ${stream} was taken as ${id}, which has come to no end`),
  );
}

/** Longer than a settled payment may go unnoticed, or an order unresolved, once nothing goes wrong any more. */
const LONGEST_WAIT_MS = 30 * 60_000;

const PAYOUT_ENDS = new Set([
  'PayoutCompleted',
  'PayoutFailed',
  'PayoutRejected',
  'PayoutApprovalRejected',
  'PayoutApprovalExpired',
]);

interface Wait {
  readonly forMs: number;
  readonly words: string;
}

/**
 * A payout has its end, or a person has it, soon after the faults are over and its provider has paid or failed it;
 * whatever crashed in between. `longestMs`: longer waits are found.
 */
function keptWaiting({ events, payments, healedAtMs }: SimulatedWorld, longestMs = LONGEST_WAIT_MS): Wait[] {
  const ends = new Map<string, number>();
  const noteEnd = (payoutId: string | null, at: string) => {
    if (payoutId !== null && !ends.has(payoutId)) ends.set(payoutId, Date.parse(at));
  };
  for (const { body, metadata } of events) {
    const event = body as PayoutEvent | CaseEvent;
    if (PAYOUT_ENDS.has(event.type) && 'payoutId' in event.data)
      noteEnd(event.data.payoutId, metadata.occurredAt);
    if (event.type === 'CaseOpened') noteEnd(event.data.payoutId, metadata.occurredAt);
  }
  return events.flatMap(({ body }) => {
    const event = body as PayoutEvent;
    if (event.type !== 'PayoutRequested') return [];
    const { payoutId, externalReference, requestedAt } = event.data;
    const settled = payments
      .filter(payment => payment.externalReference === externalReference)
      .map(({ settledAtMs }) => settledAtMs ?? Number.POSITIVE_INFINITY);
    const since = Math.max(healedAtMs, Date.parse(requestedAt), approvedAt(events, event.data), ...settled);
    const forMs = (ends.get(payoutId) ?? Number.POSITIVE_INFINITY) - since;
    const words = `I6 payout ${payoutId} waited ${Math.round(forMs / 60_000)} minutes after the faults were over`;
    return forMs > longestMs ? [{ forMs, words }] : [];
  });
}

/** When people let it go its way, or could no longer; 0 where it never waited for them. */
function approvedAt(events: readonly RecordedEvent[], { payoutId, approval }: PayoutRequested): number {
  if (!approval) return 0;
  const last = events.find(
    ({ body: { type, data } }) =>
      type === 'PayoutApproved' &&
      (data as PayoutApproved).payoutId === payoutId &&
      (data as PayoutApproved).approval === approval.approvals,
  );
  return Date.parse(last?.metadata.occurredAt ?? approval.expiresAt);
}

/** I18: who asked for a payout decides nothing about it, and what needs approval is not sent before enough people approved. */
function sentUnapproved(events: readonly RecordedEvent[]): string[] {
  const requests = new Map<string, PayoutRequested>();
  const people = new Map<string, Set<string>>();
  return events.flatMap(({ body }) => {
    const event = body as PayoutEvent;
    if (event.type === 'PayoutRequested') requests.set(event.data.payoutId, event.data);
    if (event.type === 'PayoutApproved') {
      const { payoutId, approvedBy } = event.data;
      people.set(payoutId, new Set([...(people.get(payoutId) ?? []), approvedBy]));
      return requests.get(payoutId)?.clientId === approvedBy
        ? [`I18 ${approvedBy} approved its own ${payoutId}`]
        : [];
    }
    if (event.type !== 'PayoutSubmissionStarted') return [];
    const { payoutId } = event.data;
    const isShort = (people.get(payoutId)?.size ?? 0) < (requests.get(payoutId)?.approval?.approvals ?? 0);
    return isShort ? [`I18 payout ${payoutId} was sent before enough people had approved it`] : [];
  });
}

/** What moves money is decided by two people. */
function decidedAlone(events: readonly RecordedEvent[]): string[] {
  const proposers = new Map<string, string>();
  const found: string[] = [];
  for (const { body } of events) {
    const event = body as CaseEvent;
    if (event.type === 'CaseDecisionProposed' && event.data.decision.type !== 'DISMISS')
      proposers.set(event.data.caseId, event.data.proposedBy);
    else if (event.type === 'CaseDecisionProposed') proposers.delete(event.data.caseId);
    else if (
      event.type === 'CaseDecisionConfirmed' &&
      proposers.get(event.data.caseId) === event.data.confirmedBy
    )
      found.push(`case ${event.data.caseId} was decided by ${event.data.confirmedBy} alone`);
  }
  return found;
}

/**
 * I11: the same command with the same key has the same answer. That another payout has the reference can change:
 * nothing is recorded for it, and a rejected payout gives its reference back. Nothing is recorded either for a deposit on a
 * closed account, and people reopen the account.
 */
function differentAnswers({ answers, command }: ClientAnswer): string[] {
  const mayChange = (answer: string): boolean =>
    answer.includes('EXTERNAL_REFERENCE_USED') ||
    (command instanceof DepositFunds && answer.includes('ACCOUNT_CLOSED'));
  const first = answers.findIndex(answer => !mayChange(answer));
  const distinct = new Set(answers.slice(Math.max(first, 0)));
  return distinct.size > 1
    ? [`I11 ${command.constructor.name} was answered ${[...distinct].join(' and ')}`]
    : [];
}

function issued({ command, accepted, answers }: ClientAnswer): IssuedCommand {
  const answer = accepted ? 'acknowledged' : answers.length > 0 ? 'refused' : 'none';
  if (command instanceof OpenAccount) return issuedOpenAccount(command.accountId, answer);
  if (command instanceof DepositFunds) {
    const depositId = derivedId('deposit', command.clientId, command.idempotencyKey);
    return issuedDeposit(command.request.accountId, depositId, answer);
  }
  return issuedPayout(command.request.accountId, payoutIdOf(command), answer);
}
