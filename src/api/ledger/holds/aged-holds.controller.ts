import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Position } from '../../../event-store/event-store';
import { ExportHolds } from '../../../queries/payouts/holds/export-holds';
import { type AgedHold, ListAgedHolds } from '../../../queries/payouts/holds/list-aged-holds';
import { ListHoldsAsOf } from '../../../queries/payouts/holds/list-holds-as-of';
import { Clock } from '../../../shared/clock';
import { NeedsScope } from '../../auth/access';
import { Caller } from '../../auth/client';
import type { ApiClient } from '../../auth/keys/api-keys';
import { presentBatches } from '../../export/batches';
import { ExportInterceptor } from '../../export/export.interceptor';
import { Exports, fileRequest } from '../../export/exports';
import { AnswerFormat, type Format } from '../../export/format';
import { limitOf } from '../../fields/page.dto';
import { ageOf } from '../../fields/periods/ages';
import { periodOf, readAsOf } from '../../fields/periods/period';
import { ConsistentQueries } from '../../http/consistent-queries';
import { AtLeast } from '../../http/ledger-position';
import { ApiQueryOrFile } from '../../http/openapi/decorators';
import { AgedHoldPageResponse, AgedHoldResponse, HOLD_COLUMNS } from './aged-hold.response';
import { AgedHoldsDto } from '../ledger.dto';

const BOOKS = ['journal', 'payouts'] as const;

@ApiTags('ledger')
@Controller('v1/ledger')
@UseInterceptors(ExportInterceptor)
export class AgedHoldsController {
  constructor(
    private readonly queries: ConsistentQueries,
    private readonly clock: Clock,
    private readonly exports: Exports,
  ) {}

  @Get('aged-holds')
  @NeedsScope('ledger:read')
  @ApiQueryOrFile('Money that is on hold for payouts, the oldest first', AgedHoldPageResponse)
  async agedHolds(
    @Caller() { accounts }: ApiClient,
    @Query() query: AgedHoldsDto,
    @AtLeast() atLeast: Position | undefined,
    @AnswerFormat() format: Format,
  ) {
    const now = this.clock.now();
    const list = listOf(accounts, query, now);
    const asOf = { field: 'asOf', at: readAsOf(query) };
    const present = (at: Date) => (hold: AgedHold) => AgedHoldResponse.from(hold, at);
    if (format !== 'json') {
      return this.exports.file(fileRequest(format, 'aged-holds', query), HOLD_COLUMNS, async () => {
        const { body, position } = await this.queries.run(new ExportHolds(list), atLeast, BOOKS, asOf);
        return { rows: presentBatches(body.holds, present(body.at ?? now)), position };
      });
    }
    if (list instanceof ListHoldsAsOf)
      return this.queries.answer(
        list,
        atLeast,
        BOOKS,
        page => AgedHoldPageResponse.from(page, present(page.at)),
        asOf,
      );
    return this.queries.answer(list, atLeast, ['payouts'], page =>
      AgedHoldPageResponse.from(page, present(now)),
    );
  }
}

function listOf(accounts: ApiClient['accounts'], query: AgedHoldsDto, now: Date) {
  const age = ageOf(query.olderThan ?? 'PT0S');
  const [period, limit, at] = [periodOf(query), limitOf(query), readAsOf(query)];
  if (at !== undefined) return new ListHoldsAsOf(accounts, at, age, period, limit, query.cursor);
  const before = age instanceof Date ? age : new Date(now.getTime() - age);
  return new ListAgedHolds(accounts, before, limit, query.cursor, period);
}
