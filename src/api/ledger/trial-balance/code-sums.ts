import type { LedgerLine } from '../../../queries/ledger/ledger-lines';
import { type Currency, formatAmount } from '../../../shared/money';
import type { CodeFields, Coding } from '../mappings/coding';

/** Codes of the version that counts at this time. */
export interface CodedAt {
  readonly coding: Coding;
  readonly time: Date;
}

/** The sums of a code in one currency, as they are shown. */
interface CodeLine extends CodeFields {
  readonly ledgerAccounts: number;
  readonly currency: Currency;
  readonly debit: string;
  readonly credit: string;
}

interface CodeSum extends CodeFields, Omit<LedgerLine, 'ledgerAccount'> {
  readonly ledgerAccounts: number;
}

/** The sums of all ledger accounts with one code, by code and currency. What has no code stands at the end. */
export function codeSums(lines: readonly LedgerLine[], { coding, time }: CodedAt): readonly CodeLine[] {
  const sums = new Map<string, CodeSum>();
  for (const line of lines) {
    const fields = coding.fieldsOf(line.ledgerAccount, time);
    const key = JSON.stringify([fields.code, line.currency]);
    sums.set(key, withLine(sums.get(key), line, fields));
  }
  return [...sums.values()].sort(byCode).map(presented);
}

const withLine = (sum: CodeSum | undefined, line: LedgerLine, fields: CodeFields): CodeSum => ({
  ...fields,
  currency: line.currency,
  ledgerAccounts: (sum?.ledgerAccounts ?? 0) + 1,
  debitTotalMinor: (sum?.debitTotalMinor ?? 0n) + line.debitTotalMinor,
  creditTotalMinor: (sum?.creditTotalMinor ?? 0n) + line.creditTotalMinor,
});

function byCode(left: CodeSum, right: CodeSum): number {
  if (left.code === right.code) return left.currency < right.currency ? -1 : 1;
  if (left.code === null) return 1;
  return right.code === null || left.code < right.code ? -1 : 1;
}

const presented = ({
  code,
  codeName,
  ledgerAccounts,
  currency,
  debitTotalMinor,
  creditTotalMinor,
}: CodeSum): CodeLine => ({
  code,
  codeName,
  ledgerAccounts,
  currency,
  debit: formatAmount(debitTotalMinor, currency),
  credit: formatAmount(creditTotalMinor, currency),
});
