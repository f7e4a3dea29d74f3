import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { findBlockers } from '../../../commands/periods/blockers';
import { ClosePeriod } from '../../../commands/periods/close-period';
import { PeriodBooks } from '../../../commands/periods/period-books';
import {
  parseMonth,
  periodOnRecord,
  periodsOnRecord,
  type Month,
} from '../../../commands/periods/periods-on-record';
import { ReopenPeriod } from '../../../commands/periods/reopen-period';
import { EventStore } from '../../../event-store/event-store';
import { Clock } from '../../../shared/clock';
import { NeedsPerson, NeedsScope, OverAllAccounts } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { clientsWithKeysOf } from '../../cases/made-keys';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiCurrentAnswer, ApiProblem } from '../../http/openapi/decorators';
import { BlockedPeriodProblem, notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { ClosePeriodDto, ReopenPeriodDto } from './period.dto';
import {
  PeriodReopeningResponse,
  PeriodResponse,
  PeriodsResponse,
  PeriodWithBlockersResponse,
} from './period.response';

const NOT_FOUND = 'PERIOD_NOT_FOUND: a period is a month like 2026-11';

/** Months of the books: closed by one person, opened again by two. */
@ApiTags('periods')
@Controller('v1/periods')
export class PeriodsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
    private readonly books: PeriodBooks,
    private readonly clock: Clock,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Get()
  @NeedsScope('ledger:read', 'reconciliation', 'audit')
  @OverAllAccounts()
  @ApiCurrentAnswer('The periods that were ever closed', PeriodsResponse)
  async list(): Promise<PeriodsResponse> {
    const items = await periodsOnRecord(this.store);
    return { items: items.map(each => PeriodResponse.from(each)) };
  }

  @Get(':period')
  @NeedsScope('ledger:read', 'reconciliation', 'audit')
  @OverAllAccounts()
  @ApiCurrentAnswer('One period, with what keeps it from being closed', PeriodWithBlockersResponse)
  @ApiProblem(404, NOT_FOUND)
  async get(@Param('period') period: string): Promise<PeriodWithBlockersResponse> {
    const month = monthOrProblem(period);
    const found = await periodOnRecord(this.store, month);
    const { store, books, clock } = this;
    const blockers = found.seal ? [] : await findBlockers(store, books, month, clock.now());
    return { ...PeriodResponse.from(found), blockers };
  }

  @Post(':period/close')
  @HttpCode(200)
  @NeedsPerson('reconciliation')
  @OverAllAccounts()
  @ApiCommand(
    'Closes a period: seals its trial balance',
    200,
    PeriodResponse,
    'Closed; or closed since before, as it was closed then',
  )
  @ApiProblem(404, NOT_FOUND)
  @ApiProblem(409, 'PERIOD_BLOCKED: `blockers` says why; nothing was written', BlockedPeriodProblem)
  async close(@Caller() client: ApiClient, @Param('period') period: string, @Body() body: ClosePeriodDto) {
    const month = monthOrProblem(period);
    const because = body.acceptSuspenseBecause ?? null;
    const command = new ClosePeriod(client.clientName, month, because, originOf(client));
    const { body: seal, position } = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(PeriodResponse.from({ month, seal, proposal: undefined }), position);
  }

  @Post(':period/reopen')
  @HttpCode(202)
  @NeedsPerson('reconciliation')
  @OverAllAccounts()
  @ApiCommand(
    'Proposes that a period is opened again, or confirms it',
    202,
    PeriodReopeningResponse,
    'PROPOSED until another person sends the same; then REOPENED',
  )
  @ApiProblem(404, NOT_FOUND)
  @ApiProblem(409, 'PERIOD_NOT_CLOSED; KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer')
  async reopen(@Caller() client: ApiClient, @Param('period') period: string, @Body() body: ReopenPeriodDto) {
    monthOrProblem(period);
    const others = clientsWithKeysOf(client, this.keys);
    const command = new ReopenPeriod(client.clientName, period, body.reason, originOf(client), others);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(PeriodReopeningResponse.from(answer.body), answer.position);
  }
}

/** @throws {ProblemError} */
function monthOrProblem(period: string): Month {
  const month = parseMonth(period);
  if (!month) throw notFound('PERIOD_NOT_FOUND', 'A period is a month like 2026-11, from 2020-01 on');
  return month;
}
