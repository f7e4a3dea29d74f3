import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Time, wordFor } from '../../shared/ui/figures';
import { ChoiceFilter, PeriodFilter, TextFilter, useFilter } from '../../shared/ui/filters';
import { Page, ProblemNote } from '../../shared/ui/page';
import { periodOf } from '../../shared/ui/period';

type SecurityEvent = Schema<'SecurityEvent'>;
const KINDS = [
  'PERSONAL_DATA_SHOWN',
  'EXPORTED',
  'DECISION',
  'SIGNED_IN',
  'KEY_MADE',
  'KEY_ROTATED',
  'KEY_REVOKED',
  'KEY_REFUSED',
  'AUDIT_READ',
] as const;

/** Who did what, as it is recorded. Without a period it is the last day. */
export function SecurityEvents() {
  const { nav, security, securityKinds, common } = useWords();
  const [[kind], [client]] = [useFilter('kind'), useFilter('client')];
  const [[from], [to]] = [useFilter('from'), useFilter('to')];
  const list = usePages<SecurityEvent>(['security-events', kind, client, from, to], cursor => {
    const query = filled({ kind, client, ...periodOf(from, to), cursor, limit: 100 }) as { limit: number };
    return answerOf(api.GET('/v1/security-events', { params: { query } }));
  });
  return (
    <Page title={nav.security} about={security.about}>
      <div className="filters">
        <ChoiceFilter
          name="kind"
          label={security.what}
          all={common.all}
          choices={KINDS.map(each => [each, securityKinds[each]])}
        />
        <TextFilter name="client" label={security.who} />
        <PeriodFilter />
      </div>
      {list.error && <ProblemNote error={list.error} />}
      <Table
        label={nav.security}
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

function useColumns(): readonly Column<SecurityEvent>[] {
  const { security, securityKinds, common } = useWords();
  return [
    { id: 'when', title: security.when, cell: ({ firstAt }) => <Time at={firstAt} /> },
    { id: 'kind', title: security.what, cell: ({ kind }) => wordFor(securityKinds, kind) },
    { id: 'client', title: security.who, cell: ({ client }) => client ?? '—' },
    {
      id: 'route',
      title: security.route,
      cell: ({ route }) => <span className="mono small">{route ?? '—'}</span>,
    },
    {
      id: 'subjects',
      title: security.subjects,
      cell: ({ subjects }) => <span className="mono small">{subjects.join(', ')}</span>,
    },
    { id: 'count', title: security.count, number: true, cell: ({ count }) => count },
    { id: 'reason', title: common.reason, cell: ({ reason }) => reason ?? '—' },
    { id: 'address', title: security.address, cell: ({ address }) => address ?? '—' },
  ];
}
