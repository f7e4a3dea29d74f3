import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { DecideLimitChange } from '../../../commands/limits/decide-limit-change';
import type { CommandResult, LimitChangeResult } from '../../../commands/results';
import { LimitList } from '../../../commands/limits/list-limits';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { clientsWithKeysOf } from '../../cases/made-keys';
import { UUID } from '../../fields/field-rules';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { LimitChangeResponse } from './limit-change.response';
import { isScope } from './limit-kinds';
import { LimitDto, ListLimitsDto, wishOf } from './limit.dto';
import { LimitsResponse } from './limits.response';

const SECOND_PERSON =
  'SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the other';
const NOT_FOUND = 'LIMIT_CHANGE_NOT_FOUND: no such change waits for a confirmation';

@ApiTags('limits')
@Controller('v1/limits')
export class LimitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly limits: LimitList,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Get()
  @NeedsScope('limits', 'audit')
  @ApiCurrentAnswer(
    'The limits in force with what is used of them, those to come, and what waits',
    LimitsResponse,
  )
  async list(@Query() { scope }: ListLimitsDto) {
    return LimitsResponse.from(await this.limits.read(scope));
  }

  @Put()
  @HttpCode(200)
  @NeedsPerson('limits')
  @ApiCommand(
    'Sets, changes or takes away a limit',
    200,
    LimitChangeResponse,
    'What only makes it stricter is CONFIRMED at once; what lets more through is PROPOSED until another person confirms it',
  )
  async set(@Caller() client: ApiClient, @Body() body: LimitDto) {
    return presentChange(valueOrProblem(await this.commands.execute(wishOf(client, body))));
  }

  @Post(':scope/changes/:changeId/confirm')
  @HttpCode(200)
  @NeedsPerson('limits')
  @ApiCommand(
    'Confirms what another person has proposed',
    200,
    LimitChangeResponse,
    'It takes effect at effectiveFrom: LIMIT_RAISE_HOURS later, or at once where it only goes back',
  )
  @ApiProblem(404, NOT_FOUND)
  @ApiProblem(409, SECOND_PERSON)
  confirm(@Caller() client: ApiClient, @Param('scope') scope: string, @Param('changeId') changeId: string) {
    return this.decide(client, scope, changeId, 'CONFIRM');
  }

  @Post(':scope/changes/:changeId/withdraw')
  @HttpCode(200)
  @NeedsPerson('limits')
  @ApiCommand('Withdraws what was proposed', 200, LimitChangeResponse, 'Nothing of it takes effect')
  @ApiProblem(404, NOT_FOUND)
  withdraw(@Caller() client: ApiClient, @Param('scope') scope: string, @Param('changeId') changeId: string) {
    return this.decide(client, scope, changeId, 'WITHDRAW');
  }

  private async decide(
    client: ApiClient,
    scope: string,
    changeId: string,
    decision: DecideLimitChange['decision'],
  ) {
    if (!isScope(scope) || !UUID.test(changeId))
      throw notFound('LIMIT_CHANGE_NOT_FOUND', 'There is no change with this id');
    const others = clientsWithKeysOf(client, this.keys);
    const { clientName } = client;
    const command = new DecideLimitChange(clientName, scope, changeId, decision, originOf(client), others);
    return presentChange(valueOrProblem(await this.commands.execute(command)));
  }
}

const presentChange = ({ body, position }: CommandResult<LimitChangeResult>) =>
  new PositionedAnswer(LimitChangeResponse.from(body), position);
