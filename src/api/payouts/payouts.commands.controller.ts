import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { RequestPayout } from '../../commands/payouts/request-payout';
import { JsonBody } from '../../shared/route-metadata';
import { NeedsScope } from '../auth/access';
import { Caller, originOf } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { requireAccount } from '../auth/own-accounts';
import { IdempotencyKey } from '../http/idempotency-key';
import { PositionedAnswer } from '../http/ledger-position';
import { ApiBatch, ApiCommand, ApiIdempotencyKey, ApiProblem } from '../http/openapi/decorators';
import { PayoutProblem } from '../problems/problem';
import { valueOrProblem } from '../problems/problem-of';
import { BatchDto, BatchItemDto, PayoutDto, payoutRequest } from './payout.dto';
import { AcceptedPayoutResponse } from './accepted-payout.response';
import { PayoutBatch } from './batch/payout-batch';
import { PayoutBatchResponse } from './batch/payout-batch.response';

@ApiTags('payouts')
@ApiExtraModels(BatchItemDto)
@Controller('v1/payouts')
export class PayoutCommandsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly batch: PayoutBatch,
  ) {}

  @Post()
  @HttpCode(202)
  @NeedsScope('payouts:request')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Asks for a payout',
    202,
    AcceptedPayoutResponse,
    'Held and on its way; a repeat gets the same answer, byte for byte',
  )
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  @ApiProblem(409, 'IDEMPOTENCY_KEY_REUSED or EXTERNAL_REFERENCE_USED')
  @ApiProblem(
    422,
    'INSUFFICIENT_FUNDS, LIMIT_EXCEEDED, ACCOUNT_CLOSED, DESTINATION_NOT_SUPPORTED, CURRENCY_MISMATCH or CALLBACK_NOT_ALLOWED',
    PayoutProblem,
  )
  async request(@Caller() client: ApiClient, @IdempotencyKey() key: string, @Body() body: PayoutDto) {
    requireAccount(client, body.accountId);
    const answer = valueOrProblem(
      await this.commands.execute(
        new RequestPayout(client.clientName, key, payoutRequest(body), originOf(client)),
      ),
    );
    return new PositionedAnswer(
      AcceptedPayoutResponse.from(answer.body),
      answer.position,
      `/v1/payouts/${answer.body.payoutId}`,
    );
  }

  @Post('batch')
  @HttpCode(207)
  @NeedsScope('payouts:request')
  @JsonBody('1mb')
  @ApiBatch('Asks for up to 500 payouts, each accepted or refused on its own', PayoutBatchResponse)
  async requestBatch(@Caller() client: ApiClient, @Body() body: BatchDto) {
    const { items, position } = await this.batch.request(client, body.items);
    return new PositionedAnswer({ items }, position);
  }
}
