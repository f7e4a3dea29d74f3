import type { AccountEvent } from '../../domain/account/events';
import type { Currency } from '../../shared/money';
import type { AuditedHold } from './audited-hold';
import type { OfAccount } from './of-account';

/** One account as the audit keeps it. Amounts are minor units. */
export interface AuditedAccount {
  readonly accountId: string;
  readonly name: string;
  readonly currency: Currency;
  isClosed: boolean;
  /** Movements of a closed account that no event has said so far. */
  readonly unsaidMovements: string[];
  availableMinor: bigint;
  heldMinor: bigint;
  depositedMinor: bigint;
  /** What captures, and decisions on excesses, took from the account, less what returns and reversals gave back. */
  takenMinor: bigint;
  /** By payout id; closed ones too. */
  readonly holds: OfAccount<AuditedHold>;
  /** By deposit id; those that were taken back too. */
  readonly deposits: OfAccount<DataOf<'FundsDeposited'>>;
  /** By deposit id: those that wait or waited for people. */
  readonly requestedDeposits: Map<string, AuditedDepositRequest>;
  /** The deposits that were taken back. */
  readonly reversed: Set<string>;
  /** By provider and its reference: the deposits that count. */
  readonly arrivals: Map<string, Set<string>>;
  readonly returns: Set<string>;
  /** The cases for which something was put on suspense. */
  readonly suspense: Set<string>;
  /** The cases by which the customer was charged with what a payout cost above its hold. */
  readonly excesses: Set<string>;
}

/** A deposit that waits or waited for people. */
export interface AuditedDepositRequest {
  readonly data: Omit<DataOf<'DepositRequested'>, 'personal'>;
  readonly approvedBy: string[];
  status: 'AWAITING' | 'BOOKED' | 'ENDED';
}

export type LaterAccountEvent = Exclude<AccountEvent, { type: 'AccountOpened' }>;
export type DataOf<Type extends LaterAccountEvent['type']> = Extract<
  LaterAccountEvent,
  { type: Type }
>['data'];
