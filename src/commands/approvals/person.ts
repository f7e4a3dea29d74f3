import type { PayoutRequested } from '../../domain/payout/events';

/** Who decides on payouts that wait. */
export interface Person {
  /** The API client. */
  readonly name: string;
  /** The accounts that the person sees; `*`: all. */
  readonly accounts: '*' | readonly string[];
  /** The clients whose keys this person made. Of their payouts the person decides none. */
  readonly madeKeysOf: readonly string[];
}

/** Whether the person sees the account: another payout is not there for this person. */
export const mayDecideOn = (
  { accounts }: Person,
  { accountId }: Pick<PayoutRequested, 'accountId'>,
): boolean => accounts === '*' || accounts.includes(accountId);
