import { amountIn } from '../amount';
import { named, noEvidence, notBelieved, type Doubt } from '../doubt';
import { answerHash, idIn, idOrIntegerIn, parseObject, textIn, type JsonObject } from '../lossless';
import type { Report } from '../provider';
import { readMovement } from './movement';

/** What an answer to GET /api/pix/transaction/{id} must be about to be about our payout. */
export interface Asked {
  /** null: asked by our reference only. */
  readonly providerId: string | null;
  readonly externalReference: string;
}

/** A transaction the provider showed, found to be the one that was asked for. */
export interface Transaction {
  readonly kind: 'found';
  readonly providerId: string;
  readonly report: Report;
  /** undefined where it can't be read. */
  readonly amountMinor: bigint | undefined;
}

/** Money that left. A returned or received one may stand under the same reference and is another movement. */
const OUTGOING = new Set(['WITHDRAW', 'TRANSFER']);
/**
 * What a payout's own id may be shown as beside those: the provider does not say which type a cash-out is. By our
 * reference alone it proves nothing, since its sample of PAYMENT is money received.
 */
const OUTGOING_BY_ID = new Set([...OUTGOING, 'PAYMENT']);

/** The transaction in an answer, or why it is no evidence. Names, documents and accounts in it are passed over. */
export function readTransaction(text: string, asked: Asked): Transaction | Doubt {
  const data = parseObject(text);
  if (!data) return noEvidence('the answer is not a JSON object');
  const providerId = idOrIntegerIn(data, 'id') ?? idOrIntegerIn(data, 'transactionId');
  if (providerId === undefined) return noEvidence('the answer does not say which transaction it is about');
  const externalId = textIn(data, 'externalId');
  const other = anotherThan(asked, providerId, externalId);
  if (other) return other;
  const type = idIn(data, 'type');
  const outgoing = asked.providerId === null ? OUTGOING : OUTGOING_BY_ID;
  if (type === undefined || !outgoing.has(type)) return notBelieved(`type ${named(type)} is no cash-out`);
  const report = readStatus(data, externalId ?? null, answerHash(text));
  return { kind: 'found', providerId, amountMinor: amountIn(data, 'originalAmount'), report };
}

/** A reference that looks like a number finds somebody else's transaction: no word about our payout. */
function anotherThan(asked: Asked, providerId: string, externalId: string | undefined): Doubt | undefined {
  if (asked.providerId === null)
    return externalId === asked.externalReference
      ? undefined
      : noEvidence('the answer is about another transaction, or does not say which');
  const same =
    providerId === asked.providerId && (externalId ?? asked.externalReference) === asked.externalReference;
  return same ? undefined : notBelieved('asked by its id, the provider answers with another transaction');
}

function readStatus(data: JsonObject, externalReference: string | null, hash: string): Report {
  const status = idIn(data, 'status');
  switch (status) {
    case 'PENDING':
      return { kind: 'processing' };
    case 'CONFIRMED':
      return readConfirmed(data, externalReference, hash);
    case 'ERROR':
      // The answer names no cause; the notification does, if it came.
      return { kind: 'failed', code: 'UNSPECIFIED', message: '', answerHash: hash, externalReference };
    default:
      return notBelieved(`status ${named(status)} is not understood`);
  }
}

function readConfirmed(data: JsonObject, externalReference: string | null, hash: string): Report {
  const debit = readMovement(data, 'DEBIT');
  if (typeof debit === 'string') return notBelieved(`CONFIRMED: ${debit}`);
  return {
    kind: 'completed',
    endToEndId: idIn(data, 'e2eId') ?? idIn(data, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(data, 'processedAt') ?? null,
    answerHash: hash,
    externalReference,
  };
}
