import type { ProviderName } from '../../domain/payout/payee';
import { minorOf, objectIn, objectOf, textOf, type Json } from './json-document';

/**
 * What a provider's kept words say, read by the auditor's own rules: by the providers' documents, and by no code of the
 * adapters. Amounts are minor units.
 */
export interface StatedFigures {
  /** `open`: nothing has become of it yet. `refunded`: it was paid, and all of it came back. */
  readonly kind: 'completed' | 'failed' | 'returned' | 'refunded' | 'open';
  readonly amountMinor: bigint | null;
  /** null: the words name none. */
  readonly feeMinor: bigint | null;
  /** Of the payment, in PIX. */
  readonly paymentId: string | null;
  /** Of the return, in PIX. */
  readonly returnId: string | null;
  readonly code: string | null;
}

/** What kind of words: a notification, an answer to a question, the answer to an order. */
export type DocumentSource = 'notification' | 'ASK' | 'SUBMIT';

/** undefined: not a document that the audit knows; nothing can be said about figures that rest on it. */
export function readStatedFigures(
  provider: ProviderName,
  source: DocumentSource,
  text: string,
): StatedFigures | undefined {
  const root = objectIn(text);
  if (!root) return undefined;
  switch (provider) {
    case 'connectpsp':
      return readConnectPsp(root, source);
    case 'ntxpay':
      return readNtxPay(root, source);
    default:
      return undefined;
  }
}

function readConnectPsp(root: Json, source: DocumentSource): StatedFigures | undefined {
  const data = source === 'notification' ? objectOf(root['data']) : root;
  if (!data) return undefined;
  const amounts = { ...NO_FIGURES, amountMinor: minorOf(data['amount']) };
  switch (textOf(data['status'])) {
    case 'COMPLETED':
      return { ...amounts, kind: 'completed', paymentId: textOf(data['endToEndId']) };
    case 'REFUNDED':
      return { ...amounts, ...refundIds(data), kind: 'refunded' };
    case 'FAILED':
      return {
        ...NO_FIGURES,
        kind: 'failed',
        code: textOf(objectOf(data['failure'])?.['code']) ?? 'UNSPECIFIED',
      };
    case 'PROCESSING':
    case 'CANCELLED':
      return OPEN;
    default:
      return source === 'SUBMIT' ? statedRefusal(textOf(data['code'])) : undefined;
  }
}

/** `endToEndId` is the return's, `originalEndToEndId` the payment's; an id that begins with E is a payment's. */
function refundIds(data: Json): Pick<StatedFigures, 'paymentId' | 'returnId'> {
  const own = textOf(data['endToEndId']);
  const original = textOf(data['originalEndToEndId']);
  if (own !== null && own !== original && !own.startsWith('E')) return { paymentId: original, returnId: own };
  return { paymentId: original ?? own, returnId: null };
}

const MOVES_BACK = new Set(['REFUND_OUT', 'REFUND_IN']);

function readNtxPay(root: Json, source: DocumentSource): StatedFigures | undefined {
  const isReturn = root['event'] === 'CashOutReversal' || MOVES_BACK.has(textOf(root['type']) ?? '');
  const id = textOf(root['e2eId']) ?? textOf(root['endToEndId']);
  switch (textOf(root['status'])) {
    case 'CONFIRMED':
      return {
        ...NO_FIGURES,
        kind: isReturn ? 'returned' : 'completed',
        amountMinor: minorOf(root['originalAmount']),
        feeMinor: minorOf(root['feeAmount']),
        ...(isReturn ? { returnId: id } : { paymentId: id }),
      };
    case 'ERROR':
      // An answer names no cause; a notification does.
      return {
        ...NO_FIGURES,
        kind: 'failed',
        code: (source === 'notification' ? textOf(root['errorCode']) : null) ?? 'UNSPECIFIED',
      };
    case 'PENDING':
      return OPEN;
    default:
      return source === 'SUBMIT' ? statedRefusal(codeOfRefusal(root)) : undefined;
  }
}

const codeOfRefusal = (root: Json): string => {
  const given = textOf(root['errorCode']) ?? textOf(root['code']);
  return given !== null && /^[A-Z][A-Z0-9_]{0,99}$/.test(given) ? given : 'BAD_REQUEST';
};

const statedRefusal = (code: string | null): StatedFigures | undefined =>
  code === null ? undefined : { ...NO_FIGURES, kind: 'failed', code };

const NO_FIGURES = {
  amountMinor: null,
  feeMinor: null,
  paymentId: null,
  returnId: null,
  code: null,
} as const;
const OPEN: StatedFigures = { ...NO_FIGURES, kind: 'open' };
