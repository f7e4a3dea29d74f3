import { amountIn } from '../../answers/amount';
import { quoted, noEvidence, unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import { answerHash, idIn, parseObject, textIn, type JsonObject } from '../../answers/lossless-json';
import type { PayoutQuery, PayoutReport } from '../../port/provider';
import { readAmounts } from '../amounts';
import { idOf, payoutMismatch } from './answer-mismatch';

/** A transaction the provider showed, found to be the one that was asked for. */
export interface Transaction {
  readonly kind: 'found';
  readonly providerId: string;
  readonly report: PayoutReport;
  /** undefined where it can't be read. */
  readonly amountMinor: bigint | undefined;
  readonly answerHash: string;
}

/** The transaction in an answer, or why it is no evidence. Names, documents and accounts in it are passed over. */
export function readTransaction(text: string, asked: PayoutQuery): Transaction | UnclearReport {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const other = payoutMismatch(data, asked);
  if (other) return other;
  const providerId = idOf(data)!;
  const source = {
    providerId,
    externalReference: textIn(data, 'externalId') ?? null,
    answerHash: answerHash(text),
  };
  return {
    kind: 'found',
    providerId,
    amountMinor: amountIn(data, 'originalAmount'),
    answerHash: source.answerHash,
    report: readStatus(data, source),
  };
}

type ReportSource = Pick<
  Extract<PayoutReport, { kind: 'failed' }>,
  'answerHash' | 'externalReference' | 'providerId'
>;

function readStatus(data: JsonObject, source: ReportSource): PayoutReport {
  const status = idIn(data, 'status');
  switch (status) {
    case 'PENDING':
      return { kind: 'processing' };
    case 'CONFIRMED':
      return readConfirmed(data, source);
    case 'ERROR':
      // The answer names no cause; the notification does, if it came.
      return { kind: 'failed', code: 'UNSPECIFIED', message: '', ...source };
    default:
      return unclearForPerson(`status ${quoted(status)} is not understood`);
  }
}

function readConfirmed(data: JsonObject, source: ReportSource): PayoutReport {
  const debit = readAmounts(data, 'DEBIT');
  if (typeof debit === 'string') return unclearForPerson(`CONFIRMED: ${debit}`);
  return {
    kind: 'completed',
    endToEndId: idIn(data, 'e2eId') ?? idIn(data, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(data, 'processedAt') ?? null,
    ...source,
  };
}
