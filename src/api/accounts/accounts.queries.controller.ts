import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetAccount } from '../../queries/get-account';
import { NeedsScope } from '../auth/access';
import { ACCOUNT_ID } from '../http/fields';
import { AtLeast } from '../http/ledger-position';
import { presentAccount } from '../http/present-queries';
import { QueryGate } from '../http/query-gate';
import { ApiProblem, ApiQueryAnswer } from '../openapi/decorators';
import { notFound } from '../problems/problem';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountQueriesController {
  constructor(private readonly gate: QueryGate) {}

  @Get(':id')
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('An account and its balance', 'Account')
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async get(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    if (!ACCOUNT_ID.test(id)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
    return this.gate.ask(new GetAccount(id), atLeast, ['accounts'], presentAccount);
  }
}
