import { named, noEvidence, notBelieved } from '../doubt';
import { answerHash, idIn, idOrIntegerIn, parseObject, type JsonObject } from '../lossless';
import type { Report } from '../provider';
import { readMovement } from './movement';

/** As what the provider shows money that came back; which of the two is a payout's is documented nowhere. */
const COMING_BACK = new Set(['REFUND_OUT', 'REFUND_IN']);

/** An answer to GET /api/pix/transaction/{id of a return}. It does not say which payment the return belongs to. */
export function readReturnAnswer(text: string, returnName: string): Report {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const id = idOrIntegerIn(data, 'id') ?? idOrIntegerIn(data, 'transactionId');
  if (id === undefined) return noEvidence('the answer does not say which transaction it is about');
  if (id !== returnName)
    return notBelieved('asked for a return by its id, the provider answers with another transaction');
  const type = idIn(data, 'type');
  if (type === undefined || !COMING_BACK.has(type)) return notBelieved(`type ${named(type)} is no return`);
  const status = idIn(data, 'status');
  if (status === 'PENDING') return { kind: 'processing' };
  if (status !== 'CONFIRMED') return notBelieved(`the return has status ${named(status)}`);
  return readDone(data, returnName, answerHash(text));
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
