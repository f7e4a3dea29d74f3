import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../../shared/api/client';
import { filled } from '../../../shared/api/filled';
import { usePages } from '../../../shared/api/use-answer';
import { useWords } from '../../../shared/i18n/words';
import { type Column, Table } from '../../../shared/table/table';
import { Age, Id, Status, wordFor } from '../../../shared/ui/figures';
import { Files } from '../../../shared/ui/files';
import { ChoiceFilter, PeriodFilter, useFilter } from '../../../shared/ui/filters';
import { Page, ProblemNote } from '../../../shared/ui/page';
import { periodOf } from '../../../shared/ui/period';

type Case = Schema<'Case'>;
const KINDS = [
  'NOTIFICATION_QUARANTINED',
  'OUTCOME_CONTRADICTED',
  'OUTCOME_UNKNOWN',
  'FEE_ABOVE_HOLD',
  'RECONCILIATION_BREAK',
  'DEPOSIT_CORRECTION',
  'CLOSED_ACCOUNT',
  'FLOAT_SHORT',
  'PROOF_LOG_CONTRADICTED',
  'WITNESS_REFUSED',
] as const;

/** The cases that are not resolved, or the others by the filter. */
export function Cases() {
  const { cases, common, kinds, statuses } = useWords();
  const [[status], [kind]] = [useFilter('status'), useFilter('kind')];
  const [[from], [to]] = [useFilter('from'), useFilter('to')];
  const filters = filled({ status, kind, ...periodOf(from, to) });
  const list = usePages<Case>(['cases', filters], cursor => {
    const query = { ...filters, ...filled({ cursor }), limit: 100 } as { limit: number };
    return answerOf(api.GET('/v1/cases', { params: { query } }));
  });
  return (
    <Page title={cases.title} position={list.position}>
      <div className="filters">
        <ChoiceFilter
          name="status"
          label={cases.proposed}
          all={statuses.OPEN}
          choices={[
            ['RESOLVED', statuses.RESOLVED],
            ['ALL', common.all],
          ]}
        />
        <ChoiceFilter
          name="kind"
          label={cases.kind}
          all={common.all}
          choices={KINDS.map(one => [one, kinds[one]])}
        />
        <PeriodFilter />
        <Files path="/v1/cases" query={filters} />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={cases.title}
        columns={useColumns()}
        rows={list.items}
        rowId={({ id }) => id}
        listId={list.id}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
        empty={list.isPending ? common.loading : cases.empty}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Case>[] {
  const { cases, kinds, payout } = useWords();
  return [
    {
      id: 'kind',
      title: cases.kind,
      cell: ({ id, kind }) => (
        <Link href={`/cases/${id}`} data-row-link="">
          {wordFor(kinds, kind)}
        </Link>
      ),
    },
    { id: 'status', title: payout.status, cell: ({ status }) => <Status of={status} /> },
    { id: 'detail', title: cases.detail, cell: ({ detail }) => detail },
    {
      id: 'payout',
      title: payout.title,
      cell: ({ payoutId }) => (payoutId === null ? '—' : <Id id={payoutId} to={`/payouts/${payoutId}`} />),
    },
    { id: 'opened', title: cases.opened, cell: ({ openedAt }) => <Age since={openedAt} /> },
  ];
}
