import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportStatement } from '../../queries/accounts/export-statement';
import { GetAccount } from '../../queries/accounts/get-account';
import { GetBalance } from '../../queries/accounts/get-balance';
import { GetStatement } from '../../queries/accounts/get-statement';
import { NeedsScope } from '../auth/access';
import { Exports } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { STATEMENT, statementRows } from '../export/tables';
import { ACCOUNT_ID } from '../fields/field-rules';
import { AtLeast, Positioned } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { endOf, type Period, periodOf } from '../fields/periods';
import { presentBalance, presentStatement } from '../http/present-books';
import { presentAccount } from '../http/present-queries';
import { QueryGate } from '../http/consistent-queries';
import { parseMoment } from '../fields/times';
import { ApiExport, ApiProblem, ApiQueryAnswer } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { BalanceDto, StatementDto } from './account-statement.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountQueriesController {
  constructor(
    private readonly gate: QueryGate,
    private readonly exports: Exports,
  ) {}

  @Get(':id')
  @NeedsScope('commands', 'accounting')
  @ApiQueryAnswer('An account and its balance', 'Account')
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async get(@Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    checkId(id);
    const { body, position } = await this.gate.findOne(new GetAccount(id), atLeast);
    return new Positioned(presentAccount(body), position);
  }
  @Get(':id/balance')
  @NeedsScope('commands', 'accounting', 'audit')
  @ApiQueryAnswer("An account's balance, now or as of a time or position", 'Balance')
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async balance(
    @Param('id') id: string,
    @Query() { asOf }: BalanceDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    checkId(id);
    const at = asOf === undefined ? undefined : parseMoment(asOf);
    const moment = { field: 'asOf', at };
    return this.gate.ask(
      new GetBalance(id, at),
      atLeast,
      ['accounts', 'journal'],
      presentBalance(asOf),
      moment,
    );
  }

  @Get(':id/statement')
  @NeedsScope('commands', 'accounting', 'audit')
  @ApiQueryAnswer('Opening balance, lines with the balance after each, closing balance', 'Statement')
  @ApiExport()
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async statement(
    @Param('id') id: string,
    @Query() query: StatementDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    checkId(id);
    const period = periodOf(query);
    if (format !== 'json') return this.statementFile(id, period, atLeast, format);
    const statement = new GetStatement(id, period, limitOf(query), query.cursor);
    return this.gate.ask(
      statement,
      atLeast,
      ['accounts', 'journal'],
      presentStatement(period),
      endOf(period),
    );
  }

  private async statementFile(
    id: string,
    period: Period,
    atLeast: Position | undefined,
    format: Exclude<Format, 'json'>,
  ) {
    const query = new ExportStatement(id, period);
    const { body, position } = await this.gate.find(query, atLeast, ['accounts', 'journal'], endOf(period));
    return this.exports.file(format, `statement-${id}`, position, STATEMENT, statementRows(body));
  }
}

function checkId(id: string): void {
  if (!ACCOUNT_ID.test(id)) throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
}
