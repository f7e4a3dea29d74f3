import { formatAmount } from '../../core/amount';
import { totalOf, type PaymentReturn } from '../../ledger/payment';
import { amountNumber } from '../../http/json-text';
import { OVERSIZED_TEXT } from '../../notifications/oversized-text';
import type { NtxPayment } from '../orders/details';
import { failureOf } from '../answers/failures';
import { counterpartView, type Status } from '../answers/view';

/** The CashOut notification. Only `jsonText` writes its amounts correctly. It is the same at every attempt. */
export function cashOutView(payment: NtxPayment, claim: Status): object {
  const { notificationFault } = payment.scenario;
  if (notificationFault === 'v2-format') return v2View(payment, null);
  const failure = claim === 'ERROR' ? (payment.failure ?? failureOf('SETTLEMENT_FAILED')) : null;
  const wrongMinor = notificationFault === 'amount' ? 1n : 0n;
  return {
    event: notificationFault === 'unknown-event' ? 'CashOutReviewed' : 'CashOut',
    status: notificationFault === 'unknown-status' ? 'ON_HOLD' : claim,
    transactionType: 'PIX',
    movementType: 'DEBIT',
    transactionId: payment.id,
    externalId: referenceIn(payment),
    endToEndId: payment.endToEndId,
    pixKey: payment.details.payee.pixKey,
    feeAmount: amountNumber(payment.feeMinor),
    originalAmount: amountNumber(payment.amountMinor + wrongMinor),
    finalAmount: amountNumber(totalOf(payment) + wrongMinor + (notificationFault === 'final' ? 1n : 0n)),
    processingDate: payment.settledAt,
    errorCode: failure?.code ?? null,
    errorMessage: failure?.message ?? null,
    counterpart: counterpartView(payment),
    metadata: notificationFault === 'oversized' ? { note: OVERSIZED_TEXT } : {},
  };
}

/** The CashOutReversal notification: returned money, less the fee of the return. */
export function reversalView(payment: NtxPayment, made: PaymentReturn): object {
  if (payment.scenario.notificationFault === 'v2-format') return v2View(payment, made);
  return {
    event: 'CashOutReversal',
    status: 'CONFIRMED',
    transactionType: 'PIX',
    movementType: 'CREDIT',
    transactionId: made.id,
    externalId: null,
    endToEndId: made.endToEndId,
    pixKey: payment.details.payee.pixKey,
    feeAmount: amountNumber(made.feeMinor),
    originalAmount: amountNumber(made.amountMinor),
    finalAmount: amountNumber(made.amountMinor - made.feeMinor),
    processingDate: made.at,
    errorCode: null,
    errorMessage: null,
    metadata: {},
    parentTransaction: parentView(payment, made),
  };
}

const parentView = (payment: NtxPayment, made: PaymentReturn): object => ({
  transactionId: payment.id,
  externalId: referenceIn(payment),
  endToEndId: payment.endToEndId,
  processingDate: payment.settledAt,
  wasTotalRefunded: made.remainingMinor === 0n,
  remainingAmountForRefund: amountNumber(made.remainingMinor),
  metadata: {},
  counterpart: counterpartView(payment),
});

function referenceIn({ id, reference, scenario }: NtxPayment): string | null {
  if (scenario.notificationFault === 'null-reference') return null;
  return scenario.notificationFault === 'unknown-reference' ? `unknown-${id}` : reference;
}

/** The format of the provider's other mode. A client of this mode does not expect it. */
const v2View = (payment: NtxPayment, made: PaymentReturn | null): object => ({
  type: made ? 'REFUND' : 'TRANSFER',
  data: {
    id: payment.id,
    idempotencyKey: payment.reference,
    endToEndId: payment.endToEndId,
    status: made ? 'REFUNDED' : payment.status === 'paid' ? 'LIQUIDATED' : 'ERROR',
    payment: { currency: 'BRL', amount: formatAmount(payment.amountMinor) },
    refunds: made ? [{ endToEndId: made.endToEndId, amount: formatAmount(made.amountMinor) }] : [],
  },
});
