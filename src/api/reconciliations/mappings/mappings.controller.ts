import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { readMappings, SetStatementMapping } from '../../../commands/reconciliation/set-statement-mapping';
import { EventStore } from '../../../event-store/event-store';
import { NeedsPerson, NeedsScope } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { invalid, notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { MAPPING_NAME, mappingFault, mappingOf, StatementMappingDto } from './mapping.dto';
import { StatementMappingResponse, StatementMappingsResponse } from './mapping.response';

/** How the CSV files of providers are read. A mapping decides what is passed over, so persons set it. */
@ApiTags('reconciliations')
@Controller('v1/statement-mappings')
export class StatementMappingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
  ) {}

  @Get()
  @NeedsScope('reconciliation', 'audit')
  @ApiCurrentAnswer('Every mapping of columns, in its last version', StatementMappingsResponse)
  async list(): Promise<StatementMappingsResponse> {
    const { state } = await readMappings(this.store);
    return { items: [...state.values()].map(each => StatementMappingResponse.from(each)) };
  }

  @Put(':name')
  @HttpCode(200)
  @NeedsPerson('reconciliation')
  @ApiCommand(
    'Says how a provider’s CSV file is read',
    200,
    StatementMappingResponse,
    'The mapping with its version; the same mapping again changes nothing',
  )
  @ApiProblem(404, 'MAPPING_NOT_FOUND: a name has 1 to 64 of a-z 0-9 . _ -')
  @ApiProblem(409, 'MAPPING_OF_ANOTHER_PROVIDER')
  async put(@Caller() client: ApiClient, @Param('name') name: string, @Body() body: StatementMappingDto) {
    if (!MAPPING_NAME.test(name))
      throw notFound('MAPPING_NOT_FOUND', 'The name of a mapping has 1 to 64 of a-z 0-9 . _ -');
    const mapping = mappingOf(body);
    const fault = mappingFault(mapping);
    if (fault) throw invalid(fault);
    const { clientName } = client;
    const command = new SetStatementMapping(clientName, body.provider, name, mapping, originOf(client));
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(StatementMappingResponse.from(answer.body), answer.position);
  }
}
