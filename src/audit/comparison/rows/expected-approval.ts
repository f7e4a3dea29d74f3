import type { ApprovalDemand, DemandingRule, PayoutApproved } from '../../../domain/approval/events';

/** What the payout's row shows of its approval. */
export interface ExpectedApproval {
  readonly rules: readonly DemandingRule[];
  readonly needed: number;
  readonly expiresAt: string;
  readonly given: { readonly by: string; readonly at: string }[];
  rejectedBy: string | null;
}

export const newApproval = (demand: ApprovalDemand | undefined): ExpectedApproval | null => {
  if (!demand) return null;
  const rules = demand.rules.map(({ ruleId, version, text }) => ({ ruleId, version, text }));
  return { rules, needed: demand.approvals, expiresAt: demand.expiresAt, given: [], rejectedBy: null };
};

export function addApproval(approval: ExpectedApproval | null, data: PayoutApproved): void {
  approval?.given.push({ by: data.approvedBy, at: data.approvedAt });
}
