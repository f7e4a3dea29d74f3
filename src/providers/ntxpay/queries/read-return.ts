import { quoted, noEvidence, unclearForPerson } from '../../answers/unclear-report';
import { answerHash, idIn, parseObject, type JsonObject } from '../../answers/lossless-json';
import type { PayoutReport, ReturnQuery } from '../../port/provider';
import { readAmounts } from '../amounts';
import { returnMismatch } from './answer-mismatch';

/** An answer to GET /api/pix/transaction/{id of a return}. */
export function readReturnAnswer(text: string, asked: ReturnQuery): PayoutReport {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const other = returnMismatch(data, asked);
  if (other) return other;
  const status = idIn(data, 'status');
  if (status === 'PENDING') return { kind: 'processing' };
  if (status !== 'CONFIRMED') return unclearForPerson(`the return has status ${quoted(status)}`);
  return readDone(data, asked.returnName, answerHash(text));
}

function readDone(data: JsonObject, returnName: string, hash: string): PayoutReport {
  const credit = readAmounts(data, 'CREDIT');
  if (typeof credit === 'string') return unclearForPerson(`return: ${credit}`);
  return {
    kind: 'returned',
    returnName,
    endToEndId: idIn(data, 'e2eId') ?? idIn(data, 'endToEndId') ?? null,
    ...credit,
    providerTime: idIn(data, 'processedAt') ?? null,
    answerHash: hash,
    externalReference: null,
    originalEndToEndId: null,
    completion: null,
  };
}
