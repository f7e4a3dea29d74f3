import type { DepositEvidence } from './events';

/** What a provider's own words say about money that arrived. Amounts are minor units. */
export interface StatedDeposit {
  /** False: they speak of something else, or of what has not happened. */
  readonly hasArrived: boolean;
  /** Before and after the provider's fee. */
  readonly amountsMinor: readonly bigint[];
  /** Every name that the provider has for it. */
  readonly references: readonly string[];
}

/** Reads the words of an evidence. Returns undefined when they are no document that is known. */
export type ReadDeposit = (kind: DepositEvidence['kind'], text: string) => StatedDeposit | undefined;

/** What the words say otherwise, a sentence each. A person corrects the request by them. */
export function statedOtherwise(
  { hasArrived, amountsMinor, references }: StatedDeposit,
  deposit: { readonly amountMinor: bigint; readonly reference: string },
): string[] {
  if (!hasArrived) return ['says nothing of money that has arrived'];
  return [
    ...(amountsMinor.includes(deposit.amountMinor) ? [] : ['names another amount']),
    ...(references.includes(deposit.reference) ? [] : ['does not name the reference']),
  ];
}
