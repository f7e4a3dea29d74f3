import type { Transaction } from 'kysely';
import { ACCOUNT_PREFIX, CASE_PREFIX, PAYOUT_PREFIX } from '../../event-store/stream-names';
import type { RecordedEvent } from '../../event-store/event-store';
import type { AccountEvent } from '../../domain/account/events';
import type { CaseEvent } from '../../domain/case/events';
import type { PayoutEvent } from '../../domain/payout/events';
import { invariant } from '../../shared/invariant';
import type { Tables } from '../schema';

/** One read model: what a batch of events makes of its tables. */
export interface Projection {
  /** Names its checkpoint, its writer's lock and what `projections rebuild` is told. */
  readonly name: string;
  /** Streams it reads besides those that every projection reads. */
  readonly furtherPrefixes?: readonly string[];
  /**
   * Applies events in `$all` order inside the caller's transaction, using bare table names only. It knows no clock and
   * no random: the same events make the same rows. Whatever it throws, except a fault, is the event's own fault.
   */
  apply(transaction: Transaction<Tables>, events: readonly RecordedEvent[]): Promise<void>;
}

/**
 * Every projection reads the same streams, also those whose events it passes over: so the position of any command's
 * answer is sooner or later the position of every read model.
 */
export const PROJECTED_PREFIXES: readonly string[] = [ACCOUNT_PREFIX, PAYOUT_PREFIX, CASE_PREFIX];

export const prefixesOf = ({ furtherPrefixes = [] }: Projection): readonly string[] => [
  ...PROJECTED_PREFIXES,
  ...furtherPrefixes,
];

export type LedgerBody = AccountEvent | PayoutEvent | CaseEvent;

const ACCOUNT_TYPES: Readonly<Record<AccountEvent['type'], true>> = {
  AccountOpened: true,
  FundsDeposited: true,
  FundsHeld: true,
  HoldCaptured: true,
  HoldRefused: true,
  HoldReleased: true,
  FundsReturned: true,
  CaptureReversed: true,
  ReleaseReversed: true,
  SuspenseBooked: true,
  ExcessCharged: true,
  DepositReversed: true,
};
const PAYOUT_TYPES: Readonly<Record<PayoutEvent['type'], true>> = {
  PayoutRequested: true,
  PayoutRejected: true,
  PayoutSubmissionStarted: true,
  PayoutSubmissionRepeated: true,
  PayoutLookedFor: true,
  PayoutRepeatDecided: true,
  PayoutSubmitted: true,
  PayoutOutcomeUnknown: true,
  PayoutCompleted: true,
  PayoutFailed: true,
  PayoutReturned: true,
  PayoutOutcomeContradicted: true,
  PayoutAcceptanceEnded: true,
};

const CASE_TYPES: Readonly<Record<CaseEvent['type'], true>> = {
  CaseOpened: true,
  CaseDecisionProposed: true,
  CaseDecisionConfirmed: true,
  CaseDecisionFailed: true,
  CaseResolved: true,
};

const isAccountEvent = (body: { readonly type: string }): body is AccountEvent =>
  Object.hasOwn(ACCOUNT_TYPES, body.type);
const isPayoutEvent = (body: { readonly type: string }): body is PayoutEvent =>
  Object.hasOwn(PAYOUT_TYPES, body.type);
export const isCaseType = (body: { readonly type: string }): body is CaseEvent =>
  Object.hasOwn(CASE_TYPES, body.type);

/**
 * The event's body as an account's, payout's or case's, by the stream it stands in. A type that is not known there cannot be
 * passed over, for it may move money.
 * @throws {Bug} the type is not one of the stream's
 */
export function ledgerEvent(event: RecordedEvent): LedgerBody {
  const { body, streamId } = event;
  if (streamId.startsWith(ACCOUNT_PREFIX) && isAccountEvent(body)) return body;
  if (streamId.startsWith(CASE_PREFIX) && isCaseType(body)) return body;
  invariant(
    streamId.startsWith(PAYOUT_PREFIX) && isPayoutEvent(body),
    `Unknown event type ${body.type} in ${streamId}`,
  );
  return body;
}

export const isAccountType = isAccountEvent;

const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Free text as PostgreSQL can hold it: NUL and halves of surrogate pairs, which it refuses, show as U+FFFD. The event
 * keeps the text as it was; a read model must not stop for it.
 */
export const storable = (text: string): string => text.replace(UNSTORABLE, '\ufffd');
