import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApprovalRuleBook } from '../../../commands/approvals/approval-rule-book';
import { DecideApprovalRule } from '../../../commands/approvals/decide-approval-rule';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { clientsWithKeysOf } from '../../cases/made-keys';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiProblem, ApiQueryAnswer } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { ApprovalRuleDto, approvalRuleOf, EndApprovalRuleDto } from './approval-rule.dto';
import { ApprovalRulesResponse, RuleDecisionResponse } from './approval-rule.response';

const KEY_MAKER = 'KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer';
const RULE_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const TWO_PEOPLE =
  'PROPOSED until another person sends the same; a repeat by the same person changes nothing';

@ApiTags('approvals')
@Controller('v1/approval-rules')
export class ApprovalRulesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly rules: ApprovalRuleBook,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Get()
  @NeedsScope('limits', 'audit')
  @ApiQueryAnswer(
    'Approval rules, with every version and what waits for a second person',
    ApprovalRulesResponse,
  )
  async list() {
    const { state, position } = await this.rules.read();
    return new PositionedAnswer(ApprovalRulesResponse.from(state), position);
  }

  @Put(':id')
  @HttpCode(202)
  @NeedsPerson('limits')
  @ApiCommand('Proposes an approval rule, or confirms it', 202, RuleDecisionResponse, TWO_PEOPLE)
  @ApiProblem(404, 'RULE_NOT_FOUND: an id has 1 to 64 of a-z 0-9 . _ -')
  @ApiProblem(409, KEY_MAKER)
  @ApiProblem(422, 'RULE_INVALID')
  put(@Caller() client: ApiClient, @Param('id') id: string, @Body() body: ApprovalRuleDto) {
    return this.decide(client, id, approvalRuleOf(body), body.reason);
  }

  @Post(':id/end')
  @HttpCode(202)
  @NeedsPerson('limits')
  @ApiCommand('Proposes the end of an approval rule, or confirms it', 202, RuleDecisionResponse, TWO_PEOPLE)
  @ApiProblem(404, 'RULE_NOT_FOUND')
  @ApiProblem(409, KEY_MAKER)
  @ApiProblem(422, 'RULE_INVALID')
  end(@Caller() client: ApiClient, @Param('id') id: string, @Body() body: EndApprovalRuleDto) {
    return this.decide(client, id, null, body.reason);
  }

  private async decide(client: ApiClient, id: string, rule: DecideApprovalRule['rule'], reason: string) {
    if (!RULE_ID.test(id))
      throw notFound('RULE_NOT_FOUND', 'The id of an approval rule has 1 to 64 of a-z 0-9 . _ -');
    const others = clientsWithKeysOf(client, this.keys);
    const command = new DecideApprovalRule(client.clientName, id, rule, reason, originOf(client), others);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(RuleDecisionResponse.from(answer.body), answer.position);
  }
}
