import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { recordedAccountMappings } from '../../../commands/ledger/recorded-account-mappings';
import { SetAccountMapping } from '../../../commands/ledger/set-account-mapping';
import { EventStore } from '../../../event-store/event-store';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { invalid, notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { AccountMappingDto, codedAccountsOf, MAPPING_NAME, mappingFaults } from './account-mapping.dto';
import {
  AccountMappingResponse,
  AccountMappingsResponse,
  AccountMappingVersionsResponse,
} from './account-mapping.response';

/** The codes of our ledger accounts in the charts of accounts of others, like an ERP's or COSIF. Persons set them. */
@ApiTags('ledger')
@Controller('v1/account-mappings')
export class AccountMappingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
  ) {}

  @Get()
  @NeedsScope('reconciliation', 'audit')
  @ApiCurrentAnswer('Every mapping of ledger accounts to codes, in its last version', AccountMappingsResponse)
  async list(): Promise<AccountMappingsResponse> {
    const recorded = await recordedAccountMappings(this.store);
    const last = new Map(recorded.map(version => [version.name, version]));
    return { items: [...last.values()].map(each => AccountMappingResponse.from(each)) };
  }

  @Get(':name')
  @NeedsScope('reconciliation', 'audit')
  @ApiCurrentAnswer(
    'One mapping of ledger accounts to codes, with all its versions',
    AccountMappingVersionsResponse,
  )
  @ApiProblem(404, 'MAPPING_NOT_FOUND')
  async get(@Param('name') name: string): Promise<AccountMappingVersionsResponse> {
    const recorded = await recordedAccountMappings(this.store);
    const versions = recorded.filter(version => version.name === name);
    if (versions.length === 0) throw notFound('MAPPING_NOT_FOUND', 'There is no mapping with this name');
    return { name, versions: versions.map(each => AccountMappingResponse.from(each)) };
  }

  @Put(':name')
  @HttpCode(200)
  @NeedsPerson('reconciliation')
  @ApiCommand(
    'Says which code each ledger account has from a day on',
    200,
    AccountMappingResponse,
    'The version that counts from this day on; the same accounts again change nothing',
  )
  @ApiProblem(404, 'MAPPING_NOT_FOUND: a name has 1 to 64 of a-z 0-9 . _ -')
  async put(@Caller() client: ApiClient, @Param('name') name: string, @Body() body: AccountMappingDto) {
    if (!MAPPING_NAME.test(name))
      throw notFound('MAPPING_NOT_FOUND', 'The name of a mapping has 1 to 64 of a-z 0-9 . _ -');
    const accounts = codedAccountsOf(body);
    const faults = mappingFaults(accounts);
    if (faults.length > 0) throw invalid(...faults);
    const terms = { name, validFrom: body.validFrom, accounts };
    const command = new SetAccountMapping(client.clientName, terms, originOf(client));
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(AccountMappingResponse.from(answer.body), answer.position);
  }
}
