import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { V7Generator } from 'uuidv7';
import { DepositFunds } from '../../commands/accounts/deposit-funds';
import { OpenAccount } from '../../commands/accounts/open-account';
import type { CommandResult, Deposit, WaitingDeposit } from '../../commands/results';
import { ReverseDeposit } from '../../commands/accounts/reverse-deposit';
import { Clock } from '../../shared/clock';
import { Random } from '../../shared/random';
import { NeedsPerson, NeedsScope } from '../auth/access';
import { Caller, originOf } from '../auth/client';
import { ApiKeyRegistry } from '../auth/keys/api-key-registry';
import type { ApiClient } from '../auth/keys/api-keys';
import { madeKeysOf } from '../cases/made-keys';
import { requireAccount, requireToOpen } from '../auth/own-accounts';
import { ACCOUNT_ID, UUID } from '../fields/field-rules';
import { IdempotencyKey } from '../http/idempotency-key';
import { PositionedAnswer } from '../http/ledger-position';
import { ApiCommand, ApiIdempotencyKey, ApiProblem } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { valueOrProblem } from '../problems/problem-of';
import { OpenedAccountResponse } from './account.response';
import { CaseAnswerResponse } from '../cases/case-answer.response';
import { OpenAccountDto, ReversalDto } from './account.dto';
import { DepositDto, DepositEvidenceDto } from './deposits/deposit.dto';
import { DepositResponse, WaitingDepositResponse } from './deposits/deposit.response';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountCommandsController {
  private readonly ids: V7Generator;

  constructor(
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly keys: ApiKeyRegistry,
    random: Random,
  ) {
    this.ids = new V7Generator({ nextUint32: () => random.below(2 ** 32) });
  }

  @Post()
  @HttpCode(201)
  @NeedsScope('accounts:open')
  @ApiCommand(
    'Opens an account',
    201,
    OpenedAccountResponse,
    'Opened; or open since before with the same name and currency',
  )
  @ApiProblem(409, 'ACCOUNT_EXISTS: the id is taken by another account')
  async open(@Caller() client: ApiClient, @Body() body: OpenAccountDto) {
    const id = body.id ?? this.ids.generateOrResetWithTs(this.clock.now().getTime()).toString();
    requireToOpen(client, id);
    const { name, currency, owner } = body;
    const named = owner ? { name: owner.name, document: owner.document } : null;
    const origin = originOf(client);
    const command = new OpenAccount(client.clientName, id, name, currency ?? 'BRL', origin, named);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(
      OpenedAccountResponse.from(answer.body),
      answer.position,
      `/v1/accounts/${answer.body.accountId}`,
    );
  }

  @Post(':id/deposits')
  @NeedsScope('deposits:record')
  @ApiIdempotencyKey()
  @ApiCommand('Records money that arrived at a provider for an account', 201, DepositResponse, 'Recorded')
  @ApiResponse({
    status: 202,
    description: 'An approval rule applies: nothing is booked before people have approved it',
    type: WaitingDepositResponse,
  })
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  @ApiProblem(
    409,
    'IDEMPOTENCY_KEY_REUSED: the key was used with another body; EXTERNAL_REFERENCE_USED: the reference is another deposit’s',
  )
  @ApiProblem(
    422,
    'CURRENCY_MISMATCH: the provider does not hold the account’s currency; ACCOUNT_CLOSED: it takes nothing any more',
  )
  async deposit(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Body() body: DepositDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!ACCOUNT_ID.test(accountId)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
    requireAccount(client, accountId);
    const { amount, reference, provider } = body;
    const evidence = DepositEvidenceDto.toRequest(body.evidence);
    const request = { accountId, amount, reference, provider, ...(evidence && { evidence }) };
    const answer = valueOrProblem(
      await this.commands.execute(new DepositFunds(client.clientName, key, request, originOf(client))),
    );
    return presentDeposit(answer, response);
  }

  @Post(':id/deposits/:depositId/reversal')
  @HttpCode(202)
  @NeedsPerson('cases:decide')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Takes back a deposit that was entered wrongly',
    202,
    CaseAnswerResponse,
    'PROPOSED, with a case, until another client sends the same',
  )
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND or DEPOSIT_NOT_FOUND')
  @ApiProblem(
    409,
    'SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other since the case was opened; CASE_DECIDED otherwise; CASE_RESOLVED: it is taken back; IDEMPOTENCY_KEY_REUSED',
  )
  @ApiProblem(422, 'WOULD_OVERDRAW: say with `overdraft` that you know how far; DECISION_NOT_POSSIBLE')
  async reverse(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Param('depositId') depositId: string,
    @Body() { amount, reason, overdraft }: ReversalDto,
  ) {
    if (!ACCOUNT_ID.test(accountId)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
    requireAccount(client, accountId);
    if (!UUID.test(depositId)) throw notFound('DEPOSIT_NOT_FOUND', 'There is no deposit with this id');
    const request = { accountId, depositId, amount, reason, overdraft: overdraft ?? null };
    const answer = valueOrProblem(
      await this.commands.execute(
        new ReverseDeposit(client.clientName, key, request, madeKeysOf(client, this.keys), originOf(client)),
      ),
    );
    return new PositionedAnswer(CaseAnswerResponse.from(answer.body), answer.position);
  }
}

/** 201 for what is booked, 202 for what waits for people. */
function presentDeposit(
  { body, position }: CommandResult<Deposit | WaitingDeposit>,
  response: Response,
): PositionedAnswer<DepositResponse | WaitingDepositResponse> {
  if (!('approval' in body)) {
    response.status(201);
    return new PositionedAnswer(DepositResponse.from(body), position);
  }
  response.status(202);
  const location = `/v1/accounts/${body.accountId}/deposits/${body.depositId}`;
  return new PositionedAnswer(WaitingDepositResponse.from(body), position, location);
}
