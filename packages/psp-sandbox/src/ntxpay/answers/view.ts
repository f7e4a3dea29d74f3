import { formatAmount } from '../../core/amount';
import type { PspLedger } from '../../ledger/psp-ledger';
import { totalOf, type PaymentReturn } from '../../ledger/payment';
import { amountNumber } from '../../http/json-text';
import type { Details, NtxPayment } from '../orders/details';

/** The ISPB of the paying institution in the provider's sample. */
export const PAYER_ISPB = '07136847';
/** The ISPB of bank 260. Every payee of this simulator has an account there. */
export const PAYEE_ISPB = '18236120';
const PAYEE_BANK_CODE = '260';

const STATUSES = { pending: 'PENDING', paid: 'CONFIRMED', failed: 'ERROR', cancelled: 'CANCELLED' } as const;

/** CANCELLED is not documented. A client must accept statuses that it does not know. */
export type Status = (typeof STATUSES)[keyof typeof STATUSES];

export const statusOf = (status: keyof typeof STATUSES): Status => STATUSES[status];

/** The body of the answer 201. */
export const acceptanceView = ({ id, reference, requestedAt }: NtxPayment): object => ({
  transactionId: id,
  externalId: reference,
  status: 'PENDING',
  generateTime: requestedAt,
});

/** The body of GET: amounts are strings, the payee's document is complete, and there is no cause of an error. */
export const transactionView = (payment: NtxPayment): object => ({
  id: payment.id,
  externalId: payment.reference,
  type: 'WITHDRAW',
  status: statusOf(payment.status),
  originalAmount: formatAmount(payment.amountMinor),
  feeAmount: formatAmount(payment.feeMinor),
  finalAmount: formatAmount(totalOf(payment)),
  e2eId: payment.endToEndId,
  ...payeeView(payment),
  createdAt: payment.requestedAt,
  updatedAt: payment.settledAt ?? payment.requestedAt,
  processedAt: payment.settledAt,
});

/** The body of GET for a return, which is a movement of its own. */
export const returnView = (payment: NtxPayment, made: PaymentReturn): object => ({
  id: made.id,
  externalId: null,
  type: 'REFUND_OUT',
  status: 'CONFIRMED',
  originalAmount: formatAmount(made.amountMinor),
  feeAmount: formatAmount(made.feeMinor),
  finalAmount: formatAmount(made.amountMinor - made.feeMinor),
  e2eId: made.endToEndId,
  ...payeeView(payment),
  createdAt: made.at,
  updatedAt: made.at,
  processedAt: made.at,
});

export const balanceView = ({ freeMinor, reservedMinor }: PspLedger<Details>, now: string): object => ({
  grossBalance: amountNumber(freeMinor + reservedMinor),
  blockedBalance: amountNumber(reservedMinor),
  netBalance: amountNumber(freeMinor),
  consultedAt: now,
});

const payeeView = ({ details: { payee } }: NtxPayment): object => ({
  counterpartName: payee.name,
  counterpartDocument: payee.document,
  counterpartAccountBankCode: PAYEE_BANK_CODE,
  counterpartAccountBranch: null,
  counterpartAccountNumber: null,
  counterpartAccountIspb: null,
  counterpartAccountBankName: null,
});

/** The payee in a notification and in a search row. */
export const counterpartView = ({ details: { payee } }: NtxPayment): object => ({
  name: payee.name,
  document: payee.document === null ? null : maskDocument(payee.document),
  bank: {
    bankISPB: null,
    bankName: null,
    bankCode: PAYEE_BANK_CODE,
    accountBranch: null,
    accountNumber: null,
  },
});

/** Hides the first three and the check digits of a CPF; the first two, the branch and the check digits of a CNPJ. */
function maskDocument(document: string): string {
  const part = (from: number, to: number) => document.slice(from, to);
  if (document.length === 11) return `***.${part(3, 6)}.${part(6, 9)}-**`;
  return `**.${part(2, 5)}.${part(5, 8)}/****-**`;
}
