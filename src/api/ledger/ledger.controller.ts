import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { ExportEntries } from '../../queries/ledger/export-entries';
import { GetTrialBalance } from '../../queries/ledger/get-trial-balance';
import { ListJournalEntries } from '../../queries/ledger/list-journal-entries';
import { NeedsScope } from '../auth/access';
import { Exports } from '../export/exports';
import { AnswerFormat, type Format } from '../export/format';
import { inOneBatch, JOURNAL, postingRows, TRIAL_BALANCE } from '../export/tables';
import { AtLeast } from '../http/ledger-position';
import { limitOf } from '../fields/page.dto';
import { presentJournalEntry, presentPage, presentTrialBalance } from '../http/present-queries';
import { QueryGate } from '../http/consistent-queries';
import { endOf } from '../fields/periods';
import { parseMoment } from '../fields/times';
import { ApiExport, ApiQueryAnswer } from '../http/openapi/decorators';
import { entryFilters, ListEntriesDto, TrialBalanceDto } from './ledger.dto';

@ApiTags('ledger')
@Controller('v1/ledger')
export class LedgerController {
  constructor(
    private readonly gate: QueryGate,
    private readonly exports: Exports,
  ) {}

  @Get('trial-balance')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer(
    'Every ledger account with its debits and credits, and both sums per currency',
    'TrialBalance',
  )
  @ApiExport()
  async trialBalance(
    @Query() query: TrialBalanceDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const asOf = query.asOf === undefined ? undefined : parseMoment(query.asOf);
    const moment = { field: 'asOf', at: asOf };
    if (format !== 'json') {
      const found = await this.gate.find(new GetTrialBalance(asOf), atLeast, ['journal'], moment);
      const rows = inOneBatch(found.body.lines);
      return this.exports.file(format, 'trial-balance', found.position, TRIAL_BALANCE, rows);
    }
    const trialBalance = new GetTrialBalance(asOf);
    return this.gate.ask(trialBalance, atLeast, ['journal'], presentTrialBalance, moment);
  }

  @Get('entries')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer('Journal entries with their postings, the oldest first', 'JournalEntryPage')
  @ApiExport()
  async entries(
    @Query() query: ListEntriesDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const filters = entryFilters(query);
    if (format !== 'json') {
      const found = await this.gate.find(new ExportEntries(filters), atLeast, ['journal'], endOf(filters));
      return this.exports.file(format, 'journal', found.position, JOURNAL, postingRows(found.body));
    }
    const list = new ListJournalEntries(filters, limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['journal'], presentPage(presentJournalEntry), endOf(filters));
  }
}
