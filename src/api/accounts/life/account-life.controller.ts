import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CloseAccount } from '../../../commands/accounts/life/close-account';
import { ReopenAccount } from '../../../commands/accounts/life/reopen-account';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { requireAccount } from '../../auth/own-accounts';
import { CaseAnswerResponse } from '../../cases/case-answer.response';
import { madeKeysOf } from '../../cases/made-keys';
import { ACCOUNT_ID } from '../../fields/field-rules';
import { IdempotencyKey } from '../../http/idempotency-key';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiIdempotencyKey, ApiProblem } from '../../http/openapi/decorators';
import { ClosingProblem, notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { CloseAccountDto, ReopenAccountDto } from './account-life.dto';
import { ClosedAccountResponse } from './account-life.response';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountLifeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Post(':id/close')
  @HttpCode(200)
  @NeedsScope('accounts:open')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Closes an account on which nothing is and about which nothing is under way',
    200,
    ClosedAccountResponse,
    'Closed; or closed since before',
  )
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  @ApiProblem(409, 'ACCOUNT_NOT_CLOSABLE: `obstacles` says why; IDEMPOTENCY_KEY_REUSED', ClosingProblem)
  async close(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Body() { reason }: CloseAccountDto,
  ) {
    requireOwn(client, accountId);
    const command = new CloseAccount(client.clientName, key, accountId, reason, originOf(client));
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(ClosedAccountResponse.from(answer.body), answer.position);
  }

  @Post(':id/reopen')
  @HttpCode(202)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Reopens a closed account',
    202,
    CaseAnswerResponse,
    'PROPOSED, with a case, until another client sends the same',
  )
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  @ApiProblem(
    409,
    'ACCOUNT_NOT_CLOSED; SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; IDEMPOTENCY_KEY_REUSED',
  )
  async reopen(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Body() { reason }: ReopenAccountDto,
  ) {
    requireOwn(client, accountId);
    const made = madeKeysOf(client, this.keys);
    const command = new ReopenAccount(client.clientName, key, accountId, reason, made, originOf(client));
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(CaseAnswerResponse.from(answer.body), answer.position);
  }
}

function requireOwn(client: ApiClient, accountId: string): void {
  if (!ACCOUNT_ID.test(accountId)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
  requireAccount(client, accountId);
}
