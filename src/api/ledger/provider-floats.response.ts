import { ApiSchema } from '@nestjs/swagger';
import type { ProviderFloat } from '../../queries/ledger/get-provider-floats';
import { type Currency, formatAmount } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';
import { Amount, CurrencyCode, Flag, ListOf, ProviderCode, Text, Time } from '../fields/response-fields';
import type { ReportedBalance } from './reported-balances';

@ApiSchema({ name: 'ProviderFloat' })
export class ProviderFloatResponse {
  @ProviderCode()
  readonly provider!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('950.00', { description: 'Deposits less what was paid out' })
  readonly float!: string;
  @Amount('0.50', { description: 'What the provider has charged' })
  readonly fees!: string;
  @Amount('0.00', { description: 'Put aside by decisions on cases' })
  readonly suspense!: string;
  @Amount('949.50', { description: 'What the provider should have: float less fees' })
  readonly expected!: string;
  @Amount('949.50', { nullable: true, description: 'What the provider says' })
  readonly reported!: string | null;
  @Amount('0.00', { nullable: true, description: 'Reported less expected' })
  readonly difference!: string | null;
  @Flag({
    nullable: true,
    example: false,
    description:
      'Whether payouts under way still count in what is reported, as they do in what is expected; false: the difference is lower by them',
  })
  readonly includesUnderWay!: boolean | null;
  @Time({ nullable: true, description: 'When the answer came, by our clock' })
  readonly reportedAt!: string | null;
  @Text('answer 503', { nullable: true, description: 'Why nothing is reported' })
  readonly reason!: string | null;

  static from(float: ProviderFloat, reported: ReportedBalance): ProviderFloatResponse {
    const { provider, currency, floatMinor, feesMinor, suspenseMinor, expectedMinor } = float;
    return {
      provider,
      currency,
      float: formatAmount(floatMinor, currency),
      fees: formatAmount(feesMinor, currency),
      suspense: formatAmount(suspenseMinor, currency),
      expected: formatAmount(expectedMinor, currency),
      ...reportedFields(reported, float),
    };
  }
}

type ReportedFields = Pick<
  ProviderFloatResponse,
  'reported' | 'difference' | 'includesUnderWay' | 'reportedAt' | 'reason'
>;

function reportedFields(
  reported: ReportedBalance,
  { expectedMinor, currency }: ProviderFloat,
): ReportedFields {
  if ('reason' in reported) {
    const { reason } = reported;
    return { reported: null, difference: null, includesUnderWay: null, reportedAt: null, reason };
  }
  return {
    reported: formatAmount(reported.balanceMinor, currency),
    difference: formatAmount(reported.balanceMinor - expectedMinor, currency),
    includesUnderWay: reported.includesUnderWay,
    reportedAt: reported.reportedAt.toISOString(),
    reason: null,
  };
}

@ApiSchema({ name: 'ProviderFloats' })
export class ProviderFloatsResponse {
  @Text('2026-03-01', { nullable: true, description: 'As it was asked; null: now' })
  readonly asOf!: string | null;
  @ListOf(() => ProviderFloatResponse)
  readonly floats!: readonly ProviderFloatResponse[];
}

const { amount, text, time } = columnsOf<ProviderFloatResponse>();

export const FLOAT_COLUMNS: readonly Column<ProviderFloatResponse>[] = [
  text('provider'),
  text('currency'),
  amount('float'),
  amount('fees'),
  amount('suspense'),
  amount('expected'),
  amount('reported'),
  amount('difference'),
  text('includesUnderWay'),
  time('reportedAt'),
  text('reason'),
];
