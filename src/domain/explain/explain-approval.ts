import type { ApprovalEvent } from '../approval/approve-payout';
import type { ApprovalDemand } from '../approval/events';
import { unreachable } from '../../shared/invariant';
import type { Sentence } from './explained-event';

/** Under which rules a payout waits, for how many people, and until when. */
export function explainDemand({ rules, approvals, expiresAt }: ApprovalDemand): string {
  const texts = rules.map(({ ruleId, version, text }) => `${text} (rule ${ruleId}, version ${version})`);
  return ` It needs ${approvals} approval${approvals === 1 ? '' : 's'} before ${expiresAt}, by: ${texts.join('; ')}.`;
}

/** Who decided on a payout that waited, and when. */
export function explainApproval({ type, data }: ApprovalEvent): Sentence {
  switch (type) {
    case 'PayoutApproved':
      return {
        words: `${data.approvedBy} approved it at ${data.approvedAt}: approval ${data.approval} of ${data.of}.`,
        rule: 'Who asked for a payout never approves it, and each person counts once.',
      };
    case 'PayoutApprovalRejected':
      return {
        words: `${data.rejectedBy} rejected it at ${data.rejectedAt}: ${data.reason}.`,
        rule: 'What people reject is never sent, and its hold is released.',
      };
    case 'PayoutApprovalExpired':
      return {
        words: `It waited until ${data.expiresAt}, and too few people had approved it.`,
        rule: 'What people do not approve in time is never sent, and its hold is released.',
      };
    default:
      return unreachable(type);
  }
}
