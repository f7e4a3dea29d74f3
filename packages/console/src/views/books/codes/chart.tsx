import { useMay } from '../../../app/session/session';
import { answerOf, api, type Schema } from '../../../shared/api/client';
import { useAnswer } from '../../../shared/api/use-answer';
import { amountOf, minorOf } from '../../../shared/format/money';
import { useWords } from '../../../shared/i18n/words';
import { type Column, Table } from '../../../shared/table/table';
import { Money } from '../../../shared/ui/figures';
import { ChoiceFilter, useFilter } from '../../../shared/ui/filters';

type Sum = Schema<'TrialBalanceCode'>;

/** What the filters ask for: the codes of another chart of accounts, and perhaps the sums of each code. */
export function useChart(): { readonly mapping?: string; readonly groupBy?: 'code' } {
  const [[mapping], [groupBy]] = [useFilter('mapping'), useFilter('groupBy')];
  if (mapping === '') return {};
  return { mapping, ...(groupBy === 'code' && { groupBy }) };
}

/** Chooses a chart. It is there for those who may see the charts. `groups`: the page can show the sums of each code. */
export function ChartFilter({ groups = false }: { readonly groups?: boolean }) {
  const { codes, books } = useWords();
  const mayRead = useMay('reconciliation', 'audit');
  const ask = () => answerOf(api.GET('/v1/account-mappings'));
  const found = useAnswer(['account-mappings'], ask, { live: false, enabled: mayRead });
  const names = (found.data?.body.items ?? []).map(({ name }) => [name, name] as const);
  const isChosen = useChart().mapping !== undefined;
  if (names.length === 0 && !isChosen) return null;
  return (
    <>
      <ChoiceFilter name="mapping" label={codes.chart} choices={names} all={codes.noChart} />
      {groups && isChosen && (
        <ChoiceFilter
          name="groupBy"
          label={codes.lines}
          choices={[['code', codes.byCode]]}
          all={books.ledgerAccount}
        />
      )}
    </>
  );
}

export function CodeOf({ code }: { readonly code: string | null | undefined }) {
  const { codes } = useWords();
  return code ? <span className="mono">{code}</span> : <span className="muted">{codes.noCode}</span>;
}

/** The ledger accounts of the page that have no code: to be mended before a month is closed. */
export function Unmapped({ of }: { readonly of: Schema<'UnmappedAccounts'> | undefined }) {
  const { codes } = useWords();
  if (!of || of.count === 0) return null;
  return (
    <p className="note" data-tone="warn">
      {codes.unmapped} {of.count}: <span className="mono small">{of.ledgerAccounts.join(', ')}</span>
    </p>
  );
}

/** The sums of each code. */
export function SumsByCode({ of }: { readonly of: readonly Sum[] }) {
  const { books, codes } = useWords();
  const balanceOf = ({ debit, credit }: Sum) => amountOf(minorOf(debit) - minorOf(credit));
  const columns: readonly Column<Sum>[] = [
    { id: 'code', title: codes.code, cell: ({ code }) => <CodeOf code={code} /> },
    { id: 'name', title: codes.description, cell: ({ codeName }) => codeName ?? '' },
    { id: 'count', title: books.count, number: true, cell: ({ ledgerAccounts }) => ledgerAccounts },
    { id: 'debit', title: books.debit, number: true, cell: sum => <Money amount={sum.debit} /> },
    { id: 'credit', title: books.credit, number: true, cell: sum => <Money amount={sum.credit} /> },
    { id: 'balance', title: books.balance, number: true, cell: sum => <Money amount={balanceOf(sum)} /> },
  ];
  return (
    <Table
      label={codes.byCode}
      columns={columns}
      rows={of}
      rowId={({ code, currency }) => `${code ?? ''} ${currency}`}
    />
  );
}
