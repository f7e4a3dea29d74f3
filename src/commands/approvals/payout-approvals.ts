import { asksForPayee, demandOf } from '../../domain/approval/demand';
import type { ApprovalDemand } from '../../domain/approval/events';
import type { PayoutRequested } from '../../domain/payout/events';
import type { Payee } from '../../domain/payout/payee';
import type { ApprovalRuleBook } from './approval-rule-book';

/**
 * Whether the account has never completed a payout to the payee's destination, as far as the process knows. The result is
 * true where it does not know. The promise never rejects.
 */
export type IsNewPayee = (accountId: string, payee: Payee) => Promise<boolean>;

type RequestToJudge = Omit<PayoutRequested, 'payoutId' | 'fingerprint' | 'approval'>;

/** Says which payouts wait for people. */
export class PayoutApprovals {
  constructor(
    private readonly rules: Pick<ApprovalRuleBook, 'standingAt'>,
    private readonly isNewPayee: IsNewPayee,
    private readonly defaultHours: number,
  ) {}

  /** In the form that PayoutRequested keeps: nothing where no rule applies. @throws {Fault} the rules cannot be read */
  async demandFor(request: RequestToJudge): Promise<{ approval?: ApprovalDemand }> {
    const rules = await this.rules.standingAt(new Date(request.requestedAt), 'PAYOUT');
    if (rules.length === 0) return {};
    const isNewPayee =
      asksForPayee(rules, request) && (await this.isNewPayee(request.accountId, request.personal.payee));
    const approval = demandOf(rules, request, { isNewPayee, defaultHours: this.defaultHours });
    return approval ? { approval } : {};
  }
}
