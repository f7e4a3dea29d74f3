import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../event-store/event-store';
import { GetTrialBalance } from '../../queries/get-trial-balance';
import { ListJournalEntries } from '../../queries/list-journal-entries';
import { NeedsScope } from '../auth/access';
import { AtLeast } from '../http/ledger-position';
import { limitOf } from '../http/page.dto';
import { presentJournalEntry, presentPage, presentTrialBalance } from '../http/present-queries';
import { QueryGate } from '../http/query-gate';
import { parseMoment, parseTime } from '../http/times';
import { ApiQueryAnswer } from '../openapi/decorators';
import { ListEntriesDto, TrialBalanceDto } from './ledger.dto';

@ApiTags('ledger')
@Controller('v1/ledger')
export class LedgerController {
  constructor(private readonly gate: QueryGate) {}

  @Get('trial-balance')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer(
    'Every ledger account with its debits and credits, and both sums per currency',
    'TrialBalance',
  )
  async trialBalance(@Query() query: TrialBalanceDto, @AtLeast() atLeast: Position | undefined) {
    const asOf = query.asOf === undefined ? undefined : parseMoment(query.asOf);
    return this.gate.ask(new GetTrialBalance(asOf), atLeast, ['journal'], presentTrialBalance);
  }

  @Get('entries')
  @NeedsScope('accounting', 'audit')
  @ApiQueryAnswer('Journal entries with their postings, the oldest first', 'JournalEntryPage')
  async entries(@Query() query: ListEntriesDto, @AtLeast() atLeast: Position | undefined) {
    const { payoutId, accountId } = query;
    const from = query.from === undefined ? undefined : parseTime(query.from);
    const to = query.to === undefined ? undefined : parseTime(query.to);
    const list = new ListJournalEntries({ payoutId, accountId, from, to }, limitOf(query), query.cursor);
    return this.gate.ask(list, atLeast, ['journal'], presentPage(presentJournalEntry));
  }
}
