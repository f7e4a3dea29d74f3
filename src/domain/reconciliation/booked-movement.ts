/** A movement in our books. Amounts are minor units. */
export interface BookedMovement {
  readonly kind: 'PAYOUT' | 'RETURN';
  readonly payoutId: string;
  /** `NOT_SENT`: the payout was requested, and no submission is recorded. */
  readonly status: 'COMPLETED' | 'FAILED' | 'UNDER_WAY' | 'NOT_SENT';
  readonly providerId: string | null;
  readonly externalReference: string | null;
  readonly endToEndId: string | null;
  readonly amountMinor: bigint;
  /** null while nothing is booked. */
  readonly feeAmountMinor: bigint | null;
  /** When we booked it, RFC 3339 UTC; null while nothing is booked. */
  readonly bookedAt: string | null;
  /** The payee's CPF or CNPJ. It is personal data: compared, and never recorded. Missing where it is not known. */
  readonly document?: string | null;
}
