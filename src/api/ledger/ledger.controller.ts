import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportEntries } from '../../queries/ledger/export-entries';
import { ListJournalEntries, type JournalEntryView } from '../../queries/ledger/list-journal-entries';
import { NeedsScope } from '../auth/access';
import { Caller } from '../auth/client';
import type { ApiClient } from '../auth/keys/api-keys';
import { ExportInterceptor } from '../export/export.interceptor';
import { type ExportedFile, Exports, fileRequest } from '../export/exports';
import { AnswerFormat, type FileFormat, type Format } from '../export/format';
import { presentBatches } from '../export/batches';
import { AtLeast } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { ConsistentQueries } from '../http/consistent-queries';
import { asOfEnd } from '../fields/periods/period';
import { ApiQueryOrFile } from '../http/openapi/decorators';
import { JournalEntryPageResponse, JournalEntryResponse } from './journal-entry.response';
import { entryFilters, ListEntriesDto } from './ledger.dto';
import { Codings } from './mappings/coding';
import { CODED_POSTING_COLUMNS, POSTING_COLUMNS, postingRows } from './posting-file';

/** The read models that journal entries rest on. */
const ENTRY_MODELS = ['journal', 'payouts'] as const;

@ApiTags('ledger')
@Controller('v1/ledger')
@UseInterceptors(ExportInterceptor)
export class LedgerController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly codings: Codings,
    private readonly exports: Exports,
  ) {}

  @Get('entries')
  @NeedsScope('ledger:read')
  @ApiQueryOrFile('Journal entries with their postings, the oldest first', JournalEntryPageResponse)
  async entries(
    @Caller() { accounts }: ApiClient,
    @Query() query: ListEntriesDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    if (format !== 'json') return this.file(accounts, query, atLeast, format);
    const filters = entryFilters(query);
    const coding = await this.codings.choose(query);
    const list = new ListJournalEntries(accounts, filters, limitOf(query), query.cursor);
    return this.queries.answer(
      list,
      atLeast,
      ENTRY_MODELS,
      page => JournalEntryPageResponse.withCodes(page, accounts, coding),
      asOfEnd(filters),
    );
  }

  private async file(
    accounts: ApiClient['accounts'],
    query: ListEntriesDto,
    atLeast: Position | undefined,
    format: FileFormat,
  ): Promise<ExportedFile> {
    const filters = entryFilters(query);
    const coding = await this.codings.choose(query);
    const present = (entry: JournalEntryView) =>
      postingRows(JournalEntryResponse.from(entry, accounts, coding));
    const columns = coding ? CODED_POSTING_COLUMNS : POSTING_COLUMNS;
    return this.exports.file(fileRequest(format, 'journal', query), columns, async () => {
      const whole = new ExportEntries(accounts, filters);
      const { body, position } = await this.queries.run(whole, atLeast, ENTRY_MODELS, asOfEnd(filters));
      return { rows: presentBatches(body, present), position };
    });
  }
}
