import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ApprovePayouts } from '../../../commands/approvals/approve-payouts';
import { DecideApproval, type ApprovalDecision } from '../../../commands/approvals/decide-approval';
import { JsonBody } from '../../../shared/route-metadata';
import { NeedsPerson } from '../../auth/access';
import { Caller } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { UUID } from '../../fields/field-rules';
import { IdempotencyKey } from '../../http/idempotency-key';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiBatch, ApiCommand, ApiIdempotencyKey, ApiProblem } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { ApprovalAnswerResponse, ApprovedBatchResponse } from './approval-answer.response';
import { ApprovePayoutsDto, RejectApprovalDto } from './approvals.dto';
import { personOf } from './person-of';

const CONFLICTS =
  'REQUESTER_CANNOT_APPROVE: it was you who asked for it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; PAYOUT_APPROVED; PAYOUT_REJECTED; ' +
  'APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED';

@ApiTags('approvals')
@Controller('v1')
export class ApprovalCommandsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Post('payouts/:id/approve')
  @HttpCode(200)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Approves a payout that waits for people',
    200,
    ApprovalAnswerResponse,
    'AWAITING_APPROVAL while more people have to approve; a repeat gets the same answer',
  )
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  @ApiProblem(409, CONFLICTS)
  approve(@Caller() client: ApiClient, @IdempotencyKey() key: string, @Param('id') id: string) {
    return this.decide(client, key, id, { type: 'APPROVE' });
  }

  @Post('payouts/:id/reject')
  @HttpCode(200)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Rejects a payout that waits for people',
    200,
    ApprovalAnswerResponse,
    'Nothing is sent, and the hold is released',
  )
  @ApiProblem(404, 'PAYOUT_NOT_FOUND')
  @ApiProblem(409, CONFLICTS)
  reject(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') id: string,
    @Body() body: RejectApprovalDto,
  ) {
    return this.decide(client, key, id, { type: 'REJECT', reason: body.reason });
  }

  @Post('approvals')
  @HttpCode(207)
  @NeedsPerson('cases:decide')
  @JsonBody('1mb')
  @ApiIdempotencyKey()
  @ApiBatch('Approves many payouts, of which you name number and total', ApprovedBatchResponse)
  @ApiProblem(404, 'PAYOUT_NOT_FOUND: nothing was approved')
  @ApiProblem(409, 'IDEMPOTENCY_KEY_REUSED')
  @ApiProblem(422, 'TOTALS_DIFFER or CURRENCY_MISMATCH: nothing was approved; the answer names both figures')
  async approveBatch(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Body() body: ApprovePayoutsDto,
  ) {
    const { payoutIds, count, total, currency } = body;
    const batch = { payoutIds, count, total, currency: currency ?? 'BRL' } as const;
    const approved = valueOrProblem(
      await this.commands.execute(new ApprovePayouts(personOf(client, this.keys), key, batch)),
    );
    return new PositionedAnswer(ApprovedBatchResponse.from(approved), approved.position);
  }

  private async decide(client: ApiClient, key: string, id: string, decision: ApprovalDecision) {
    if (!UUID.test(id)) throw notFound('PAYOUT_NOT_FOUND', 'There is no payout with this id');
    const command = new DecideApproval(personOf(client, this.keys), key, id, decision);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(ApprovalAnswerResponse.from(answer.body), answer.position);
  }
}
