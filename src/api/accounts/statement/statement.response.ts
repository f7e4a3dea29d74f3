import { ApiSchema } from '@nestjs/swagger';
import { formatPosition } from '../../../event-store/event-store';
import type { StatementView } from '../../../queries/accounts/get-statement';
import type { StatementLine } from '../../../queries/accounts/statement-lines';
import type { Currency } from '../../../shared/money';
import { timeOrNull } from '../../fields/format';
import type { Period } from '../../fields/periods/period';
import {
  AccountId,
  CurrencyCode,
  EventId,
  ListOf,
  LogPosition,
  Nested,
  OR_NULL,
  PayoutId,
  ProviderCode,
  ProviderTime,
  Text,
  Time,
} from '../../fields/response-fields';
import { BalanceAmountsResponse } from '../balance.response';

@ApiSchema({ name: 'StatementLine' })
export class StatementLineResponse {
  @EventId()
  readonly entryId!: string;
  @Text('HoldCaptured')
  readonly eventType!: string;
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @ProviderCode(OR_NULL)
  readonly provider!: string | null;
  @Time()
  readonly recordedAt!: string;
  @Time()
  readonly bookedAt!: string;
  @ProviderTime()
  readonly providerTime!: string | null;
  @LogPosition()
  readonly position!: string;
  @Nested(() => BalanceAmountsResponse, { example: { available: '0.25', held: '-50.75', total: '-50.50' } })
  readonly change!: BalanceAmountsResponse;
  @Nested(() => BalanceAmountsResponse)
  readonly balance!: BalanceAmountsResponse;

  static from(line: StatementLine, currency: Currency): StatementLineResponse {
    return {
      entryId: line.entryId,
      eventType: line.eventType,
      payoutId: line.payoutId,
      provider: line.provider,
      recordedAt: line.recordedAt.toISOString(),
      bookedAt: line.bookedAt.toISOString(),
      providerTime: line.providerTime,
      position: formatPosition(line.position),
      change: BalanceAmountsResponse.from(line.change, currency),
      balance: BalanceAmountsResponse.from(line.balance, currency),
    };
  }
}

@ApiSchema({ name: 'Statement' })
export class StatementResponse {
  @AccountId()
  readonly accountId!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Time(OR_NULL)
  readonly from!: string | null;
  @Time({ nullable: true, description: 'Exclusive' })
  readonly to!: string | null;
  @Nested(() => BalanceAmountsResponse)
  readonly opening!: BalanceAmountsResponse;
  @ListOf(() => StatementLineResponse)
  readonly lines!: readonly StatementLineResponse[];
  @Nested(() => BalanceAmountsResponse)
  readonly closing!: BalanceAmountsResponse;
  @Text('cjUw', OR_NULL)
  readonly nextCursor!: string | null;

  static from(view: StatementView, { from, to }: Period): StatementResponse {
    const { accountId, currency, opening, lines, closing, nextCursor } = view;
    return {
      accountId,
      currency,
      from: timeOrNull(from),
      to: timeOrNull(to),
      opening: BalanceAmountsResponse.from(opening, currency),
      lines: lines.map(line => StatementLineResponse.from(line, currency)),
      closing: BalanceAmountsResponse.from(closing, currency),
      nextCursor,
    };
  }
}
