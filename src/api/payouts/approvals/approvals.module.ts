import { Module } from '@nestjs/common';
import { ApprovePayoutsHandler } from '../../../commands/approvals/approve-payouts';
import { DecideApprovalHandler } from '../../../commands/approvals/decide-approval';
import { DecideApprovalRuleHandler } from '../../../commands/approvals/decide-approval-rule';
import { ListApprovalsHandler } from '../../../queries/payouts/list-approvals';
import { KeysModule } from '../../auth/keys/keys.module';
import { ConsistentQueries } from '../../http/consistent-queries';
import { ApprovalRulesController } from './approval-rules.controller';
import { ApprovalCommandsController } from './approvals.commands.controller';
import { ApprovalQueriesController } from './approvals.queries.controller';

const COMMANDS = [DecideApprovalHandler, ApprovePayoutsHandler, DecideApprovalRuleHandler];

/** People who approve payouts, and the rules that make payouts wait for them. */
@Module({
  imports: [KeysModule],
  controllers: [ApprovalCommandsController, ApprovalQueriesController, ApprovalRulesController],
  providers: [...COMMANDS, ListApprovalsHandler, ConsistentQueries],
})
export class ApprovalsModule {}
