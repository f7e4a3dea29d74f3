import { ApiSchema } from '@nestjs/swagger';
import type { TrialBalanceView } from '../../queries/ledger/get-trial-balance';
import type { LedgerLine } from '../../queries/ledger/ledger-lines';
import { EXAMPLE_PROVIDER } from '../../providers/provider-names';
import { type Currency, formatAmount } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';
import { ledgerAccountName } from '../fields/readable-names';
import { Amount, CurrencyCode, ListOf, Text } from '../fields/response-fields';

@ApiSchema({ name: 'TrialBalanceAccount' })
class TrialBalanceAccountResponse {
  @Text(`provider:${EXAMPLE_PROVIDER}:float`)
  readonly ledgerAccount!: string;
  @Text(`Money at ${EXAMPLE_PROVIDER}`, { description: 'The name of the ledger account for people' })
  readonly ledgerAccountName!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('1000.00')
  readonly debit!: string;
  @Amount('50.00')
  readonly credit!: string;

  static from(line: LedgerLine): TrialBalanceAccountResponse {
    const { ledgerAccount } = line;
    return {
      ledgerAccount,
      ledgerAccountName: ledgerAccountName(ledgerAccount),
      ...TrialBalanceTotalResponse.from(line),
    };
  }
}

@ApiSchema({ name: 'TrialBalanceTotal' })
class TrialBalanceTotalResponse {
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('1000.00')
  readonly debit!: string;
  @Amount('1000.00')
  readonly credit!: string;

  static from({
    currency,
    debitTotalMinor,
    creditTotalMinor,
  }: Omit<LedgerLine, 'ledgerAccount'>): TrialBalanceTotalResponse {
    return {
      currency,
      debit: formatAmount(debitTotalMinor, currency),
      credit: formatAmount(creditTotalMinor, currency),
    };
  }
}

@ApiSchema({ name: 'TrialBalance' })
export class TrialBalanceResponse {
  @Text('2026-03-01', { nullable: true, description: 'As it was asked; null: now' })
  readonly asOf!: string | null;
  @ListOf(() => TrialBalanceAccountResponse)
  readonly accounts!: readonly TrialBalanceAccountResponse[];
  @ListOf(() => TrialBalanceTotalResponse, { description: 'Per currency; debit and credit are equal' })
  readonly totals!: readonly TrialBalanceTotalResponse[];

  /** @param asOf the text of the request, undefined for the present */
  static from({ lines, sums }: TrialBalanceView, asOf?: string): TrialBalanceResponse {
    return {
      asOf: asOf ?? null,
      accounts: lines.map(line => TrialBalanceAccountResponse.from(line)),
      totals: sums.map(sum => TrialBalanceTotalResponse.from(sum)),
    };
  }
}

const { text, name, amount } = columnsOf<TrialBalanceAccountResponse>();

export const TRIAL_BALANCE_COLUMNS: readonly Column<TrialBalanceAccountResponse>[] = [
  name('ledgerAccountName'),
  text('ledgerAccount'),
  text('currency'),
  amount('debit'),
  amount('credit'),
];
