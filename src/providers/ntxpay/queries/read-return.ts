import { named, noEvidence, notBelieved } from '../../answers/unclear-report';
import { answerHash, idIn, parseObject, type JsonObject } from '../../answers/lossless-json';
import type { Report, ReturnQuestion } from '../../port/provider';
import { readMovement } from '../amounts';
import { otherThanReturn } from './answer-mismatch';

/** An answer to GET /api/pix/transaction/{id of a return}. */
export function readReturnAnswer(text: string, asked: ReturnQuestion): Report {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const other = otherThanReturn(data, asked);
  if (other) return other;
  const status = idIn(data, 'status');
  if (status === 'PENDING') return { kind: 'processing' };
  if (status !== 'CONFIRMED') return notBelieved(`the return has status ${named(status)}`);
  return readDone(data, asked.returnName, answerHash(text));
}

function readDone(data: JsonObject, returnName: string, hash: string): Report {
  const credit = readMovement(data, 'CREDIT');
  if (typeof credit === 'string') return notBelieved(`return: ${credit}`);
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
