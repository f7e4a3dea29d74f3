import { useMemo } from 'react';
import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Age, Money, Status } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { AsOfFilter, ChoiceFilter, PeriodFilter, useFilter } from '../../shared/ui/filters';
import { Page, Panel, ProblemNote } from '../../shared/ui/page';
import { endOfDay, periodOf } from '../../shared/ui/period';
import { bars, colour, Plot } from '../../shared/ui/plot';

type Hold = Schema<'AgedHold'>;

/** How old a hold is at least: what the route calls it. */
const OLDER_THAN = ['PT1H', 'PT24H', 'P7D'] as const;

/** The holds that are open or were at the end of a day, the oldest first, and how many are how old. */
export function Holds() {
  const { nav, common } = useWords();
  const { day, query } = useHoldFilters();
  const list = usePages<Hold>(
    ['holds', query],
    cursor =>
      answerOf(
        api.GET('/v1/ledger/aged-holds', { params: { query: filled({ ...query, cursor, limit: 200 }) } }),
      ),
    { live: day === '' },
  );
  return (
    <Page title={nav.holds} position={list.position}>
      <Filters query={query} />
      {list.error && <ProblemNote error={list.error} />}
      {list.items.length > 0 && <ByAge holds={list.items} />}
      <Table
        label={nav.holds}
        columns={useColumns()}
        rows={list.items}
        rowId={({ payoutId }) => payoutId}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : common.nothing}
      />
    </Page>
  );
}

function Filters({ query }: { readonly query: ReturnType<typeof useHoldFilters>['query'] }) {
  const { books, common } = useWords();
  return (
    <div className="filters">
      <PeriodFilter />
      <AsOfFilter />
      <ChoiceFilter
        name="olderThan"
        label={books.olderThan}
        all={common.all}
        choices={OLDER_THAN.map(each => [each, books.ages[each]])}
      />
      <Files path="/v1/ledger/aged-holds" query={query} />
    </div>
  );
}

function useColumns(): readonly Column<Hold>[] {
  const { books, payout } = useWords();
  return [
    {
      id: 'reference',
      title: payout.reference,
      cell: ({ payoutId, externalReference }) => (
        <Link href={`/payouts/${payoutId}`} data-row-link="">
          {externalReference}
        </Link>
      ),
    },
    { id: 'account', title: payout.account, cell: ({ accountId }) => accountId },
    { id: 'provider', title: payout.provider, cell: ({ provider }) => provider },
    { id: 'status', title: payout.status, cell: ({ status }) => <Status of={status} /> },
    {
      id: 'held',
      title: payout.held,
      number: true,
      cell: ({ held, currency }) => <Money amount={held} currency={currency} />,
    },
    {
      id: 'age',
      title: books.age,
      cell: ({ requestedAt, ageSeconds }) => <Age since={requestedAt} seconds={ageSeconds} />,
    },
  ];
}

function useHoldFilters() {
  const [[from], [to]] = [useFilter('from'), useFilter('to')];
  const [[day], [olderThan]] = [useFilter('asOf'), useFilter('olderThan')];
  return { day, query: filled({ olderThan, ...periodOf(from, to), ...endOfDay(day) }) };
}

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const AGES = [
  ['< 1 min', MINUTE],
  ['< 10 min', 10 * MINUTE],
  ['< 1 h', HOUR],
  ['< 6 h', 6 * HOUR],
  ['< 1 d', DAY],
  ['≥ 1 d', Infinity],
] as const;

function ByAge({ holds }: { readonly holds: readonly Hold[] }) {
  const { books, payout } = useWords();
  const counts = AGES.map(([, below], index) => {
    const atLeast = AGES[index - 1]?.[1] ?? 0;
    return holds.filter(({ ageSeconds }) => ageSeconds >= atLeast && ageSeconds < below).length;
  });
  const text = counts.join();
  const data = useMemo(
    () => [AGES.map((_, index) => index), text.split(',').map(Number)] as [number[], number[]],
    [text],
  );
  const series = useMemo(
    () => [
      {
        label: payout.held,
        stroke: colour('accent'),
        fill: colour('accent'),
        width: 0,
        paths: bars(),
        points: { show: false },
      },
    ],
    [payout.held],
  );
  return (
    <Panel title={books.byAge}>
      <Plot label={books.byAge} data={data} series={series} name={nameOf} />
    </Panel>
  );
}

const nameOf = (at: number): string => AGES[at]?.[0] ?? '';
