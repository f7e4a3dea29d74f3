import { ApiSchema } from '@nestjs/swagger';
import { formatPosition } from '../../../event-store/event-store';
import type { StatementView } from '../../../queries/accounts/get-statement';
import type { StatementLine } from '../../../queries/accounts/statement-lines';
import type { Currency } from '../../../shared/money';
import { amountOrNull, timeOrNull } from '../../fields/format';
import type { Period } from '../../fields/periods/period';
import {
  AccountId,
  Amount,
  CurrencyCode,
  EndToEndId,
  EventId,
  Integer,
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
import { eventName } from '../../fields/readable-names';
import { BalanceAmountsResponse, DatedBalanceResponse } from '../balance.response';

@ApiSchema({ name: 'StatementLine' })
export class StatementLineResponse {
  @EventId()
  readonly entryId!: string;
  @Text('HoldCaptured')
  readonly eventType!: string;
  @Text('Payout paid', { description: 'The name of the event for people' })
  readonly eventName!: string;
  @PayoutId(OR_NULL)
  readonly payoutId!: string | null;
  @ProviderCode(OR_NULL)
  readonly provider!: string | null;
  @Text('withdrawal-user-42-001', { nullable: true, description: 'Of the payout or of the deposit' })
  readonly reference!: string | null;
  @Text('User withdrawal', OR_NULL)
  readonly description!: string | null;
  @EndToEndId()
  readonly endToEndId!: string | null;
  @Amount('50.00', { nullable: true, description: 'What left the provider or came to it, without the fee' })
  readonly originalAmount!: string | null;
  @Amount('0.50', OR_NULL)
  readonly feeAmount!: string | null;
  @Integer(1, { description: 'Entries that the line stands for' })
  readonly entries!: number;
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
      eventName: eventName(line.eventType),
      payoutId: line.payoutId,
      provider: line.provider,
      reference: line.reference,
      description: line.description,
      endToEndId: line.endToEndId,
      originalAmount: amountOrNull(line.originalMinor, currency),
      feeAmount: amountOrNull(line.feeMinor, currency),
      entries: line.entries,
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
  @Nested(() => DatedBalanceResponse)
  readonly opening!: DatedBalanceResponse;
  @ListOf(() => StatementLineResponse)
  readonly lines!: readonly StatementLineResponse[];
  @Nested(() => DatedBalanceResponse)
  readonly closing!: DatedBalanceResponse;
  @Text('cjUw', OR_NULL)
  readonly nextCursor!: string | null;

  /** @param now a period that ends later is dated by its last booking */
  static from(view: StatementView, period: Period, now: Date): StatementResponse {
    const { accountId, currency, lines, nextCursor } = view;
    const { from, to } = period;
    return {
      accountId,
      currency,
      from: timeOrNull(from),
      to: timeOrNull(to),
      ...datedBalances(view, period, now),
      lines: lines.map(line => StatementLineResponse.from(line, currency)),
      nextCursor,
    };
  }
}

/** The balances at both ends, with their dates. An end that has not come is dated by the last booking before it. */
export function datedBalances(
  {
    currency,
    opening,
    closing,
    bookedUpTo,
  }: Pick<StatementView, 'currency' | 'opening' | 'closing' | 'bookedUpTo'>,
  { from, to }: Period,
  now: Date,
): { readonly opening: DatedBalanceResponse; readonly closing: DatedBalanceResponse } {
  const closedAt = to && to <= now ? to : bookedUpTo;
  return {
    opening: { at: timeOrNull(from), ...BalanceAmountsResponse.from(opening, currency) },
    closing: { at: timeOrNull(closedAt), ...BalanceAmountsResponse.from(closing, currency) },
  };
}
