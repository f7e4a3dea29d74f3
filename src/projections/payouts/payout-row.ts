import type { Insertable } from 'kysely';
import type { AccountEvent } from '../../domain/account/events';
import type {
  PayoutCompleted,
  PayoutEvent,
  PayoutRequested,
  PayoutReturned,
} from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant, unreachable } from '../../shared/invariant';
import { storable } from '../engine/projection';
import type { PayoutTable, StoredReturn } from '../schema';

export type PayoutRow = Insertable<PayoutTable> & {
  contradicted: boolean;
  returned_amount_minor: bigint;
  returns: string;
};

/**
 * What an event makes of a payout's row. Pure.
 * @throws {Bug} the event speaks of a payout that was never requested, or that was requested before
 */
export function evolvePayout(
  row: PayoutRow | undefined,
  body: AccountEvent | PayoutEvent,
  event: RecordedEvent,
): PayoutRow {
  if (body.type === 'PayoutRequested') {
    invariant(row === undefined, `Payout ${body.data.payoutId} is requested twice`);
    return requested(body.data, event);
  }
  invariant(row !== undefined, `${body.type} for a payout that was never requested`);
  return { ...row, ...change(row, body, new Date(event.metadata.occurredAt)) };
}

function change(
  row: PayoutRow,
  body: Exclude<AccountEvent | PayoutEvent, { type: 'PayoutRequested' }>,
  at: Date,
): Partial<PayoutRow> {
  switch (body.type) {
    case 'FundsHeld':
      return { open_hold_minor: row.open_hold_minor + body.data.amountMinor };
    case 'HoldCaptured':
      return { open_hold_minor: row.open_hold_minor - body.data.heldAmountMinor };
    case 'HoldReleased':
      return { open_hold_minor: row.open_hold_minor - body.data.amountMinor };
    case 'HoldRefused':
    case 'PayoutSubmissionStarted':
    case 'PayoutSubmissionRepeated':
    case 'PayoutAcceptanceEnded':
    case 'PayoutLookedFor':
    case 'PayoutRepeatDecided':
    case 'AccountOpened':
    case 'FundsDeposited':
    case 'DepositReversed':
    case 'FundsReturned':
    case 'CaptureReversed':
    case 'ReleaseReversed':
    case 'SuspenseBooked':
    case 'ExcessCharged':
      return {};
    case 'PayoutSubmitted':
      return submitted(row, body.data, at);
    case 'PayoutOutcomeUnknown':
      return isOpen(row) ? { status: 'OUTCOME_UNKNOWN' } : {};
    case 'PayoutRejected':
      return { status: 'REJECTED', failed_at: at, ...failure(body.data) };
    case 'PayoutFailed':
      return { status: 'FAILED', failed_at: at, ...NOT_COMPLETED, ...failure(body.data) };
    case 'PayoutReturned':
      return returned(row, body.data, at);
    case 'PayoutCompleted':
      return completed(row, body.data, at);
    case 'PayoutOutcomeContradicted':
      return { contradicted: true };
    default:
      return unreachable(body);
  }
}

/** A decision on a case can make a completed payout a failed one. */
const NOT_COMPLETED = {
  fee_amount_minor: null,
  final_amount_minor: null,
  end_to_end_id: null,
  provider_time: null,
  completed_at: null,
};

function returned(row: PayoutRow, data: PayoutReturned, at: Date): Partial<PayoutRow> {
  const returnedAmountMinor = row.returned_amount_minor + data.amountMinor;
  const { returnId, endToEndId, amountMinor, feeAmountMinor } = data;
  const entry: StoredReturn = {
    returnId,
    endToEndId: endToEndId === null ? null : storable(endToEndId),
    amountMinor: amountMinor.toString(),
    feeAmountMinor: feeAmountMinor.toString(),
    returnedAt: at.toISOString(),
  };
  return {
    status: returnedAmountMinor === row.original_amount_minor ? 'RETURNED' : 'PARTIALLY_RETURNED',
    returned_amount_minor: returnedAmountMinor,
    returns: JSON.stringify([...(JSON.parse(row.returns) as StoredReturn[]), entry]),
  };
}

const isOpen = ({ status }: PayoutRow): boolean => status === 'PROCESSING' || status === 'OUTCOME_UNKNOWN';

const failure = ({ code, message }: { code: string; message: string }) => ({
  failure_code: storable(code),
  failure_message: storable(message),
});

/** An acceptance that arrives after the outcome adds the provider's id and changes nothing else. */
function submitted(
  row: PayoutRow,
  data: Extract<PayoutEvent, { type: 'PayoutSubmitted' }>['data'],
  at: Date,
): Partial<PayoutRow> {
  return {
    provider_id: storable(data.providerId),
    transaction_id: data.transactionId === null ? (row.transaction_id ?? null) : storable(data.transactionId),
    submitted_at: at,
    ...(isOpen(row) ? { status: 'PROCESSING' } : {}),
  };
}

function completed(row: PayoutRow, data: PayoutCompleted, at: Date): Partial<PayoutRow> {
  const { originalAmountMinor, currency } = data;
  invariant(
    originalAmountMinor === row.original_amount_minor && currency === row.currency,
    `Payout ${data.payoutId} is completed over another amount than it was requested over`,
  );
  return {
    status: 'COMPLETED',
    completed_at: at,
    failed_at: null,
    failure_code: null,
    failure_message: null,
    fee_amount_minor: data.feeAmountMinor,
    final_amount_minor: data.finalAmountMinor,
    end_to_end_id: data.endToEndId === null ? null : storable(data.endToEndId),
    provider_time: data.providerTime === null ? null : storable(data.providerTime),
  };
}

const requested = (data: PayoutRequested, event: RecordedEvent): PayoutRow => ({
  id: data.payoutId,
  account_id: data.accountId,
  client_id: data.clientId,
  provider: data.provider,
  status: 'PROCESSING',
  currency: data.currency,
  original_amount_minor: data.amountMinor,
  held_amount_minor: data.heldAmountMinor,
  open_hold_minor: 0n,
  fee_amount_minor: null,
  final_amount_minor: null,
  external_reference: storable(data.externalReference),
  description: data.description === null ? null : storable(data.description),
  payee: storableJson(data.personal.payee),
  end_to_end_id: null,
  provider_id: null,
  transaction_id: null,
  provider_time: null,
  failure_code: null,
  failure_message: null,
  contradicted: false,
  returned_amount_minor: 0n,
  returns: '[]',
  requested_at: new Date(data.requestedAt),
  submitted_at: null,
  completed_at: null,
  failed_at: null,
  commit_position: event.position.commit,
  prepare_position: event.position.prepare,
});

const storableJson = (value: object): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
