import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportEntries } from '../../queries/ledger/export-entries';
import { GetTrialBalance, type TrialBalanceView } from '../../queries/ledger/get-trial-balance';
import { ListJournalEntries, type JournalEntryView } from '../../queries/ledger/list-journal-entries';
import { NeedsScope, OverAllAccounts } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { ExportInterceptor } from '../export/export.interceptor';
import { Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { inOneBatch, presentBatches } from '../export/batches';
import { AtLeast } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import { asOfEnd, readAsOf } from '../fields/periods/period';
import { ApiQueryOrFile } from '../http/openapi/decorators';
import { JournalEntryPageResponse, JournalEntryResponse } from './journal-entry.response';
import { POSTING_COLUMNS, postingRows } from './posting-file';
import { TRIAL_BALANCE_COLUMNS, TrialBalanceResponse } from './trial-balance.response';
import { entryFilters, ListEntriesDto, TrialBalanceDto } from './ledger.dto';

/** The read models that journal entries rest on. */
const ENTRY_MODELS = ['journal', 'payouts'] as const;

@ApiTags('ledger')
@Controller('v1/ledger')
@UseInterceptors(ExportInterceptor)
export class LedgerController {
  constructor(
    private readonly queries: ConsistentQueries,
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
    const asOf = readAsOf(query);
    const asOfField = { field: 'asOf', at: asOf };
    if (format !== 'json') {
      const request = fileRequest(format, 'trial-balance', query);
      return this.exports.file(request, TRIAL_BALANCE_COLUMNS, async () => {
        const whole = new GetTrialBalance(asOf);
        const { body, position } = await this.queries.run(whole, atLeast, ['journal'], asOfField);
        return { rows: inOneBatch(TrialBalanceResponse.from(body).accounts), position };
      });
    }
    const trialBalance = new GetTrialBalance(asOf);
    const present = (view: TrialBalanceView) => TrialBalanceResponse.from(view, query.asOf);
    return this.queries.answer(trialBalance, atLeast, ['journal'], present, asOfField);
  }

  @Get('entries')
  @NeedsScope('ledger:read')
  @ApiQueryOrFile('Journal entries with their postings, the oldest first', JournalEntryPageResponse)
  async entries(
    @Caller() { accounts }: ApiClient,
    @Query() query: ListEntriesDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const filters = entryFilters(query);
    if (format !== 'json') {
      const present = (entry: JournalEntryView) => postingRows(JournalEntryResponse.from(entry, accounts));
      return this.exports.file(fileRequest(format, 'journal', query), POSTING_COLUMNS, async () => {
        const whole = new ExportEntries(accounts, filters);
        const { body, position } = await this.queries.run(whole, atLeast, ENTRY_MODELS, asOfEnd(filters));
        return { rows: presentBatches(body, present), position };
      });
    }
    const list = new ListJournalEntries(accounts, filters, limitOf(query), query.cursor);
    return this.queries.answer(
      list,
      atLeast,
      ENTRY_MODELS,
      page => JournalEntryPageResponse.from(page, entry => JournalEntryResponse.from(entry, accounts)),
      asOfEnd(filters),
    );
  }
}
