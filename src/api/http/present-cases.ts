import type { CaseView } from '../../queries/cases/case-view';
import { type Currency, formatAmount } from '../../shared/money';

/** Every provider pays in it. */
const CURRENCY: Currency = 'BRL';

const amountOrNull = (minor: bigint | null) => (minor === null ? null : formatAmount(minor, CURRENCY));

export const presentCase = (of: CaseView) => ({
  id: of.id,
  kind: of.kind,
  status: of.status,
  payoutId: of.payoutId,
  cause: { eventId: of.cause.eventId, stream: of.cause.streamId },
  detail: of.detail,
  openedAt: of.openedAt.toISOString(),
  decision: of.decision && presentDecision(of.decision),
  resolution: of.resolution,
  resolvedAt: of.resolvedAt?.toISOString() ?? null,
});

const presentDecision = (decision: NonNullable<CaseView['decision']>) => ({
  type: decision.type,
  payoutId: decision.payoutId,
  feeAmount: amountOrNull(decision.feeAmountMinor),
  endToEndId: decision.endToEndId,
  amount: amountOrNull(decision.amountMinor),
  direction: decision.direction,
  depositId: decision.depositId,
  overdraft: amountOrNull(decision.overdraftMinor),
  reason: decision.reason,
  proposedBy: decision.proposedBy,
  proposedAt: decision.proposedAt.toISOString(),
  confirmedBy: decision.confirmedBy,
  confirmedAt: decision.confirmedAt?.toISOString() ?? null,
  failure: decision.failure,
});
