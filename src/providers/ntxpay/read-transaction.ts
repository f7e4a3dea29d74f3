import { parseProviderAmount } from '../../shared/money';
import {
  answerHash,
  idIn,
  idOrIntegerIn,
  numberTextIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../lossless';
import type { Report } from '../provider';
import { readDebit } from './debit';

/** What an answer to GET /api/pix/transaction/{id} must be about to be about our payout. */
export interface Asked {
  /** null: asked by our reference only. */
  readonly providerId: string | null;
  readonly externalReference: string;
}

/** A transaction the provider showed, found to be the one that was asked for. */
export interface Transaction {
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
export function readTransaction(text: string, asked: Asked): Transaction | string {
  const data = parseObject(text);
  if (!data) return 'the answer is not a JSON object';
  const providerId = idOrIntegerIn(data, 'id') ?? idOrIntegerIn(data, 'transactionId');
  const externalId = textIn(data, 'externalId');
  if (!providerId || !isAbout(providerId, externalId, asked))
    return 'the answer is about another transaction, or does not say which';
  const type = idIn(data, 'type');
  const outgoing = asked.providerId === null ? OUTGOING : OUTGOING_BY_ID;
  if (type === undefined || !outgoing.has(type)) return `type ${named(type)} is no cash-out`;
  const amountMinor = parseProviderAmount(numberTextIn(data, 'originalAmount') ?? '', 'BRL');
  return { providerId, amountMinor, report: readStatus(data, externalId ?? null, answerHash(text)) };
}

function isAbout(providerId: string, externalId: string | undefined, asked: Asked): boolean {
  if (asked.providerId === null) return externalId === asked.externalReference;
  return (
    providerId === asked.providerId && (externalId ?? asked.externalReference) === asked.externalReference
  );
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
      return { kind: 'unclear', reason: `status ${named(status)} is not understood` };
  }
}

function readConfirmed(data: JsonObject, externalReference: string | null, hash: string): Report {
  const debit = readDebit(data);
  if (typeof debit === 'string') return { kind: 'unclear', reason: `CONFIRMED: ${debit}` };
  return {
    kind: 'completed',
    endToEndId: idIn(data, 'e2eId') ?? idIn(data, 'endToEndId') ?? null,
    ...debit,
    providerTime: idIn(data, 'processedAt') ?? null,
    answerHash: hash,
    externalReference,
  };
}

const named = (text: string | undefined): string => (text ? JSON.stringify(text.slice(0, 60)) : '(missing)');
