import { amountIn } from '../../answers/amount';
import { quoted, noEvidence, unclearForPerson } from '../../answers/unclear-report';
import {
  answerHash,
  idIn,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import type { PayoutReport } from '../../port/provider';
import { redactPersonalData } from '../../answers/redact-personal-data';
import { readRefund } from './read-refund';
import type { ReportSource } from './report-source';
import { payoutMismatch, type PayoutQuery } from './answer-mismatch';

/** The answer to GET /cash-out/{id}, of which `asked` must be the subject. Unknown fields are passed over. */
export function readAnswer(text: string, asked: PayoutQuery): PayoutReport {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const other = payoutMismatch(data, asked);
  return other ?? readData(data, { providerId: asked.providerId, answerHash: answerHash(text) });
}

/** What GET shows and what a notification carries in its `data`. */
export function readData(data: JsonObject, source: ReportSource): PayoutReport {
  const status = idIn(data, 'status');
  switch (status) {
    case 'PROCESSING':
      return { kind: 'processing' };
    case 'COMPLETED':
      return readCompleted(data, source);
    case 'FAILED':
      return readFailed(data, source);
    case 'REFUNDED':
      return readRefund(data, source);
    case 'CANCELLED':
      return unclearForPerson('status "CANCELLED": nothing says whether money has moved');
    default:
      return unclearForPerson(`status ${quoted(status)} is not understood`);
  }
}

function readCompleted(data: JsonObject, source: ReportSource): PayoutReport {
  const amountMinor = amountIn(data, 'amount');
  if (amountMinor === undefined || amountMinor === 0n)
    return unclearForPerson('COMPLETED without a readable amount');
  if (objectIn(data, 'failure')) return unclearForPerson('COMPLETED with a failure');
  return {
    kind: 'completed',
    endToEndId: idIn(data, 'endToEndId') ?? null,
    amountMinor,
    feeAmountMinor: null,
    providerTime: idIn(data, 'paidAt') ?? null,
    answerHash: source.answerHash,
    externalReference: textIn(data, 'externalReference') ?? null,
  };
}

function readFailed(data: JsonObject, source: ReportSource): PayoutReport {
  const failure = objectIn(data, 'failure') ?? {};
  return {
    kind: 'failed',
    code: redactPersonalData(textIn(failure, 'code') ?? 'UNSPECIFIED').slice(0, 100),
    message: redactPersonalData(textIn(failure, 'message') ?? ''),
    answerHash: source.answerHash,
    externalReference: textIn(data, 'externalReference') ?? null,
  };
}
