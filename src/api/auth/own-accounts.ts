import type { CaseView } from '../../queries/cases/case-view';
import type { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { accountStream, caseStream, payoutStream } from '../../event-store/stream-names';
import { notFound, problem, ProblemError } from '../problems/problem';
import type { ApiClient } from './keys/api-keys';

/** A client sees and moves its own accounts. What is not its own answers as what does not exist. */
type Owner = Pick<ApiClient, 'accounts'>;
type Streams = Pick<EventStore, 'readStream'>;

export const ownsAccount = ({ accounts }: Owner, accountId: string): boolean =>
  accounts === '*' || accounts.includes(accountId);

/** @throws {ProblemError} ACCOUNT_NOT_FOUND when the account is not the client's */
export function requireAccount(client: Owner, accountId: string): void {
  if (!ownsAccount(client, accountId))
    throw notFound('ACCOUNT_NOT_FOUND', `There is no account ${accountId}`);
}

/** @throws {ProblemError} when the client would open an account that is not in its list */
export function requireToOpen(client: Owner, accountId: string): void {
  if (ownsAccount(client, accountId)) return;
  throw new ProblemError(
    problem(
      403,
      'FORBIDDEN',
      'This client opens the accounts of its own list alone: name one of them as `id`',
    ),
  );
}

/** Whether the payout is of an account of the client, by its first event. @throws {Fault} */
export async function ownsPayout(store: Streams, client: Owner, payoutId: string): Promise<boolean> {
  if (client.accounts === '*') return true;
  for await (const { body } of readEvents(store, payoutStream(payoutId), 0n, 1))
    return body.type === 'PayoutRequested' && ownsAccount(client, body.data.accountId);
  return false;
}

/**
 * Whether the case is about an account of the client: by its payout, or by the account whose deposit is wrong. The lists have
 * the same rule in SQL. @throws {Fault}
 */
export async function ownsCase(
  store: Streams,
  client: Owner,
  { kind, payoutId, cause }: Pick<CaseView, 'kind' | 'payoutId' | 'cause'>,
): Promise<boolean> {
  const { accounts } = client;
  if (accounts === '*') return true;
  if (payoutId !== null) return ownsPayout(store, client, payoutId);
  const isOfAccount = kind === 'DEPOSIT_CORRECTION' || kind === 'CLOSED_ACCOUNT';
  return isOfAccount && accounts.some(id => accountStream(id) === cause.streamId);
}

/** The same for a case that is known by its id alone. A case that does not exist is not the client's. @throws {Fault} */
export async function ownsCaseOf(store: Streams, client: Owner, caseId: string): Promise<boolean> {
  if (client.accounts === '*') return true;
  for await (const { body } of readEvents(store, caseStream(caseId), 0n, 1))
    return body.type === 'CaseOpened' && ownsCase(store, client, body.data);
  return false;
}
