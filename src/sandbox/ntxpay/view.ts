import { formatAmount } from '../../shared/money';
import { amountNumber } from '../text';
import { totalOf, type Book, type Failure, type SandboxPayment } from './book';
import { failureOf } from './failures';

/** The settling institution of the provider's sample. */
export const PAYER_ISPB = '07136847';

/** The body of 201. */
export const acceptanceView = ({ transactionId, externalId, requestedAt }: SandboxPayment): object => ({
  transactionId,
  externalId,
  status: 'PENDING',
  generateTime: requestedAt,
});

/** What GET shows: amounts as strings, the payee's document in full, no cause of an error. */
export function transactionView(payment: SandboxPayment): object {
  const { payee } = payment;
  return {
    id: payment.transactionId,
    externalId: payment.externalId,
    type: 'WITHDRAW',
    status: payment.status,
    originalAmount: formatAmount(payment.amountMinor, 'BRL'),
    feeAmount: formatAmount(payment.feeMinor, 'BRL'),
    finalAmount: formatAmount(totalOf(payment), 'BRL'),
    e2eId: payment.endToEndId,
    counterpartName: payee.name,
    counterpartDocument: payee.document,
    counterpartAccountBankCode: '260',
    counterpartAccountBranch: null,
    counterpartAccountNumber: null,
    counterpartAccountIspb: null,
    counterpartAccountBankName: null,
    createdAt: payment.requestedAt,
    updatedAt: payment.settledAt ?? payment.requestedAt,
    processedAt: payment.settledAt,
  };
}

export const balanceView = ({ netMinor, blockedMinor }: Book, now: string): object => ({
  grossBalance: amountNumber(netMinor + blockedMinor),
  blockedBalance: amountNumber(blockedMinor),
  netBalance: amountNumber(netMinor),
  consultedAt: now,
});

/** What one notification claims; for most payments the one claim that is true. */
export type Claim = 'CONFIRMED' | 'ERROR';

/** The notifications a settled payment gives rise to, in order. */
export function claimsOf({ scenario, status }: SandboxPayment): readonly Claim[] {
  if (scenario.kind === 'no-hook' || status === 'PENDING') return [];
  if (scenario.kind === 'error-after-confirmed') return ['CONFIRMED', 'ERROR'];
  if (scenario.kind === 'confirmed-after-error') return ['ERROR', 'CONFIRMED'];
  return [status];
}

/** The CashOut notification; its amounts must be written by `jsonText`. The same for the same claim, at every attempt. */
export function cashOutView(payment: SandboxPayment, claim: Claim): object {
  const failure = claim === 'ERROR' ? (payment.failure ?? failureOf('SETTLEMENT_FAILED')) : null;
  const { kind } = payment.scenario;
  if (kind === 'v2-format') return v2View(payment);
  const finalMinor = totalOf(payment) + (kind === 'wrong-final' ? 1n : 0n);
  return {
    event: 'CashOut',
    status: claim,
    transactionType: 'PIX',
    movementType: 'DEBIT',
    transactionId: payment.transactionId,
    externalId: kind === 'null-external-id' ? null : payment.externalId,
    endToEndId: payment.endToEndId,
    pixKey: payment.payee.pixKey,
    feeAmount: amountNumber(payment.feeMinor),
    originalAmount: amountNumber(payment.amountMinor),
    finalAmount: amountNumber(finalMinor),
    processingDate: payment.settledAt,
    ...errorView(failure),
    counterpart: counterpartView(payment),
    metadata: {},
  };
}

const errorView = (failure: Failure | null): object => ({
  errorCode: failure?.code ?? null,
  errorMessage: failure?.message ?? null,
});

const counterpartView = ({ payee: { name, document } }: SandboxPayment): object => ({
  name,
  document: document === null ? null : masked(document),
  bank: { bankISPB: null, bankName: null, bankCode: '260', accountBranch: null, accountNumber: null },
});

/** A CPF without its first three and its check digits; a CNPJ likewise. */
function masked(document: string): string {
  const part = (from: number, to: number) => document.slice(from, to);
  if (document.length === 11) return `***.${part(3, 6)}.${part(6, 9)}-**`;
  return `**.${part(2, 5)}.${part(5, 8)}/${part(8, 12)}-**`;
}

/** The opt-in format of another mode, which a client of this one does not expect. */
const v2View = (payment: SandboxPayment): object => ({
  type: 'TRANSFER',
  data: {
    id: payment.transactionId,
    idempotencyKey: payment.externalId,
    endToEndId: payment.endToEndId,
    status: payment.status === 'CONFIRMED' ? 'LIQUIDATED' : 'ERROR',
    payment: { currency: 'BRL', amount: formatAmount(payment.amountMinor, 'BRL') },
    refunds: [],
  },
});
