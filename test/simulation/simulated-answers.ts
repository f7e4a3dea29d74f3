import type { SubmissionOutcome } from '../../src/providers/port/provider';
import type { Payment, PaymentReturn } from './simulated-reports';

export const returnOf = (
  { providerId }: Payment,
  part: string,
  amountMinor: bigint,
  feeAmountMinor: bigint,
): PaymentReturn => ({ returnName: `${providerId}-${part}`, amountMinor, feeAmountMinor });

export const accepted = ({ providerId }: Payment) =>
  ({ kind: 'accepted', providerId, transactionId: null, answerHash: providerId }) as const;

export const unknown = (reason: string): SubmissionOutcome => ({ kind: 'unknown', reason, sent: true });

/** A false notification about a payment for which the provider has sent none. Its sender knows the secret. */
export const liesAbout = (payment: Payment): readonly Payment[] => [
  { ...payment, status: 'FAILED', endToEndId: null },
  {
    ...payment,
    status: 'COMPLETED',
    endToEndId: `E${payment.providerId}`,
    feeAmountMinor: 999_999n,
  },
];
