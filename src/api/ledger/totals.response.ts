import { ApiSchema } from '@nestjs/swagger';
import type { TotalsLine } from '../../queries/payouts/totals/get-totals';
import type { TimeZone } from '../../queries/reading/time-zones';
import { type Currency, formatAmount } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';
import { timeOrNull } from '../fields/format';
import type { AsOfQuery, Period } from '../fields/periods/period';
import {
  Amount,
  Choice,
  CurrencyCode,
  Integer,
  ListOf,
  OR_NULL,
  ProviderCode,
  Text,
  Time,
} from '../fields/response-fields';
import { PAYOUT_STATUSES, type PayoutStatus } from '../../queries/payouts/payout-view';

@ApiSchema({ name: 'TotalsLine' })
class TotalsLineResponse {
  @ProviderCode()
  readonly provider!: string;
  @Text('2026-03-01', { description: 'Of the request' })
  readonly day!: string;
  @Choice(PAYOUT_STATUSES, { example: 'COMPLETED' })
  readonly status!: PayoutStatus;
  @CurrencyCode()
  readonly currency!: Currency;
  @Integer(12)
  readonly count!: number;
  @Amount('600.00')
  readonly amount!: string;
  @Amount('6.00', { description: 'What the provider charged' })
  readonly fee!: string;
  @Amount('10.00', { description: 'Of the amount, what came back' })
  readonly returned!: string;

  static from(line: TotalsLine): TotalsLineResponse {
    const { provider, day, status, currency, count } = line;
    return {
      provider,
      day,
      status,
      currency,
      count,
      amount: formatAmount(line.amountMinor, currency),
      fee: formatAmount(line.feeMinor, currency),
      returned: formatAmount(line.returnedMinor, currency),
    };
  }
}

@ApiSchema({ name: 'Totals' })
export class TotalsResponse {
  @Text('America/Sao_Paulo')
  readonly timeZone!: TimeZone;
  @Text('America/Sao_Paulo', { description: 'The same as `timeZone`' })
  readonly timezone!: TimeZone;
  @Time(OR_NULL)
  readonly from!: string | null;
  @Time(OR_NULL)
  readonly to!: string | null;
  @Text('2026-03-01', { nullable: true, description: 'As it was asked; null: now' })
  readonly asOf!: string | null;
  @ListOf(() => TotalsLineResponse)
  readonly lines!: readonly TotalsLineResponse[];

  static from(
    lines: readonly TotalsLine[],
    { asOf }: AsOfQuery,
    { from, to }: Period,
    timeZone: TimeZone,
  ): TotalsResponse {
    return {
      timeZone,
      timezone: timeZone,
      from: timeOrNull(from),
      to: timeOrNull(to),
      asOf: asOf ?? null,
      lines: lines.map(line => TotalsLineResponse.from(line)),
    };
  }
}

const { amount, day, integer, text } = columnsOf<TotalsLineResponse>();

export const TOTALS_COLUMNS: readonly Column<TotalsLineResponse>[] = [
  text('provider'),
  day('day'),
  text('status'),
  text('currency'),
  integer('count'),
  amount('amount'),
  amount('fee'),
  amount('returned'),
];
