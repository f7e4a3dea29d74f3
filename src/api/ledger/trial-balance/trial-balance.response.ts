import { ApiSchema } from '@nestjs/swagger';
import type { TrialBalanceView } from '../../../queries/ledger/get-trial-balance';
import type { LedgerLine } from '../../../queries/ledger/ledger-lines';
import { EXAMPLE_PROVIDER } from '../../../providers/provider-names';
import { type Currency, formatAmount } from '../../../shared/money';
import { columnsOf, type Column } from '../../export/column';
import { ledgerAccountName } from '../../fields/readable-names';
import { Amount, CurrencyCode, Integer, ListOf, Nested, OR_NULL, Text } from '../../fields/response-fields';
import { codeSums, type CodedAt } from './code-sums';
import { Code, CodeName } from '../mappings/code-fields';
import { UnmappedAccountsResponse, UsedMappingResponse } from '../mappings/coding';

@ApiSchema({ name: 'TrialBalanceAccount' })
export class TrialBalanceAccountResponse {
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
  @Code()
  readonly code?: string | null;
  @CodeName()
  readonly codeName?: string | null;

  static from(line: LedgerLine, coded?: CodedAt): TrialBalanceAccountResponse {
    const { ledgerAccount } = line;
    return {
      ledgerAccount,
      ledgerAccountName: ledgerAccountName(ledgerAccount),
      ...coded?.coding.fieldsOf(ledgerAccount, coded.time),
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

@ApiSchema({ name: 'TrialBalanceCode' })
export class TrialBalanceCodeResponse {
  @Text('1.1.2.05.00-0', { nullable: true, description: 'null: what no code was found for' })
  readonly code!: string | null;
  @Text('Depósitos em instituições de pagamento', OR_NULL)
  readonly codeName!: string | null;
  @Integer(2, { description: 'How many ledger accounts have the code' })
  readonly ledgerAccounts!: number;
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('1000.00')
  readonly debit!: string;
  @Amount('50.00')
  readonly credit!: string;
}

@ApiSchema({ name: 'TrialBalance' })
export class TrialBalanceResponse {
  @Text('2026-03-01', { nullable: true, description: 'As it was asked; null: now' })
  readonly asOf!: string | null;
  @ListOf(() => TrialBalanceAccountResponse, { description: 'Empty with `groupBy=code`' })
  readonly accounts!: readonly TrialBalanceAccountResponse[];
  @ListOf(() => TrialBalanceCodeResponse, {
    required: false,
    description: 'With `groupBy=code`: by code and currency, what has no code at the end',
  })
  readonly codes?: readonly TrialBalanceCodeResponse[];
  @ListOf(() => TrialBalanceTotalResponse, { description: 'Per currency; debit and credit are equal' })
  readonly totals!: readonly TrialBalanceTotalResponse[];
  @Nested(() => UsedMappingResponse, { required: false, description: 'With `mapping`' })
  readonly mapping?: UsedMappingResponse;
  @Nested(() => UnmappedAccountsResponse, { required: false, description: 'With `mapping`' })
  readonly unmapped?: UnmappedAccountsResponse;

  /** @param asOf the text of the request, undefined for the present */
  static from({ lines, sums }: TrialBalanceView, asOf?: string, coded?: CodedAt): TrialBalanceResponse {
    return {
      asOf: asOf ?? null,
      accounts: lines.map(line => TrialBalanceAccountResponse.from(line, coded)),
      totals: sums.map(sum => TrialBalanceTotalResponse.from(sum)),
      ...coded?.coding.summary(),
    };
  }

  static byCode(view: TrialBalanceView, asOf: string | undefined, coded: CodedAt): TrialBalanceResponse {
    const codes = codeSums(view.lines, coded);
    return { ...TrialBalanceResponse.from({ ...view, lines: [] }, asOf, coded), codes };
  }
}

const { text, name, amount } = columnsOf<TrialBalanceAccountResponse>();
const AMOUNTS = [text('currency'), amount('debit'), amount('credit')];
const ACCOUNT = [name('ledgerAccountName'), text('ledgerAccount')];

export const TRIAL_BALANCE_COLUMNS: readonly Column<TrialBalanceAccountResponse>[] = [...ACCOUNT, ...AMOUNTS];

export const CODED_BALANCE_COLUMNS: readonly Column<TrialBalanceAccountResponse>[] = [
  ...ACCOUNT,
  text('code'),
  text('codeName'),
  ...AMOUNTS,
];

const ofCode = columnsOf<TrialBalanceCodeResponse>();

export const CODE_COLUMNS: readonly Column<TrialBalanceCodeResponse>[] = [
  ofCode.text('code'),
  ofCode.text('codeName'),
  ofCode.integer('ledgerAccounts'),
  ofCode.text('currency'),
  ofCode.amount('debit'),
  ofCode.amount('credit'),
];
