import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useAnswer } from '../../shared/api/use-answer';
import { ZONE } from '../../shared/format/time';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Money, Status } from '../../shared/ui/figures';
import { Files } from '../../shared/ui/files';
import { AsOfFilter, PeriodFilter, useFilter } from '../../shared/ui/filters';
import { Loaded, Page } from '../../shared/ui/page';
import { endOfDay, periodOf } from '../../shared/ui/period';

type Line = Schema<'TotalsLine'>;

/** What was paid out by provider, day of request and status, as it stands now or stood at the end of a day. */
export function Totals() {
  const { nav, books } = useWords();
  const [[from], [to], [day]] = [useFilter('from'), useFilter('to'), useFilter('asOf')];
  const query = filled({ timeZone: ZONE, ...periodOf(from, to), ...endOfDay(day) });
  const ask = () => answerOf(api.GET('/v1/ledger/totals', { params: { query } }));
  const found = useAnswer(['totals', query], ask, { live: day === '' });
  const columns = useColumns();
  return (
    <Page title={nav.totals} about={books.totalsAbout} position={found.data?.position ?? null}>
      <div className="filters">
        <PeriodFilter />
        <AsOfFilter />
        <Files path="/v1/ledger/totals" query={query} />
      </div>
      <Loaded query={found}>
        {({ body }) => <Table label={nav.totals} columns={columns} rows={body.lines} rowId={idOf} />}
      </Loaded>
    </Page>
  );
}

const idOf = ({ provider, day, status, currency }: Line): string =>
  [provider, day, status, currency].join(' ');

function useColumns(): readonly Column<Line>[] {
  const { books, payout } = useWords();
  const money = (id: 'amount' | 'fee' | 'returned'): Column<Line> => ({
    id,
    title: payout[id],
    number: true,
    cell: line => <Money amount={line[id]} currency={line.currency} />,
  });
  return [
    { id: 'day', title: books.day, cell: ({ day }) => day },
    { id: 'provider', title: payout.provider, cell: ({ provider }) => provider },
    { id: 'status', title: payout.status, cell: ({ status }) => <Status of={status} /> },
    { id: 'count', title: books.count, number: true, cell: ({ count }) => count },
    ...(['amount', 'fee', 'returned'] as const).map(money),
  ];
}
