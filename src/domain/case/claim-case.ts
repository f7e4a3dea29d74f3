import { derivedId } from '../../shared/ids';

/** What is claimed against the end of a payout. */
export interface EndClaim {
  readonly payoutId: string;
  readonly stands: 'COMPLETED' | 'FAILED';
  readonly claimed: 'COMPLETED' | 'FAILED';
  /** The provider's own id of the payment; null: it is not known. */
  readonly providerId: string | null;
}

/** The one case of a claim. The claim can come from a notification, an answer or a line of a statement. */
export const claimCaseId = ({ payoutId, stands, claimed, providerId }: EndClaim): string =>
  derivedId('case', 'claim', payoutId, stands, claimed, providerId ?? '');
