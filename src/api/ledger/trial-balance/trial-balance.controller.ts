import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../../event-store/event-store';
import { GetTrialBalance, type TrialBalanceView } from '../../../queries/ledger/get-trial-balance';
import { Clock } from '../../../shared/clock';
import { NeedsScope, OverAllAccounts } from '../../auth/access';
import { inOneBatch } from '../../export/batches';
import { ExportInterceptor } from '../../export/export.interceptor';
import {
  type ExportedFile,
  Exports,
  fileRequest,
  type FileRequest,
  type FileRows,
} from '../../export/exports';
import { AnswerFormat, type Format } from '../../export/format';
import { readAsOf } from '../../fields/periods/period';
import { ConsistentQueries } from '../../http/consistent-queries';
import { AtLeast, PositionedAnswer } from '../../http/ledger-position';
import { ApiQueryOrFile } from '../../http/openapi/decorators';
import { invalid } from '../../problems/problem';
import { TrialBalanceDto } from '../ledger.dto';
import { Codings } from '../mappings/coding';
import type { CodedAt } from './code-sums';
import {
  CODE_COLUMNS,
  CODED_BALANCE_COLUMNS,
  TRIAL_BALANCE_COLUMNS,
  TrialBalanceResponse,
} from './trial-balance.response';

interface Found {
  readonly view: TrialBalanceView;
  readonly position: Position;
  /** Given with `mapping`. */
  readonly coded: CodedAt | undefined;
}

@ApiTags('ledger')
@Controller('v1/ledger')
@UseInterceptors(ExportInterceptor)
export class TrialBalanceController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly codings: Codings,
    private readonly clock: Clock,
    private readonly exports: Exports,
  ) {}

  @Get('trial-balance')
  @OverAllAccounts()
  @NeedsScope('ledger:read')
  @ApiQueryOrFile(
    'Every ledger account with its debits and credits, and both sums per currency',
    TrialBalanceResponse,
  )
  async trialBalance(
    @Query() query: TrialBalanceDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    if (query.groupBy !== undefined && query.mapping === undefined)
      throw invalid({ field: 'groupBy', message: 'must be left out without `mapping`' });
    if (format !== 'json') {
      const request = fileRequest(format, query.groupBy ? 'trial-balance-by-code' : 'trial-balance', query);
      return this.file(request, query, () => this.find(query, atLeast));
    }
    const { view, position, coded } = await this.find(query, atLeast);
    const answer =
      query.groupBy && coded
        ? TrialBalanceResponse.byCode(view, query.asOf, coded)
        : TrialBalanceResponse.from(view, query.asOf, coded);
    return new PositionedAnswer(answer, position);
  }

  private async find(query: TrialBalanceDto, atLeast: Position | undefined): Promise<Found> {
    const at = readAsOf(query);
    const asOf = { field: 'asOf', at };
    const whole = new GetTrialBalance(at);
    const { body: view, position } = await this.queries.run(whole, atLeast, ['journal'], asOf);
    const coding = await this.codings.choose(query, at && view.at);
    return { view, position, coded: coding && { coding, time: view.time ?? this.clock.now() } };
  }

  private file(
    request: FileRequest,
    { groupBy, mapping }: TrialBalanceDto,
    find: () => Promise<Found>,
  ): Promise<ExportedFile> {
    if (groupBy) return this.exports.file(request, CODE_COLUMNS, async () => rowsOf(await find(), codesOf));
    const columns = mapping === undefined ? TRIAL_BALANCE_COLUMNS : CODED_BALANCE_COLUMNS;
    return this.exports.file(request, columns, async () => rowsOf(await find(), accountsOf));
  }
}

const rowsOf = <Row>(found: Found, rows: (found: Found) => readonly Row[]): FileRows<Row> => ({
  rows: inOneBatch(rows(found)),
  position: found.position,
});

const accountsOf = ({ view, coded }: Found) => TrialBalanceResponse.from(view, undefined, coded).accounts;

const codesOf = ({ view, coded }: Found) =>
  coded ? (TrialBalanceResponse.byCode(view, undefined, coded).codes ?? []) : [];
