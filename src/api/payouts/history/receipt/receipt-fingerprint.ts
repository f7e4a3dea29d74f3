import { createHash } from 'node:crypto';
import { formatPosition } from '../../../../event-store/event-store';
import type { PayoutConfirmationView } from '../../../../queries/payouts/get-payout-confirmation';

/** A payment with the event by which it is paid. */
export type Confirmed = PayoutConfirmationView & {
  readonly completion: NonNullable<PayoutConfirmationView['completion']>;
};

/**
 * SHA-256 in hex over the lines of what is confirmed, each with LF (docs/http-api.md). The lines name no person, so a
 * receipt with masked names has the same fingerprint.
 */
export const receiptFingerprint = (confirmed: Confirmed): string =>
  createHash('sha256').update(receiptText(confirmed)).digest('hex');

function receiptText({ payout, completion, returns }: Confirmed): string {
  const { id, currency, originalAmountMinor, feeAmountMinor, endToEndId, externalReference } = payout;
  const lines = [
    'holdfast-receipt/v1',
    id,
    `${currency} ${originalAmountMinor} ${feeAmountMinor ?? 0n}`,
    endToEndId ?? '-',
    externalReference,
    `completed ${completion.id} ${formatPosition(completion.position)}`,
    ...payout.returns.map(({ amountMinor, feeAmountMinor: fee, endToEndId: name }, index) => {
      const event = returns[index]!;
      return `returned ${amountMinor} ${fee} ${name ?? '-'} ${event.id} ${formatPosition(event.position)}`;
    }),
  ];
  return lines.map(line => `${line}\n`).join('');
}
