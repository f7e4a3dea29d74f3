/** An account event, or another end, that must appear before a payout's work item is finished. */
export type ExpectedEffect =
  /** HoldCaptured or ReleaseReversed with this fee. */
  | { readonly kind: 'capture'; readonly feeAmountMinor: bigint }
  /** HoldReleased or CaptureReversed. */
  | { readonly kind: 'release' }
  /** FundsReturned for this return. */
  | { readonly kind: 'return'; readonly returnId: string }
  /** The provider's end of another acceptance. No account event shows it: the payout's driver finishes the work. */
  | { readonly kind: 'acceptance'; readonly providerId: string }
  /** The case of an unknown outcome. No account event shows its end: the payout's driver finishes the work. */
  | { readonly kind: 'case' };

/** Two effects with one key replace each other: a payout has one outcome, so it expects a capture or a release. */
export function effectKey(effect: ExpectedEffect): string {
  switch (effect.kind) {
    case 'capture':
    case 'release':
      return 'outcome';
    case 'return':
      return `return:${effect.returnId}`;
    case 'acceptance':
      return `acceptance:${effect.providerId}`;
    case 'case':
      return 'case';
  }
}

export const isSameEffect = (left: ExpectedEffect, right: ExpectedEffect): boolean =>
  effectKey(left) === effectKey(right) && left.kind === right.kind && feeOf(left) === feeOf(right);

const feeOf = (effect: ExpectedEffect): bigint | undefined =>
  effect.kind === 'capture' ? effect.feeAmountMinor : undefined;
