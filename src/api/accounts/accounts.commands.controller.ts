import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { V7Generator } from 'uuidv7';
import { DepositFunds } from '../../commands/accounts/deposit-funds';
import { OpenAccount } from '../../commands/accounts/open-account';
import { ReverseDeposit } from '../../commands/accounts/reverse-deposit';
import { NeedsScope } from '../auth/access';
import { ClientName } from '../auth/client';
import { ACCOUNT_ID, UUID } from '../fields/field-rules';
import { IdempotencyKey } from '../http/idempotency-key';
import { Positioned } from '../http/ledger-position';
import { accepted, presentCaseAnswer, presentDeposit, presentOpenedAccount } from '../http/present-commands';
import { ApiCommand, ApiIdempotencyKey, ApiProblem } from '../http/openapi/decorators';
import { API_OPTIONS, type ApiOptions } from '../options';
import { notFound } from '../problems/problem';
import { DepositDto, OpenAccountDto, ReversalDto } from './account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountCommandsController {
  private readonly ids: V7Generator;

  constructor(
    private readonly commands: CommandBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {
    this.ids = new V7Generator({ nextUint32: () => options.random.below(2 ** 32) });
  }

  @Post()
  @HttpCode(201)
  @NeedsScope('commands')
  @ApiCommand(
    'Opens an account',
    201,
    'OpenedAccount',
    'Opened; or open since before with the same name and currency',
  )
  @ApiProblem(409, 'ACCOUNT_EXISTS: the id is taken by another account')
  async open(@ClientName() client: string, @Body() body: OpenAccountDto) {
    const id = body.id ?? this.ids.generateOrResetWithTs(this.options.clock.now().getTime()).toString();
    const command = new OpenAccount(client, id, body.name, body.currency ?? 'BRL');
    const answer = accepted(await this.commands.execute(command));
    return new Positioned(
      presentOpenedAccount(answer.body),
      answer.position,
      `/v1/accounts/${answer.body.accountId}`,
    );
  }

  @Post(':id/deposits')
  @HttpCode(201)
  @NeedsScope('commands')
  @ApiIdempotencyKey()
  @ApiCommand('Records money that arrived at a provider for an account', 201, 'Deposit', 'Recorded')
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  @ApiProblem(
    409,
    'IDEMPOTENCY_KEY_REUSED: the key was used with another body; EXTERNAL_REFERENCE_USED: the reference is another deposit’s',
  )
  @ApiProblem(422, 'CURRENCY_MISMATCH: the provider does not hold the account’s currency')
  async deposit(
    @ClientName() client: string,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Body() body: DepositDto,
  ) {
    if (!ACCOUNT_ID.test(accountId)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
    const { amount, reference, provider } = body;
    const request = { accountId, amount, reference, provider };
    const answer = accepted(await this.commands.execute(new DepositFunds(client, key, request)));
    return new Positioned(presentDeposit(answer.body), answer.position);
  }

  @Post(':id/deposits/:depositId/reversal')
  @HttpCode(202)
  @NeedsScope('commands', 'admin')
  @ApiIdempotencyKey()
  @ApiCommand(
    'Takes back a deposit that was entered wrongly',
    202,
    'CaseAnswer',
    'PROPOSED, with a case, until another client sends the same',
  )
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND or DEPOSIT_NOT_FOUND')
  @ApiProblem(
    409,
    'SECOND_PERSON_REQUIRED: it was you who proposed this; CASE_DECIDED otherwise; CASE_RESOLVED: it is taken back; IDEMPOTENCY_KEY_REUSED',
  )
  @ApiProblem(422, 'WOULD_OVERDRAW: say with `overdraft` that you know how far; DECISION_NOT_POSSIBLE')
  async reverse(
    @ClientName() client: string,
    @IdempotencyKey() key: string,
    @Param('id') accountId: string,
    @Param('depositId') depositId: string,
    @Body() { amount, reason, overdraft }: ReversalDto,
  ) {
    if (!ACCOUNT_ID.test(accountId)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
    if (!UUID.test(depositId)) throw notFound('DEPOSIT_NOT_FOUND', 'There is no deposit with this id');
    const request = { accountId, depositId, amount, reason, overdraft: overdraft ?? null };
    const answer = accepted(await this.commands.execute(new ReverseDeposit(client, key, request)));
    return new Positioned(presentCaseAnswer(answer.body), answer.position);
  }
}
