import { formatAmount } from '../../../../../src/shared/money';
import { totalOf, type PaymentReturn } from '../../ledger/payment';
import { amountNumber, padding } from '../../core/random-text';
import type { NtxPayment } from '../orders/details';
import { failureOf } from '../answers/failures';
import { counterpartView, type Status } from '../answers/view';

/** The CashOut notification; its amounts must be written by `jsonText`. The same for the same claim, at every attempt. */
export function cashOutView(payment: NtxPayment, claim: Status): object {
  const { lie } = payment.scenario;
  if (lie === 'v2-format') return v2View(payment, null);
  const failure = claim === 'ERROR' ? (payment.failure ?? failureOf('SETTLEMENT_FAILED')) : null;
  const wrongMinor = lie === 'amount' ? 1n : 0n;
  return {
    event: lie === 'unknown-event' ? 'CashOutReviewed' : 'CashOut',
    status: lie === 'unknown-status' ? 'ON_HOLD' : claim,
    transactionType: 'PIX',
    movementType: 'DEBIT',
    transactionId: payment.id,
    externalId: referenceIn(payment),
    endToEndId: payment.endToEndId,
    pixKey: payment.details.payee.pixKey,
    feeAmount: amountNumber(payment.feeMinor),
    originalAmount: amountNumber(payment.amountMinor + wrongMinor),
    finalAmount: amountNumber(totalOf(payment) + wrongMinor + (lie === 'final' ? 1n : 0n)),
    processingDate: payment.settledAt,
    errorCode: failure?.code ?? null,
    errorMessage: failure?.message ?? null,
    counterpart: counterpartView(payment),
    metadata: lie === 'oversized' ? { note: padding() } : {},
  };
}

/** The CashOutReversal notification: money that came back, less a fee of its own. */
export function reversalView(payment: NtxPayment, back: PaymentReturn): object {
  if (payment.scenario.lie === 'v2-format') return v2View(payment, back);
  return {
    event: 'CashOutReversal',
    status: 'CONFIRMED',
    transactionType: 'PIX',
    movementType: 'CREDIT',
    transactionId: back.id,
    externalId: null,
    endToEndId: back.endToEndId,
    pixKey: payment.details.payee.pixKey,
    feeAmount: amountNumber(back.feeMinor),
    originalAmount: amountNumber(back.amountMinor),
    finalAmount: amountNumber(back.amountMinor - back.feeMinor),
    processingDate: back.at,
    errorCode: null,
    errorMessage: null,
    metadata: {},
    parentTransaction: parentView(payment, back),
  };
}

const parentView = (payment: NtxPayment, back: PaymentReturn): object => ({
  transactionId: payment.id,
  externalId: referenceIn(payment),
  endToEndId: payment.endToEndId,
  processingDate: payment.settledAt,
  wasTotalRefunded: back.remainingMinor === 0n,
  remainingAmountForRefund: amountNumber(back.remainingMinor),
  metadata: {},
  counterpart: counterpartView(payment),
});

function referenceIn({ id, reference, scenario }: NtxPayment): string | null {
  if (scenario.lie === 'null-reference') return null;
  return scenario.lie === 'unknown-reference' ? `unknown-${id}` : reference;
}

/** The opt-in format of another mode, which a client of this one does not expect. */
const v2View = (payment: NtxPayment, back: PaymentReturn | null): object => ({
  type: back ? 'REFUND' : 'TRANSFER',
  data: {
    id: payment.id,
    idempotencyKey: payment.reference,
    endToEndId: payment.endToEndId,
    status: back ? 'REFUNDED' : payment.status === 'paid' ? 'LIQUIDATED' : 'ERROR',
    payment: { currency: 'BRL', amount: formatAmount(payment.amountMinor, 'BRL') },
    refunds: back ? [{ endToEndId: back.endToEndId, amount: formatAmount(back.amountMinor, 'BRL') }] : [],
  },
});
