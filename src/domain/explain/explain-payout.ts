import type { Currency } from '../../shared/money';
import type { AccountEvent } from '../account/events';
import { entryFor, type Posting } from '../journal/journal';
import type { PayoutRequested } from '../payout/events';
import { accountWords } from './explain-account-event';
import { caseWords, exchangeWords, notificationWords } from './explain-case-event';
import type { Fact, Told, Words } from './explained-event';
import { evidenceWords, payoutWords, requestWords } from './explain-payout-event';

/** One event of the payout's story, in the words of whoever keeps the books. */
export interface ExplainedStep extends Words {
  readonly eventId: string;
  readonly streamId: string;
  readonly revision: bigint;
  /** When the store recorded it. */
  readonly recordedAt: Date;
  readonly event: string;
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

export interface PayoutSums {
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
 * @param facts every event about the payout, in the order of `$all`: of its own stream, its account, its exchanges, its
 * notifications and its cases; others of the account are passed over.
 * @returns undefined where the payout was never requested
 */
export function explainPayout(facts: readonly Fact[]): PayoutExplanation | undefined {
  const request = facts.map(({ body }) => body as Told).find(({ type }) => type === 'PayoutRequested');
  if (request?.type !== 'PayoutRequested') return undefined;
  const { payoutId, accountId, provider, currency, externalReference, amountMinor } = request.data;
  const steps = facts.flatMap(fact => stepOf(fact, request.data));
  const named = { payoutId, accountId, provider, currency, externalReference };
  const own = facts
    .map(({ body }) => body as Told)
    .filter(({ data }) => 'payoutId' in data && data.payoutId === payoutId);
  const postings = steps.flatMap(step => step.postings);
  const sums = sumsOf(postings, request.data, dueOf(own), writtenOff(own));
  return { ...named, originalAmountMinor: amountMinor, steps, sums };
}

function stepOf(
  { id, streamId, revision, recordedAt, body }: Fact,
  request: PayoutRequested,
): ExplainedStep[] {
  const event = body as Told;
  const words = wordsOf(event, request);
  if (!words) return [];
  const evidence = 'evidence' in event.data ? evidenceWords(event.data.evidence) : null;
  const postings = isMovement(event) ? entryFor(event) : [];
  return [{ eventId: id, streamId, revision, recordedAt, event: event.type, ...words, evidence, postings }];
}

/** undefined: it is not about this payout. */
function wordsOf(event: Told, request: PayoutRequested): Words | undefined {
  const { payoutId, currency } = request;
  if (event.type === 'ProviderNotificationReceived' || 'receivedEventId' in event.data)
    return notificationWords(event as Parameters<typeof notificationWords>[0]);
  if (event.type === 'PayoutRequested') return requestWords(request);
  // A case that named no payout when it was opened may have been decided to be about this one.
  if (isCase(event)) return caseWords(event, currency);
  if (!('payoutId' in event.data) || event.data.payoutId !== payoutId) return undefined;
  if (event.type === 'ProviderExchanged') return exchangeWords(event);
  if (isMovement(event)) return accountWords(event);
  return payoutWords(event as Parameters<typeof payoutWords>[0], currency);
}

type CaseTold = Extract<Told, { type: `Case${string}` }>;
type Movement = Extract<AccountEvent, { data: { payoutId: string } }>;

const isCase = (event: Told): event is Exclude<CaseTold, { type: 'CaptureReversed' }> =>
  event.type.startsWith('Case');
const isMovement = (event: Told): event is Movement =>
  'accountId' in event.data && 'payoutId' in event.data && !('clientId' in event.data);

/** What a write-off put on suspense: no part of what the payout cost. */
const writtenOff = (events: readonly Told[]): bigint =>
  events.reduce((sum, event) => {
    if (event.type !== 'SuspenseBooked') return sum;
    const { direction, amountMinor } = event.data;
    return direction === 'LEFT_FLOAT' ? sum + amountMinor : sum - amountMinor;
  }, 0n);

/** By the payout's own stream alone, so that it can be put beside the postings. */
function dueOf(events: readonly Told[]): bigint {
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
