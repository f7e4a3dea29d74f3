import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money, Time } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { AsOfFilter, ChoiceFilter, TextFilter, useFilter } from '../../shared/ui/filters';
import { Page, ProblemNote } from '../../shared/ui/page';
import { endOfDay } from '../../shared/ui/period';

type Account = Schema<'Account'>;
const STATUSES = ['OPEN', 'CLOSED'] as const;

/** Every account with what it has, now or at the end of a day. */
export function Accounts() {
  const { accounts, common, payout } = useWords();
  const { day, query } = useAccountFilters();
  const list = usePages<Account>(
    ['accounts', query],
    cursor =>
      answerOf(api.GET('/v1/accounts', { params: { query: filled({ ...query, cursor, limit: 100 }) } })),
    { live: day === '' },
  );
  return (
    <Page title={accounts.title} position={list.position}>
      <div className="filters">
        <TextFilter name="id" label={accounts.idBegins} />
        <TextFilter name="name" label={accounts.nameBegins} />
        <ChoiceFilter
          name="status"
          label={payout.status}
          all={common.all}
          choices={STATUSES.map(each => [each, accounts.statuses[each]])}
        />
        <AsOfFilter />
        <Files path="/v1/accounts" query={query} />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={accounts.title}
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

function useAccountFilters() {
  const [[id], [name]] = [useFilter('id'), useFilter('name')];
  const [[status], [day]] = [useFilter('status'), useFilter('asOf')];
  const known = STATUSES.find(each => each === status);
  return { day, query: filled({ id, name, status: known, ...endOfDay(day) }) };
}

const FIGURES = ['available', 'held', 'total'] as const;

function useColumns(): readonly Column<Account>[] {
  const { accounts, payout } = useWords();
  return [
    {
      id: 'account',
      title: accounts.one,
      cell: ({ id }) => (
        <Link href={`/accounts/${encodeURIComponent(id)}`} data-row-link="">
          {id}
        </Link>
      ),
    },
    { id: 'name', title: accounts.name, cell: ({ name }) => name },
    { id: 'status', title: payout.status, cell: ({ status }) => accounts.statuses[status] },
    { id: 'opened', title: accounts.opened, cell: ({ openedAt }) => <Time at={openedAt} /> },
    ...FIGURES.map((figure): Column<Account> => ({
      id: figure,
      title: accounts[figure],
      number: true,
      cell: ({ balance, currency }) => <Money amount={balance[figure]} currency={currency} />,
    })),
  ];
}
