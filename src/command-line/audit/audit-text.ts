import { describeDifference } from '../../audit/difference';
import type { AccountSummary, StreamAuditResult } from '../../audit/verify-books';
import type { ExplainedStep, PayoutExplanation } from '../../domain/explain/explain-payout';
import { formatPosition } from '../../event-store/event-store';
import { formatAmount, isCurrency } from '../../shared/money';

/** For JSON: amounts and revisions as text. */
export const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}` : value;

/** `agreement`: what is said where nothing differs. */
export function reportText(report: StreamAuditResult, agreement = 'Everything agrees.'): string {
  const { ok, counts, position, fingerprint, differences, differenceCount, account } = report;
  const { events, streams, accounts, payouts, payoutsUnderWay, cases, openCases, ledgerAccounts } = counts;
  return [
    `${events} events in ${streams} streams, up to position ${position ? formatPosition(position) : 'none'}`,
    `${accounts} accounts, ${payouts} payouts (${payoutsUnderWay} under way), ${cases} cases (${openCases} open), ${ledgerAccounts} ledger accounts`,
    ...unreadable(report.unreadableAnswers),
    ...unchecked(report.uncheckedFigures),
    ...unsigned(report.uncheckedSignatures),
    ...deposits(report),
    ...(account ? [accountText(account)] : []),
    `fingerprint ${fingerprint}`,
    ok ? agreement : `${differenceCount} differences:`,
    ...differences.map(describeDifference),
  ].join('\n');
}

const unreadable = (answers: number): string[] =>
  answers === 0 ? [] : [`${answers} answers of providers are kept in part: their hash cannot be made again`];

const unchecked = (figures: number): string[] =>
  figures === 0
    ? []
    : [`${figures} outcomes rest on words that cannot be read: their figures are not checked`];

const unsigned = (signatures: number): string[] =>
  signatures === 0
    ? []
    : [`${signatures} signed notifications: their signature is not kept, or its key not configured`];

const deposits = ({
  depositsWithoutEvidence: none,
  uncheckedDeposits: unread,
}: StreamAuditResult): string[] => [
  ...(none === 0 ? [] : [`${none} deposits have no evidence: they rest on the word of their client`]),
  ...(unread === 0
    ? []
    : [`${unread} deposits rest on words that cannot be read: their figures are not checked`]),
];

function accountText(account: AccountSummary): string {
  const amount = amountIn(account.currency);
  return [
    `account ${account.accountId}: ${amount(account.availableMinor)} available, ${amount(account.heldMinor)} held`,
    `  ${amount(account.depositedMinor)} deposited, ${amount(account.takenMinor)} taken by ${account.payouts} payouts`,
  ].join('\n');
}

const amountIn =
  (currency: string) =>
  (minor: bigint): string =>
    isCurrency(currency) ? `${formatAmount(minor, currency)} ${currency}` : `${minor}`;

/** The explanation as a person reads it: an event with its words, then its postings. */
export function explanationText(explanation: PayoutExplanation): string {
  const { payoutId, accountId, provider, externalReference, currency, originalAmountMinor, sums } =
    explanation;
  const amount = amountIn(currency);
  return [
    `Payout ${payoutId} of ${amount(originalAmountMinor)} from account ${accountId} through ${provider}, reference ${externalReference}`,
    ...explanation.steps.map((step, index) => stepText(step, index + 1, amount)),
    '',
    `It has cost the customer ${amount(sums.customerMinor)}; ${amount(sums.heldMinor)} are still set aside for it.`,
    `${amount(sums.floatMinor)} left the float at ${provider}, ${amount(sums.feesMinor)} were charged, the house carries ${amount(sums.suspenseMinor)}.`,
    sums.agrees
      ? 'That is what its outcome and its returns say; no centavo is left over.'
      : `By its outcome and its returns it is to cost ${amount(sums.dueMinor)}: not booked yet, or booked wrong.`,
  ].join('\n');
}

const authorText = ({ actor, keyId, requestId }: ExplainedStep['author']): string =>
  [actor, keyId && `key ${keyId}`, requestId && `request ${requestId}`].filter(Boolean).join(', ');

function stepText(step: ExplainedStep, number: number, amount: (minor: bigint) => string): string {
  const { words, rule, evidence, event, streamId, revision, eventId, recordedAt, postings, author } = step;
  return [
    '',
    `${number}. ${words}`,
    ...(rule === null ? [] : [`   Rule: ${rule}`]),
    ...(evidence === null ? [] : [`   Rests on ${evidence}.`]),
    `   ${event} ${streamId}@${revision}, event ${eventId}, recorded ${recordedAt.toISOString()}`,
    `   Written by ${authorText(author)}`,
    ...postings.map(({ ledgerAccount, debitMinor, creditMinor }) =>
      debitMinor > 0n
        ? `   debit  ${ledgerAccount} ${amount(debitMinor)}`
        : `   credit ${ledgerAccount} ${amount(creditMinor)}`,
    ),
  ].join('\n');
}
