import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useAnswer } from '../../shared/api/use-answer';
import { amountOf, minorOf } from '../../shared/format/money';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money } from '../../shared/ui/figures';
import { TextFilter, useFilter } from '../../shared/ui/filters';
import { Loaded, Page } from '../../shared/ui/page';
import { endOf } from '../../shared/ui/payout-queries';

type Line = Schema<'TrialBalanceAccount'>;

const balanceOf = ({ debit, credit }: Pick<Line, 'debit' | 'credit'>): string =>
  amountOf(minorOf(debit) - minorOf(credit));

/** Every ledger account with its totals, now or at the end of a day. Each line leads to its journal entries. */
export function TrialBalance() {
  const { nav, books, common } = useWords();
  const [day] = useFilter('asOf');
  const query = filled({ asOf: endOf(day) });
  const found = useAnswer(
    ['trial-balance', day],
    () => answerOf(api.GET('/v1/ledger/trial-balance', { params: { query } })),
    {
      live: day === '',
    },
  );
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
  return (
    <Page title={nav.trialBalance} about={books.agrees} position={found.data?.position ?? null}>
      <div className="filters">
        <TextFilter name="asOf" label={books.asOf} type="date" />
        <a
          className="button"
          href={`/v1/ledger/trial-balance?${new URLSearchParams({ ...query, format: 'csv' })}`}
          download
        >
          {common.download} CSV
        </a>
      </div>
      <Loaded query={found}>
        {({ body }) => (
          <Table
            label={nav.trialBalance}
            columns={columns}
            rows={body.accounts}
            rowId={({ ledgerAccount, currency }) => `${ledgerAccount} ${currency}`}
            footer={body.totals.map(total => (
              <Total key={total.currency} of={total} />
            ))}
          />
        )}
      </Loaded>
    </Page>
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
