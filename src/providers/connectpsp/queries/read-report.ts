import { amountIn } from '../../answers/amount';
import { named, noEvidence, notBelieved } from '../../answers/unclear-report';
import {
  answerHash,
  idIn,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import type { Report } from '../../port/provider';
import { withoutPersonalData } from '../../answers/redact-personal-data';
import { readRefund } from './read-refund';
import type { Source } from './report-source';
import { otherThanPayout, type Asked } from './answer-mismatch';

/** The answer to GET /cash-out/{id}, of which `asked` must be the subject. Unknown fields are passed over. */
export function readAnswer(text: string, asked: Asked): Report {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const other = otherThanPayout(data, asked);
  return other ?? readData(data, { providerId: asked.providerId, answerHash: answerHash(text) });
}

/** What GET shows and what a notification carries in its `data`. */
export function readData(data: JsonObject, source: Source): Report {
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
      return notBelieved('status "CANCELLED": nothing says whether money has moved');
    default:
      return notBelieved(`status ${named(status)} is not understood`);
  }
}

function readCompleted(data: JsonObject, source: Source): Report {
  const amountMinor = amountIn(data, 'amount');
  if (amountMinor === undefined || amountMinor === 0n)
    return notBelieved('COMPLETED without a readable amount');
  if (objectIn(data, 'failure')) return notBelieved('COMPLETED with a failure');
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

function readFailed(data: JsonObject, source: Source): Report {
  const failure = objectIn(data, 'failure') ?? {};
  return {
    kind: 'failed',
    code: withoutPersonalData(textIn(failure, 'code') ?? 'UNSPECIFIED').slice(0, 100),
    message: withoutPersonalData(textIn(failure, 'message') ?? ''),
    answerHash: source.answerHash,
    externalReference: textIn(data, 'externalReference') ?? null,
  };
}
