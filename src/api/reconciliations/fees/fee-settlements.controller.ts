import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FeeBooks } from '../../../commands/ledger/fees/fee-books';
import { SettleFees } from '../../../commands/ledger/fees/settle-fees';
import {
  owedBy,
  readFees,
  settlementsOf,
  type SettlementState,
} from '../../../commands/ledger/fees/settlements-on-record';
import type { ProviderName } from '../../../domain/payout/payee';
import { EventStore } from '../../../event-store/event-store';
import { PROVIDER_NAMES } from '../../../providers/provider-names';
import { parseAmount } from '../../../shared/money';
import { NeedsPerson, NeedsScope, OverAllAccounts } from '../../auth/access';
import { Caller, originOf } from '../../auth/client';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import type { ApiClient } from '../../auth/keys/api-keys';
import { clientsWithKeysOf } from '../../cases/made-keys';
import { readRevisionCursor, revisionCursor } from '../../fields/cursor';
import { limitOf, PageDto } from '../../fields/page.dto';
import { IdempotencyKey } from '../../http/idempotency-key';
import { PositionedAnswer } from '../../http/ledger-position';
import { ApiCommand, ApiCurrentAnswer, ApiIdempotencyKey, ApiProblem } from '../../http/openapi/decorators';
import { FeeProblem, notFound } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';
import { FeeSettlementDto } from './fee-settlement.dto';
import {
  FeeSettlementAnswerResponse,
  FeeSettlementPageResponse,
  FeeSettlementResponse,
  OwedFeesResponse,
} from './fee-settlement.response';

/** What providers are owed for their fees, and that it is paid: two persons say so. */
@ApiTags('fees')
@Controller('v1/providers')
export class FeeSettlementsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly store: EventStore,
    private readonly books: FeeBooks,
    private readonly keys: ApiKeyRegistry,
  ) {}

  @Get(':provider/fee-settlements')
  @NeedsScope('ledger:read', 'reconciliation', 'audit')
  @OverAllAccounts()
  @ApiCurrentAnswer(
    'What a provider is owed for its fees, and its settlements, the latest first',
    FeeSettlementPageResponse,
  )
  @ApiProblem(404, 'PROVIDER_NOT_FOUND')
  async list(
    @Param('provider') provider: string,
    @Query() query: PageDto,
  ): Promise<FeeSettlementPageResponse> {
    const before = query.cursor === undefined ? undefined : Number(readRevisionCursor(query.cursor));
    const fees = await readFees(this.store, this.books, providerOrProblem(provider));
    const page = pageBefore(settlementsOf(fees), before, limitOf(query));
    const owed = owedBy(fees).map(each => OwedFeesResponse.from(each));
    return { owed, ...FeeSettlementPageResponse.from(page, FeeSettlementResponse.from) };
  }

  @Post(':provider/fee-settlements')
  @HttpCode(202)
  @NeedsPerson('reconciliation')
  @OverAllAccounts()
  @ApiIdempotencyKey()
  @ApiCommand(
    'Says that fees of a provider are paid, or confirms it',
    202,
    FeeSettlementAnswerResponse,
    'PROPOSED until another person sends the same; then SETTLED, and booked',
  )
  @ApiProblem(404, 'PROVIDER_NOT_FOUND')
  @ApiProblem(
    409,
    'SECOND_PERSON_REQUIRED: it was you who proposed this; KEY_MAKER_CANNOT_CONFIRM: you made a key of the proposer; EXTERNAL_REFERENCE_USED: the reference is settled; IDEMPOTENCY_KEY_REUSED',
  )
  @ApiProblem(422, 'FEES_NOT_OWED: `owed` is the most that can be settled; nothing was written', FeeProblem)
  async settle(
    @Caller() client: ApiClient,
    @IdempotencyKey() key: string,
    @Param('provider') name: string,
    @Body() { amount, currency, paidFrom, reference, evidence }: FeeSettlementDto,
  ) {
    const provider = providerOrProblem(name);
    const paid = { currency: currency ?? 'BRL', amountMinor: parseAmount(amount, currency ?? 'BRL')! };
    const request = { provider, ...paid, paidFrom, reference, evidence };
    const others = clientsWithKeysOf(client, this.keys);
    const command = new SettleFees(client.clientName, key, request, originOf(client), others);
    const answer = valueOrProblem(await this.commands.execute(command));
    return new PositionedAnswer(FeeSettlementAnswerResponse.from(answer.body), answer.position);
  }
}

/** Also of a provider that is not in use any more. @throws {ProblemError} */
function providerOrProblem(name: string): ProviderName {
  if (!PROVIDER_NAMES.includes(name))
    throw notFound('PROVIDER_NOT_FOUND', `A provider is one of ${PROVIDER_NAMES.join(', ')}`);
  return name as ProviderName;
}

/** Settlements are never taken away, so their numbers from the first on are places for cursors. */
function pageBefore(all: readonly SettlementState[], before: number | undefined, limit: number) {
  const end = Math.min(before ?? all.length, all.length);
  const start = Math.max(end - limit, 0);
  const nextCursor = start > 0 ? revisionCursor(BigInt(start)) : null;
  return { items: all.slice(start, end).reverse(), nextCursor };
}
