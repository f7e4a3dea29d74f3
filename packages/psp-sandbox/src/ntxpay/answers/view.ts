import { formatAmount } from '../../../../../src/shared/money';
import type { Book } from '../../ledger/psp-ledger';
import { totalOf, type PaymentReturn } from '../../ledger/payment';
import { amountNumber } from '../../core/random-text';
import type { Details, NtxPayment } from '../orders/details';

/** The settling institution of the provider's sample. */
export const PAYER_ISPB = '07136847';
/** Of bank 260, where every payee of this simulator is. */
export const PAYEE_ISPB = '18236120';
const PAYEE_BANK_CODE = '260';

const STATUSES = { pending: 'PENDING', paid: 'CONFIRMED', failed: 'ERROR', cancelled: 'CANCELLED' } as const;

/** CANCELLED is documented nowhere: a client must bear what it does not know. */
export type Status = (typeof STATUSES)[keyof typeof STATUSES];

export const statusOf = (status: keyof typeof STATUSES): Status => STATUSES[status];

/** The body of 201. */
export const acceptanceView = ({ id, reference, requestedAt }: NtxPayment): object => ({
  transactionId: id,
  externalId: reference,
  status: 'PENDING',
  generateTime: requestedAt,
});

/** What GET shows: amounts as strings, the payee's document in full, no cause of an error. */
export const transactionView = (payment: NtxPayment): object => ({
  id: payment.id,
  externalId: payment.reference,
  type: 'WITHDRAW',
  status: statusOf(payment.status),
  originalAmount: formatAmount(payment.amountMinor, 'BRL'),
  feeAmount: formatAmount(payment.feeMinor, 'BRL'),
  finalAmount: formatAmount(totalOf(payment), 'BRL'),
  e2eId: payment.endToEndId,
  ...payeeView(payment),
  createdAt: payment.requestedAt,
  updatedAt: payment.settledAt ?? payment.requestedAt,
  processedAt: payment.settledAt,
});

/** A return as GET shows it: a movement of its own. */
export const returnView = (payment: NtxPayment, back: PaymentReturn): object => ({
  id: back.id,
  externalId: null,
  type: 'REFUND_OUT',
  status: 'CONFIRMED',
  originalAmount: formatAmount(back.amountMinor, 'BRL'),
  feeAmount: formatAmount(back.feeMinor, 'BRL'),
  finalAmount: formatAmount(back.amountMinor - back.feeMinor, 'BRL'),
  e2eId: back.endToEndId,
  ...payeeView(payment),
  createdAt: back.at,
  updatedAt: back.at,
  processedAt: back.at,
});

export const balanceView = ({ freeMinor, reservedMinor }: Book<Details>, now: string): object => ({
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

/** Who was paid, as a notification and a row of the search show it. */
export const counterpartView = ({ details: { payee } }: NtxPayment): object => ({
  name: payee.name,
  document: payee.document === null ? null : masked(payee.document),
  bank: {
    bankISPB: null,
    bankName: null,
    bankCode: PAYEE_BANK_CODE,
    accountBranch: null,
    accountNumber: null,
  },
});

/** A CPF without its first three and its check digits; a CNPJ without its first two, its branch and its check digits. */
function masked(document: string): string {
  const part = (from: number, to: number) => document.slice(from, to);
  if (document.length === 11) return `***.${part(3, 6)}.${part(6, 9)}-**`;
  return `**.${part(2, 5)}.${part(5, 8)}/****-**`;
}
