import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { amountOf, minorOf } from '../../shared/format/money';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { AsOfFilter, useFilter } from '../../shared/ui/filters';
import { Loaded, Page } from '../../shared/ui/page';
import { endOfDay } from '../../shared/ui/period';
import { ChartFilter, CodeOf, SumsByCode, Unmapped, useChart } from './codes/chart';

type Line = Schema<'TrialBalanceAccount'>;

const balanceOf = ({ debit, credit }: Pick<Line, 'debit' | 'credit'>): string =>
  amountOf(minorOf(debit) - minorOf(credit));

/** Every ledger account with its totals, now or at the end of a day. Each line leads to its journal entries. */
export function TrialBalance() {
  const { nav, books } = useWords();
  const [day] = useFilter('asOf');
  const chart = useChart();
  const query = { ...endOfDay(day), ...chart };
  const ask = () => answerOf(api.GET('/v1/ledger/trial-balance', { params: { query } }));
  const found = useAnswer(['trial-balance', query], ask, { live: day === '' });
  return (
    <Page title={nav.trialBalance} about={books.agrees} position={found.data?.position ?? null}>
      <div className="filters">
        <AsOfFilter />
        <ChartFilter groups />
        <Files path="/v1/ledger/trial-balance" query={query} />
      </div>
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Unmapped of={body.unmapped} />
            {body.codes ? <SumsByCode of={body.codes} /> : <Accounts of={body} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Accounts({ of }: { readonly of: Schema<'TrialBalance'> }) {
  const { nav, books, codes } = useWords();
  const columns: readonly Column<Line>[] = [
    {
      id: 'account',
      title: books.ledgerAccount,
      cell: ({ ledgerAccount }) => (
        <Link
          className="mono"
          href={`/journal?ledgerAccount=${encodeURIComponent(ledgerAccount)}`}
          data-row-link=""
        >
          {ledgerAccount}
        </Link>
      ),
    },
    { id: 'debit', title: books.debit, number: true, cell: ({ debit }) => <Money amount={debit} /> },
    { id: 'credit', title: books.credit, number: true, cell: ({ credit }) => <Money amount={credit} /> },
    { id: 'balance', title: books.balance, number: true, cell: line => <Money amount={balanceOf(line)} /> },
  ];
  const coded: readonly Column<Line>[] = [
    { id: 'code', title: codes.code, cell: ({ code }) => <CodeOf code={code} /> },
    { id: 'codeName', title: codes.description, cell: ({ codeName }) => codeName ?? '' },
  ];
  return (
    <Table
      label={nav.trialBalance}
      columns={of.mapping ? [...columns, ...coded] : columns}
      rows={of.accounts}
      rowId={({ ledgerAccount, currency }) => `${ledgerAccount} ${currency}`}
      footer={of.totals.map(total => (
        <Total key={total.currency} of={total} />
      ))}
    />
  );
}

function Total({ of }: { readonly of: Schema<'TrialBalanceTotal'> }) {
  return (
    <tr>
      <td>{of.currency}</td>
      {[of.debit, of.credit, balanceOf(of)].map((amount, index) => (
        <td key={index} className="number">
          <Money amount={amount} currency={of.currency} />
        </td>
      ))}
    </tr>
  );
}
