import type { Currency } from '../../shared/money';
import type { AccountEvent } from '../account/events';
import { entryFor, type Posting } from '../journal/journal';
import type { PayoutRequested } from '../payout/events';
import { explainAccountEvent } from './explain-account-event';
import { explainCaseEvent, explainExchange, explainNotification } from './explain-case-event';
import {
  type Author,
  explainedEvent,
  type ExplainedEvent,
  type Fact,
  type Sentence,
} from './explained-event';
import { isAccountEvent, isCaseEvent, isNotificationEvent, isPayoutEvent } from '../journal/known-events';
import { explainEvidence, explainPayoutEvent, explainRequest } from './explain-payout-event';

/** One event of the payout's story, in an accountant's words. */
export interface ExplainedStep extends Sentence {
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: bigint;
  /** When the store recorded it. */
  readonly recordedAt: Date;
  readonly event: string;
  readonly author: Author;
  /** What it rests on; null where it is not an outcome. */
  readonly evidence: string | null;
  /** In minor units; none where no money moves. */
  readonly postings: readonly Posting[];
}

/** Every centavo of a payout. Amounts are minor units of `currency`. */
export interface PayoutExplanation {
  readonly payoutId: string;
  readonly accountId: string;
  readonly provider: string;
  readonly currency: Currency;
  readonly externalReference: string;
  readonly originalAmountMinor: bigint;
  readonly steps: readonly ExplainedStep[];
  readonly sums: PayoutSums;
}

interface PayoutSums {
  /** What the payout has cost the customer, by the postings: debits less credits on the customer's two accounts. */
  readonly customerMinor: bigint;
  /** What it is to cost by its outcome and its returns: nothing unless it was paid. */
  readonly dueMinor: bigint;
  /** What is still set aside for it. */
  readonly heldMinor: bigint;
  /** What left the provider's float for it, less what came back. */
  readonly floatMinor: bigint;
  /** What the provider charged for it and for its returns. */
  readonly feesMinor: bigint;
  /** What the house carries, for a charge above the hold or by a write-off: debits less credits on suspense. */
  readonly suspenseMinor: bigint;
  /**
   * The customer and, above the hold, the suspense were charged what is due, and nothing is left over: customer +
   * suspense = float + fees.
   */
  readonly agrees: boolean;
}

/**
 * The payout's story, from its request through the evidence to the postings. Pure.
 * @param facts every event about the payout, in the order of `$all`. They come from its own stream, its account, its
 * exchanges, its notifications and its cases. Other events of the account are left out.
 * @returns undefined when the payout was never requested
 */
export function explainPayout(facts: readonly Fact[]): PayoutExplanation | undefined {
  const events = facts.map(explainedEvent);
  const request = events.find(({ type }) => type === 'PayoutRequested');
  if (request?.type !== 'PayoutRequested') return undefined;
  const { payoutId, accountId, provider, currency, externalReference, amountMinor } = request.data;
  const steps = facts.flatMap(fact => stepOf(fact, request.data));
  const identity = { payoutId, accountId, provider, currency, externalReference };
  const own = events.filter(({ data }) => 'payoutId' in data && data.payoutId === payoutId);
  const postings = steps.flatMap(step => step.postings);
  const sums = sumsOf(postings, request.data, expectedCostOf(own), writtenOff(own));
  return { ...identity, originalAmountMinor: amountMinor, steps, sums };
}

function stepOf(fact: Fact, request: PayoutRequested): ExplainedStep[] {
  const { id, streamId, revision, recordedAt, metadata: author } = fact;
  const event = explainedEvent(fact);
  const sentence = sentenceOf(event, request);
  if (!sentence) return [];
  const evidence =
    event.type !== 'FundsDeposited' && event.type !== 'DepositRequested' && 'evidence' in event.data
      ? explainEvidence(event.data.evidence)
      : null;
  const postings = isBooking(event) ? entryFor(event) : [];
  const place = { eventId: id, streamId, revision, recordedAt, author };
  return [{ ...place, event: event.type, ...sentence, evidence, postings }];
}

/** Returns undefined when the event is not about this payout. */
function sentenceOf(event: ExplainedEvent, request: PayoutRequested): Sentence | undefined {
  const { payoutId, currency } = request;
  if (isNotificationEvent(event)) return explainNotification(event);
  if (event.type === 'PayoutRequested') return explainRequest(request);
  // A case that named no payout when it was opened may have been decided to be about this one.
  if (isCaseEvent(event)) return explainCaseEvent(event, currency);
  if (!('payoutId' in event.data) || event.data.payoutId !== payoutId) return undefined;
  if (event.type === 'ProviderExchanged') return explainExchange(event);
  if (isBooking(event)) return explainAccountEvent(event);
  return isPayoutEvent(event) ? explainPayoutEvent(event, currency) : undefined;
}

type PayoutBooking = Extract<AccountEvent, { data: { payoutId: string } }>;

/** Whether it is an event of the account about a payout. */
const isBooking = (event: ExplainedEvent): event is PayoutBooking =>
  isAccountEvent(event) && 'payoutId' in event.data;

/** What a write-off put on suspense: no part of what the payout cost. */
const writtenOff = (events: readonly ExplainedEvent[]): bigint =>
  events.reduce((sum, event) => {
    if (event.type !== 'SuspenseBooked') return sum;
    const { direction, amountMinor } = event.data;
    return direction === 'LEFT_FLOAT' ? sum + amountMinor : sum - amountMinor;
  }, 0n);

/** By the payout's own stream alone, so that it can be put beside the postings. */
function expectedCostOf(events: readonly ExplainedEvent[]): bigint {
  let due = 0n;
  for (const event of events) {
    if (event.type === 'PayoutCompleted') due = event.data.finalAmountMinor;
    if (event.type === 'PayoutFailed') due = 0n;
    if (event.type === 'PayoutReturned') due -= event.data.amountMinor - event.data.feeAmountMinor;
  }
  return due;
}

function sumsOf(
  postings: readonly Posting[],
  { accountId, provider }: PayoutRequested,
  dueMinor: bigint,
  writtenOffMinor: bigint,
): PayoutSums {
  const debit = (...ledgerAccounts: string[]): bigint =>
    postings
      .filter(({ ledgerAccount }) => ledgerAccounts.includes(ledgerAccount))
      .reduce((sum, { debitMinor, creditMinor }) => sum + debitMinor - creditMinor, 0n);
  const [available, held] = [`account:${accountId}:available`, `account:${accountId}:held`];
  const customerMinor = debit(available, held);
  const floatMinor = -debit(`provider:${provider}:float`);
  const feesMinor = -debit(`provider:${provider}:fees`);
  const suspenseMinor = debit(`provider:${provider}:suspense`);
  const isDue = customerMinor + suspenseMinor - writtenOffMinor === dueMinor;
  const agrees = isDue && customerMinor + suspenseMinor === floatMinor + feesMinor;
  return { customerMinor, dueMinor, heldMinor: -debit(held), floatMinor, feesMinor, suspenseMinor, agrees };
}
