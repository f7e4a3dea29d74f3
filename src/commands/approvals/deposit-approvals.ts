import { demandOf, type RequestFacts } from '../../domain/approval/demand';
import type { ApprovalDemand } from '../../domain/approval/events';
import type { ApprovalRuleBook } from './approval-rule-book';

/** Says which deposits wait for people. */
export class DepositApprovals {
  constructor(
    private readonly rules: Pick<ApprovalRuleBook, 'standingAt'>,
    private readonly defaultHours: number,
  ) {}

  /** Returns undefined where no rule applies. @throws {Fault} the rules cannot be read: nothing is booked then */
  async demandFor(deposit: RequestFacts): Promise<ApprovalDemand | undefined> {
    const rules = await this.rules.standingAt(new Date(deposit.requestedAt), 'DEPOSIT');
    return demandOf(rules, deposit, { isNewPayee: false, defaultHours: this.defaultHours });
  }
}
