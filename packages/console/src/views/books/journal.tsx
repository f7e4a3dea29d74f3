import { Link } from 'wouter';
import { useMay } from '../../app/session/session';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Id, Money, Time } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { PeriodFilter, TextFilter, useFilter } from '../../shared/ui/filters';
import { Page, ProblemNote } from '../../shared/ui/page';
import { periodOf } from '../../shared/ui/period';
import { ChartFilter, CodeOf, useChart } from './codes/chart';

type Entry = Schema<'JournalEntry'>;

/** Journal entries with their postings. Each entry leads to the event that it is of. */
export function Journal() {
  const { nav, books, payout, common } = useWords();
  const [[ledgerAccount], [accountId], [from], [to]] = [
    useFilter('ledgerAccount'),
    useFilter('account'),
    useFilter('from'),
    useFilter('to'),
  ];
  const { mapping } = useChart();
  const filters = filled({ ledgerAccount, accountId, ...periodOf(from, to), mapping });
  const list = usePages<Entry>(['entries', filters], cursor =>
    answerOf(
      api.GET('/v1/ledger/entries', { params: { query: filled({ ...filters, cursor, limit: 100 }) } }),
    ),
  );
  return (
    <Page title={nav.journal} position={list.position}>
      <div className="filters">
        <TextFilter name="ledgerAccount" label={books.ledgerAccount} />
        <TextFilter name="account" label={payout.account} />
        <PeriodFilter />
        <ChartFilter />
        <Files path="/v1/ledger/entries" query={filters} />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={nav.journal}
        columns={useColumns()}
        rows={list.items}
        rowId={({ id }) => id}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : common.nothing}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Entry>[] {
  const { books, payout } = useWords();
  const mayRead = useMay('audit');
  return [
    { id: 'time', title: payout.requested, cell: ({ bookedAt }) => <Time at={bookedAt} /> },
    {
      id: 'event',
      title: books.entry,
      cell: ({ eventType, stream, revision }) =>
        mayRead ? (
          <Link href={`/streams/${stream}#${revision}`} data-row-link="">
            {eventType}
          </Link>
        ) : (
          eventType
        ),
    },
    {
      id: 'payout',
      title: payout.title,
      cell: ({ payoutId }) =>
        payoutId === null ? '—' : <Id id={payoutId.slice(0, 8)} to={`/payouts/${payoutId}`} />,
    },
    { id: 'postings', title: books.postings, cell: ({ postings }) => <Postings of={postings} /> },
  ];
}

function Postings({ of }: { readonly of: Entry['postings'] }) {
  const { books } = useWords();
  return (
    <ul>
      {of.map(({ ledgerAccount, code, debit, credit, currency }, index) => (
        <li key={index} className="row spread">
          <span className="mono small">
            {ledgerAccount} {code !== undefined && <CodeOf code={code} />}
          </span>
          <span>
            {debit === '0.00' ? books.credit : books.debit}{' '}
            <Money amount={debit === '0.00' ? credit : debit} currency={currency} />
          </span>
        </li>
      ))}
    </ul>
  );
}
