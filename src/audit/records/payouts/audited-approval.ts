import type { ApprovalDemand } from '../../../domain/approval/events';
import type { PayoutEvent, PayoutRequested } from '../../../domain/payout/events';
import type { ReportDifference } from '../../difference';
import { withEnd, type AuditedPayoutStatus, type PayoutEnds } from './payout-ends';

/** What a payout waits for, and who has approved it. */
export interface AuditedApproval {
  readonly demand: ApprovalDemand;
  /** The people, in the order of their approvals. */
  readonly approvedBy: readonly string[];
}

export type ApprovalEvent = Extract<
  PayoutEvent,
  { type: 'PayoutApproved' | 'PayoutApprovalRejected' | 'PayoutApprovalExpired' }
>;

interface WithApproval {
  readonly clientId: string;
  status: AuditedPayoutStatus;
  ends: PayoutEnds;
  approval?: AuditedApproval;
}

export const isApproval = (event: PayoutEvent): event is ApprovalEvent =>
  event.type === 'PayoutApproved' ||
  event.type === 'PayoutApprovalRejected' ||
  event.type === 'PayoutApprovalExpired';

export const newApproval = ({ approval }: PayoutRequested): Pick<WithApproval, 'approval'> =>
  approval ? { approval: { demand: approval, approvedBy: [] } } : {};

/** I18: as many different people as the rules ask for have approved it before anything is sent. */
export function checkApproved(approval: AuditedApproval | undefined, report: ReportDifference): void {
  if (!approval) return;
  const { approvedBy, demand } = approval;
  const people = new Set(approvedBy).size;
  if (people < demand.approvals)
    report('I18', `a submission was started with ${people} of ${demand.approvals} approvals`);
}

/** Keeps one event of an approval, reporting what may not be. */
export function applyApprovalEvent(book: WithApproval, event: ApprovalEvent, report: ReportDifference): void {
  const { approval } = book;
  if (!approval) return report('I18', `${event.type} although no rule asks for it`);
  if (book.status !== 'AWAITING_APPROVAL') report('I18', `${event.type} although it is ${book.status}`);
  if (event.type === 'PayoutApproved') return applyApproval(book, approval, event.data, report);
  if (event.type === 'PayoutApprovalRejected') checkPerson(book, event.data.rejectedBy, report);
  else checkExpiry(approval, event.data, report);
  book.status = 'UNAPPROVED';
  book.ends = withEnd(book.ends, 'UNAPPROVED');
}

function applyApproval(
  book: WithApproval,
  { demand, approvedBy }: AuditedApproval,
  data: Extract<ApprovalEvent, { type: 'PayoutApproved' }>['data'],
  report: ReportDifference,
): void {
  checkPerson(book, data.approvedBy, report);
  if (approvedBy.includes(data.approvedBy)) report('I18', `${data.approvedBy} approved it twice`);
  if (data.approval !== approvedBy.length + 1 || data.of !== demand.approvals)
    report(
      'I18',
      `approval ${data.approval} of ${data.of} after ${approvedBy.length} of ${demand.approvals}`,
    );
  if (Date.parse(data.approvedAt) >= Date.parse(demand.expiresAt))
    report('I18', `approved at ${data.approvedAt}, after its expiry at ${demand.expiresAt}`);
  const all = [...approvedBy, data.approvedBy];
  book.approval = { demand, approvedBy: all };
  if (all.length >= demand.approvals && book.status === 'AWAITING_APPROVAL') book.status = 'PROCESSING';
}

/** I18: who asked for a payout decides nothing about it. */
function checkPerson({ clientId }: WithApproval, person: string, report: ReportDifference): void {
  if (person === clientId) report('I18', `decided by ${person}, who asked for it`);
}

function checkExpiry(
  { demand }: AuditedApproval,
  { expiresAt, expiredAt }: Extract<ApprovalEvent, { type: 'PayoutApprovalExpired' }>['data'],
  report: ReportDifference,
): void {
  if (expiresAt !== demand.expiresAt || Date.parse(expiredAt) < Date.parse(expiresAt))
    report('I18', `expired at ${expiredAt} for ${expiresAt}, the request says ${demand.expiresAt}`);
}
