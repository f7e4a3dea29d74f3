import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ApprovalDecision } from '../../../commands/approvals/decide-approval';
import { DecideDeposit } from '../../../commands/approvals/decide-deposit';
import type { Position } from '../../../event-store/event-store';
import { GetDepositRequest } from '../../../queries/accounts/get-deposit-request';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ownsAccount } from '../../auth/own-accounts';
import { ACCOUNT_ID, UUID } from '../../fields/field-rules';
import { ConsistentQueries } from '../../http/consistent-queries';
import { IdempotencyKey } from '../../http/idempotency-key';
import { AtLeast, PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiIdempotencyKey, ApiProblem, ApiQueryAnswer } from '../../http/openapi/decorators';
import { RejectApprovalDto } from '../../payouts/approvals/approvals.dto';
import { personOf } from '../../payouts/approvals/person-of';
import { notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { DepositApprovalAnswerResponse, DepositRequestResponse } from './deposit.response';

const CONFLICTS =
  'REQUESTER_CANNOT_APPROVE: it was you who recorded it; KEY_MAKER_CANNOT_CONFIRM; APPROVAL_NOT_NEEDED; DEPOSIT_APPROVED; ' +
  'APPROVAL_REJECTED; APPROVAL_EXPIRED; IDEMPOTENCY_KEY_REUSED';

/** Deposits that wait for people. */
@ApiTags('approvals')
@Controller('v1/accounts')
export class DepositApprovalsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: ConsistentQueries,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Get(':id/deposits/:depositId')
  @NeedsScope('deposits:record', 'cases:decide', 'payouts:read')
  @ApiQueryAnswer('A deposit that waits or waited for people', DepositRequestResponse)
  @ApiProblem(404, 'DEPOSIT_NOT_FOUND: also for a deposit that no rule applied to')
  get(
    @Caller() client: ApiClient,
    @Param('id') accountId: string,
    @Param('depositId') depositId: string,
    @AtLeast() atLeast: Position | undefined,
  ) {
    requireIds(accountId, depositId);
    if (!ownsAccount(client, accountId)) throw unknownDeposit();
    const query = new GetDepositRequest(accountId, depositId);
    return this.queries.answer(query, atLeast, ['accounts'], view => DepositRequestResponse.from(view));
  }

  @Post(':id/deposits/:depositId/approve')
  @HttpCode(200)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Approves a deposit that waits for people',
    200,
    DepositApprovalAnswerResponse,
    'BOOKED by the last approval that is needed; a repeat gets the same answer',
  )
  @ApiProblem(404, 'DEPOSIT_NOT_FOUND')
  @ApiProblem(409, CONFLICTS)
  @ApiProblem(422, 'ACCOUNT_CLOSED')
  approve(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Param('depositId') depositId: string,
  ) {
    return this.decide(client, key, accountId, depositId, { type: 'APPROVE' });
  }

  @Post(':id/deposits/:depositId/reject')
  @HttpCode(200)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Rejects a deposit that waits for people',
    200,
    DepositApprovalAnswerResponse,
    'Nothing is booked, and its reference is free again',
  )
  @ApiProblem(404, 'DEPOSIT_NOT_FOUND')
  @ApiProblem(409, CONFLICTS)
  reject(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Param('depositId') depositId: string,
    @Body() { reason }: RejectApprovalDto,
  ) {
    return this.decide(client, key, accountId, depositId, { type: 'REJECT', reason });
  }

  private async decide(
    client: ApiClient,
    key: string,
    accountId: string,
    depositId: string,
    decision: ApprovalDecision,
  ) {
    requireIds(accountId, depositId);
    const command = new DecideDeposit(personOf(client, this.keys), key, accountId, depositId, decision);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(DepositApprovalAnswerResponse.from(answer.body), answer.position);
  }
}

const unknownDeposit = () => notFound('DEPOSIT_NOT_FOUND', 'There is no deposit with this id on the account');

function requireIds(accountId: string, depositId: string): void {
  if (!ACCOUNT_ID.test(accountId) || !UUID.test(depositId)) throw unknownDeposit();
}
