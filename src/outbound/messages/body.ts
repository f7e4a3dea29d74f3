import type { AccountEvent, DepositReversed, FundsDeposited } from '../../domain/account/events';
import type { CaseEvent, CaseOpened } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { TEST_MESSAGE, MessageType } from '../../domain/outbound/events';
import { formatPosition, type Position, type RecordedEvent } from '../../event-store/event-store';
import type { PayoutRow } from '../../projections/payouts/payout-row';
import { formatAmount, type Currency } from '../../shared/money';

/** Of the body's form. A field is added without a new version; a field that means something else makes one. */
const VERSION = 1;

/** The text of a message. It holds no personal data: a receiver that needs the payee asks the API at `position`. */
export const textOf = (
  type: MessageType | typeof TEST_MESSAGE,
  { metadata }: RecordedEvent,
  data: object,
): string => JSON.stringify({ type, version: VERSION, timestamp: metadata.occurredAt, data });

export function payoutData(
  payout: PayoutRow,
  { body, position }: RecordedEvent<PayoutStreamEvent | AccountEvent>,
): object {
  const amount = amountIn(payout.currency);
  return {
    id: payout.id,
    accountId: payout.accountId,
    provider: payout.provider,
    status: payout.status,
    externalReference: payout.externalReference,
    currency: payout.currency,
    originalAmount: amount(payout.originalAmountMinor),
    feeAmount: amount(payout.feeAmountMinor),
    finalAmount: amount(payout.finalAmountMinor),
    returnedAmount: amount(payout.returnedAmountMinor),
    endToEndId: payout.endToEndId ?? null,
    failureCode: payout.failureCode ?? null,
    ...(body.type === 'PayoutReturned' && { return: returnData(body.data) }),
    ...(body.type === 'PayoutApproved' && { approval: body.data.approval, approvals: body.data.of }),
    ...placeOf(`/v1/payouts/${payout.id}`, position),
  };
}

type Returned = Extract<PayoutStreamEvent, { type: 'PayoutReturned' }>['data'];

const returnData = ({ endToEndId, amountMinor, feeAmountMinor, currency }: Returned) => ({
  endToEndId,
  amount: formatAmount(amountMinor, currency),
  feeAmount: formatAmount(feeAmountMinor, currency),
});

export const caseData = (opened: CaseOpened, event: CaseEvent, position: Position): object => ({
  id: opened.caseId,
  kind: opened.kind,
  payoutId: opened.payoutId,
  status: event.type === 'CaseResolved' ? 'RESOLVED' : 'OPEN',
  resolution: event.type === 'CaseResolved' ? event.data.resolution : null,
  ...placeOf(`/v1/cases/${opened.caseId}`, position),
});

export const depositData = (
  { data }: { data: FundsDeposited | DepositReversed },
  position: Position,
): object => ({
  id: data.depositId,
  accountId: data.accountId,
  provider: data.provider,
  reference: data.reference,
  currency: data.currency,
  amount: formatAmount(data.amountMinor, data.currency),
  ...placeOf(`/v1/accounts/${data.accountId}`, position),
});

/** Where the thing is read, and from which position on it says at least this. */
const placeOf = (path: string, position: Position) => ({ path, position: formatPosition(position) });

const amountIn = (currency: Currency) => (minor: bigint | null | undefined) =>
  minor === null || minor === undefined ? null : formatAmount(minor, currency);
