import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportStatement } from '../../queries/accounts/export-statement';
import { ExportAccounts } from '../../queries/accounts/export-accounts';
import { type AccountView, GetAccount } from '../../queries/accounts/get-account';
import { GetBalance } from '../../queries/accounts/get-balance';
import { ListAccounts } from '../../queries/accounts/list-accounts';
import { GetStatement, type StatementView } from '../../queries/accounts/get-statement';
import { Clock } from '../../shared/clock';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { ownsAccount } from '../auth/own-accounts';
import { ExportInterceptor } from '../export/export.interceptor';
import { presentBatches } from '../export/batches';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type FileFormat, type Format } from '../export/format';
import { ACCOUNT_ID } from '../fields/field-rules';
import { AtLeast, PositionedAnswer } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { asOfEnd, periodOf, readAsOf } from '../fields/periods/period';
import { ConsistentQueries } from '../http/consistent-queries';
import { ApiProblem, ApiQueryAnswer, ApiQueryOrFile } from '../http/openapi/decorators';
import { notFound } from '../problems/problem';
import { ACCOUNT_COLUMNS, AccountPageResponse, AccountResponse } from './account.response';
import { ListAccountsDto } from './list-accounts.dto';
import { BalanceResponse } from './balance.response';
import { STATEMENT_COLUMNS, statementRows } from './statement/statement-file';
import { StatementResponse } from './statement/statement.response';
import { BalanceDto, StatementDto } from './account-statement.dto';

const BOOKS = ['accounts', 'journal'] as const;
const STATEMENT_BOOKS = ['accounts', 'journal', 'payouts'] as const;

@ApiTags('accounts')
@Controller('v1/accounts')
@UseInterceptors(ExportInterceptor)
export class AccountQueriesController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly exports: Exports,
    private readonly clock: Clock,
  ) {}

  @Get()
  @NeedsScope('accounts:open', 'payouts:read', 'ledger:read')
  @ApiQueryOrFile('The accounts with their balances, in the order of their ids', AccountPageResponse)
  async list(
    @Caller() { accounts, scopes }: ApiClient,
    @Query() query: ListAccountsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const { id, name, currency, status } = query;
    const filters = { id, name, currency, status };
    const at = readAsOf(query);
    const asOf = { field: 'asOf', at };
    const withPersonal = scopes.includes('personal:read');
    const present = (view: AccountView) => AccountResponse.from(view, withPersonal);
    if (format !== 'json') {
      const whole = new ExportAccounts(accounts, filters, at);
      return this.exports.file(fileRequest(format, 'accounts', query), ACCOUNT_COLUMNS, async () => {
        const { body, position } = await this.queries.run(whole, atLeast, BOOKS, asOf);
        return { rows: presentBatches(body, present), position };
      });
    }
    const list = new ListAccounts(accounts, filters, at, limitOf(query), query.cursor);
    return this.queries.answer(list, atLeast, BOOKS, page => AccountPageResponse.from(page, present), asOf);
  }

  @Get(':id')
  @NeedsScope('accounts:open', 'payouts:read')
  @ApiQueryAnswer('An account and its balance', AccountResponse)
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async get(@Caller() client: ApiClient, @Param('id') id: string, @AtLeast() atLeast: Position | undefined) {
    requireOwn(client, id);
    const { body, position } = await this.queries.runById(new GetAccount(id), atLeast);
    const withPersonal = client.scopes.includes('personal:read');
    return new PositionedAnswer(AccountResponse.from(body, withPersonal), position);
  }
  @Get(':id/balance')
  @NeedsScope('payouts:read', 'ledger:read')
  @ApiQueryAnswer("An account's balance, now or as of a time or position", BalanceResponse)
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async balance(
    @Caller() client: ApiClient,
    @Param('id') id: string,
    @Query() query: BalanceDto,
    @AtLeast() atLeast: Position | undefined,
  ) {
    requireOwn(client, id);
    const at = readAsOf(query);
    return this.queries.answer(
      new GetBalance(id, at),
      atLeast,
      BOOKS,
      view => BalanceResponse.from(view, query.asOf),
      { field: 'asOf', at },
    );
  }

  @Get(':id/statement')
  @NeedsScope('payouts:read', 'ledger:read')
  @ApiQueryOrFile('Opening balance, lines with the balance after each, closing balance', StatementResponse)
  @ApiProblem(404, 'ACCOUNT_NOT_FOUND')
  async statement(
    @Caller() client: ApiClient,
    @Param('id') id: string,
    @Query() query: StatementDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    requireOwn(client, id);
    const period = periodOf(query);
    if (format !== 'json') return this.statementFile(id, query, atLeast, format);
    const statement = new GetStatement(id, period, limitOf(query), query.cursor, query.lines);
    const present = (view: StatementView) => StatementResponse.from(view, period, this.clock.now());
    return this.queries.answer(statement, atLeast, STATEMENT_BOOKS, present, asOfEnd(period));
  }

  private async statementFile(
    id: string,
    query: StatementDto,
    atLeast: Position | undefined,
    format: FileFormat,
  ) {
    const period = periodOf(query);
    const whole = new ExportStatement(id, period, query.lines);
    const request = fileRequest(format, `statement-${id}`, query);
    return this.exports.file(request, STATEMENT_COLUMNS, async () => {
      const { body, position } = await this.queries.run(whole, atLeast, STATEMENT_BOOKS, asOfEnd(period));
      return { rows: statementRows(body, period, this.clock.now()), position };
    });
  }
}

function requireOwn(client: ApiClient, id: string): void {
  if (!ACCOUNT_ID.test(id) || !ownsAccount(client, id))
    throw notFound('ACCOUNT_NOT_FOUND', 'There is no account with this id');
}
