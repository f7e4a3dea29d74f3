import type { Selectable } from 'kysely';
import type { CaseKind, CaseStatus, CaseTable, StoredDecision } from '../../projections/schema';

type Row = Selectable<CaseTable>;

export { CASE_KINDS, CASE_STATUSES, type CaseKind } from '../../projections/schema';

/** Amounts in minor units of the provider's currency. */
export interface CaseDecisionView {
  readonly type: StoredDecision['type'];
  readonly payoutId: string | null;
  readonly feeAmountMinor: bigint | null;
  readonly endToEndId: string | null;
  readonly amountMinor: bigint | null;
  readonly direction: string | null;
  readonly depositId: string | null;
  /** How far below zero an account may be taken. */
  readonly overdraftMinor: bigint | null;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** null until another person has confirmed it. */
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  /** Why it could not be carried out; the case stands open again then. */
  readonly failure: string | null;
}

export interface CaseView {
  readonly id: string;
  readonly kind: CaseKind;
  readonly status: CaseStatus;
  /** null where it is not known. */
  readonly payoutId: string | null;
  /** The event that opened it. */
  readonly cause: { readonly eventId: string; readonly streamId: string };
  readonly detail: string;
  readonly openedAt: Date;
  /** The last one proposed; null where none was. */
  readonly decision: CaseDecisionView | null;
  readonly resolution: Row['resolution'];
  readonly resolvedAt: Date | null;
}

export const caseView = (row: Row): CaseView => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  payoutId: row.payoutId,
  cause: { eventId: row.causeEventId, streamId: row.causeStreamId },
  detail: row.detail,
  openedAt: row.openedAt,
  decision: decisionView(row),
  resolution: row.resolution,
  resolvedAt: row.resolvedAt,
});

function decisionView(row: Row): CaseDecisionView | null {
  const { decision } = row;
  if (!decision || row.proposedAt === null) return null;
  return {
    type: decision.type,
    payoutId: decision.payoutId ?? null,
    feeAmountMinor: minorOrNull(decision.feeAmountMinor),
    endToEndId: decision.endToEndId ?? null,
    amountMinor: minorOrNull(decision.amountMinor),
    direction: decision.direction ?? null,
    depositId: decision.depositId ?? null,
    overdraftMinor: minorOrNull(decision.overdraftMinor),
    reason: row.reason ?? '',
    proposedBy: row.proposedBy ?? '',
    proposedAt: row.proposedAt,
    confirmedBy: row.confirmedBy,
    confirmedAt: row.confirmedAt,
    failure: row.failure,
  };
}

const minorOrNull = (text: string | null | undefined): bigint | null =>
  text === null || text === undefined ? null : BigInt(text);
