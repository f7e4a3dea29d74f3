import { ok, refuse } from '../../shared/result';
import type { AccountEvent, ClosedAccountMoved } from './events';
import {
  NOTHING,
  type AccountLife,
  type CommandOf,
  type DataOf,
  type Decision,
  type OpenedAccount,
} from './state';

export const NEW_LIFE: AccountLife = {
  isClosed: false,
  closingId: null,
  closedAt: null,
  reopenedBy: null,
};

/** An account is closed once nothing is on it, no deposit waits for people and nothing is under way. A repeat changes nothing. */
export function closeAccount(state: OpenedAccount, command: CommandOf<'CloseAccount'>): Decision {
  const { type: _type, ...closed } = command;
  const { accountId, currency, life } = state;
  if (life.isClosed || life.closingId === closed.closingId) return NOTHING;
  if (state.availableMinor !== 0n || state.heldMinor !== 0n) return refuse('ACCOUNT_NOT_CLOSABLE');
  // Money of a waiting deposit would come to an account that is closed.
  if (state.requestedDeposits.openCount > 0) return refuse('ACCOUNT_NOT_CLOSABLE');
  return ok([{ type: 'AccountClosed', data: { accountId, currency, ...closed } }]);
}

/** Two people have decided it on a case. */
export function reopenAccount(state: OpenedAccount, command: CommandOf<'ReopenAccount'>): Decision {
  const { type: _type, ...reopened } = command;
  const { accountId, currency, life } = state;
  if (life.reopenedBy === reopened.caseId) return NOTHING;
  if (!life.isClosed) return refuse('ACCOUNT_NOT_CLOSED');
  return ok([{ type: 'AccountReopened', data: { accountId, currency, ...reopened } }]);
}

/**
 * What a provider's report, or a decision about a payout, moves on a closed account is booked as it is. A person gets to
 * know of it by a case.
 */
export function withMoved(state: OpenedAccount, events: readonly AccountEvent[]): readonly AccountEvent[] {
  if (!state.life.isClosed) return events;
  return events.flatMap(event => (isMovement(event) ? [event, noteOf(event)] : [event]));
}

type Movement = Extract<AccountEvent, { type: ClosedAccountMoved['movement'] }>;

const isMovement = (event: AccountEvent): event is Movement =>
  event.type === 'FundsReturned' || event.type === 'CaptureReversed' || event.type === 'ReleaseReversed';

const noteOf = ({ type: movement, data: { accountId, payoutId, currency } }: Movement): AccountEvent => ({
  type: 'ClosedAccountMoved',
  data: { accountId, payoutId, currency, movement },
});

export const afterClosed = (
  state: OpenedAccount,
  { closingId, closedAt }: DataOf<'AccountClosed'>,
): OpenedAccount => ({
  ...state,
  life: { ...state.life, isClosed: true, closingId, closedAt },
});

export const afterReopened = (
  state: OpenedAccount,
  { caseId }: DataOf<'AccountReopened'>,
): OpenedAccount => ({
  ...state,
  life: { ...state.life, isClosed: false, reopenedBy: caseId },
});
