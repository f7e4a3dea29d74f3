import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse } from '../../shared/result';
import type { FundsDeposited } from './events';
import { NOTHING, type CommandOf, type DataOf, type Decision, type OpenedAccount } from './state';

/** The name under which money arrived: a provider's own reference. */
type Arrival = Pick<FundsDeposited, 'provider' | 'reference'>;

/** Money that arrived once is one deposit. The client, the person and the Idempotency-Key make no difference. */
export function depositFunds(state: OpenedAccount, command: CommandOf<'DepositFunds'>): Decision {
  const { type: _type, ...deposit } = command;
  const known = knownDeposit(state, deposit.depositId);
  if (known) return known.fingerprint === deposit.fingerprint ? NOTHING : refuse('IDEMPOTENCY_KEY_REUSED');
  if (state.life.isClosed) return refuse('ACCOUNT_CLOSED');
  if (deposit.currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (deposit.amountMinor <= 0n || !canTake(state, deposit.amountMinor)) return refuse('AMOUNT_INVALID');
  if (depositOf(state, deposit)) return refuse('EXTERNAL_REFERENCE_USED');
  const { accountId } = state;
  if (!deposit.approval) return ok([{ type: 'FundsDeposited', data: { accountId, ...deposit } }]);
  const { depositedAt: requestedAt, ...request } = deposit;
  return ok([{ type: 'DepositRequested', data: { accountId, ...request, requestedAt } }]);
}

/** Whether the account can hold so much more, in minor units. */
export const canTake = ({ availableMinor, heldMinor }: OpenedAccount, amountMinor: bigint): boolean =>
  availableMinor + heldMinor + amountMinor <= MAX_AMOUNT_MINOR;

type KnownDeposit = Pick<FundsDeposited, 'depositId' | 'clientId' | 'fingerprint'>;

/** Whether a repeat of the request asks for nothing new. */
export const isKnownDeposit = (state: OpenedAccount, depositId: string): boolean =>
  knownDeposit(state, depositId) !== undefined;

/** A deposit that is booked, or that waits or waited for people. */
const knownDeposit = (state: OpenedAccount, depositId: string): KnownDeposit | undefined =>
  state.requestedDeposits.get(depositId)?.request ?? state.deposits.get(depositId);

/** The deposit that has the provider's reference on this account; it is booked, or waits for people. */
export function depositOf(state: OpenedAccount, arrival: Arrival): KnownDeposit | undefined {
  const depositId = state.arrivals.get(arrivalKey(arrival));
  return depositId === undefined ? undefined : knownDeposit(state, depositId);
}

/**
 * An account remembers all its deposits, so their evidence stays in the events alone. Before the rule of one arrival a
 * reference could be booked more than once: the last deposit has it then.
 */
export function afterDeposited(
  state: OpenedAccount,
  { evidence: _evidence, personal: _personal, ...data }: DataOf<'FundsDeposited'>,
): OpenedAccount {
  return {
    ...state,
    availableMinor: state.availableMinor + data.amountMinor,
    deposits: state.deposits.set(data.depositId, data),
    arrivals: state.arrivals.set(arrivalKey(data), data.depositId),
  };
}

/** Takes a deposit back, whole and once; below zero only as far as was said. */
export function reverseDeposit(state: OpenedAccount, command: CommandOf<'ReverseDeposit'>): Decision {
  const { type: _type, overdraftMinor, ...reversed } = command;
  const { depositId, caseId, amountMinor } = reversed;
  const earlier = state.reversals.get(depositId);
  if (earlier !== undefined) return earlier === caseId ? NOTHING : refuse('DEPOSIT_REVERSED');
  if (state.life.isClosed) return refuse('ACCOUNT_CLOSED');
  const deposit = state.deposits.get(depositId);
  if (!deposit) return refuse('DEPOSIT_NOT_FOUND');
  if (deposit.amountMinor !== amountMinor) return refuse('AMOUNT_DIFFERS');
  if (overdraftBy(state, amountMinor) > overdraftMinor) return refuse('WOULD_OVERDRAW');
  const { accountId } = state;
  const { provider, currency, reference } = deposit;
  return ok([{ type: 'DepositReversed', data: { accountId, ...reversed, provider, currency, reference } }]);
}

/** How far below zero taking the amount leaves what is available, in minor units; 0 where it does not. */
export function overdraftBy({ availableMinor }: OpenedAccount, amountMinor: bigint): bigint {
  return amountMinor > availableMinor ? amountMinor - availableMinor : 0n;
}

export function afterDepositReversed(state: OpenedAccount, data: DataOf<'DepositReversed'>): OpenedAccount {
  const reversals = state.reversals.set(data.depositId, data.caseId);
  const key = arrivalKey(data);
  const arrivals = state.arrivals.get(key) === data.depositId ? state.arrivals.delete(key) : state.arrivals;
  // One reference could be booked more than once in former times: another deposit may still stand for it.
  const another = [...state.deposits.entries()]
    .filter(([depositId, deposit]) => !reversals.has(depositId) && arrivalKey(deposit) === key)
    .map(([depositId]) => depositId)
    .sort()[0];
  return {
    ...state,
    reversals,
    arrivals: another === undefined ? arrivals : arrivals.set(key, another),
    availableMinor: state.availableMinor - data.amountMinor,
  };
}

/** No provider's name has a space in it. */
export const arrivalKey = ({ provider, reference }: Arrival): string => `${provider} ${reference}`;
