import type { PayoutRequested } from '../../domain/payout/events';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import type { Cause } from '../../event-store/new-events';

/** Who decides on payouts that wait. */
export interface Person {
  /** The API client. */
  readonly name: string;
  /** The accounts that the person sees; `*`: all. */
  readonly accounts: '*' | readonly string[];
  /** The clients whose keys this person made. Of their payouts the person decides none. */
  readonly madeKeysOf: readonly string[];
  /** The key and the request of the decision. */
  readonly origin?: Origin;
}

/** Why the events of a person's decision are written. */
export const causeOfPerson = (
  { name, origin = NO_ORIGIN }: Person,
  causationId: string,
  correlationId?: string,
): Cause => causeOfClient(name, origin, causationId, correlationId);

/** Whether the person sees the account: another payout is not there for this person. */
export const mayDecideOn = (
  { accounts }: Person,
  { accountId }: Pick<PayoutRequested, 'accountId'>,
): boolean => accounts === '*' || accounts.includes(accountId);
