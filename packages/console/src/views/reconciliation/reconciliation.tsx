import { Link, useParams } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useAnswer, usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Id, Status, Time, wordFor } from '../../shared/ui/figures';
import { Facts, Page, Panel, ProblemNote } from '../../shared/ui/page';
import { readBreakCases } from './break-cases';

type Recorded = Schema<'Event'>;

interface Break {
  readonly eventId: string;
  readonly kind: string;
  readonly payoutId: string | null;
  readonly detail: string;
  readonly since: string;
}

const KINDS = ['MISSING_HERE', 'MISSING_THERE', 'DIFFERS', 'UNFINISHED_THERE', 'TWICE_THERE'];

/** A statement beside the books: what agreed, and each break with its case. */
export function ReconciliationPage() {
  const { id = '' } = useParams();
  const { reconciliation, common } = useWords();
  const list = usePages<Recorded>(['reconciliation', id], cursor =>
    answerOf(
      api.GET('/v1/reconciliations/{id}', {
        params: { path: { id }, query: filled({ cursor, limit: 200 }) },
      }),
    ),
  );
  const breaks = list.items.filter(({ type }) => type === 'ReconciliationBreakFound').map(toBreak);
  const kinds = [...new Set([...KINDS, ...breaks.map(({ kind }) => kind)])];
  return (
    <Page title={reconciliation.one} about={<span className="mono">{id}</span>} position={list.position}>
      {list.error && <ProblemNote error={list.error} />}
      <Summary of={list.items} />
      {kinds.map(kind => (
        <Breaks key={kind} kind={kind} of={breaks.filter(each => each.kind === kind)} />
      ))}
      {list.hasMore && (
        <button type="button" className="button" onClick={list.loadMore}>
          {common.show}
        </button>
      )}
    </Page>
  );
}

const toBreak = ({ id: eventId, data }: Recorded): Break => ({
  ...(data as unknown as Omit<Break, 'eventId'>),
  eventId,
});

function Summary({ of }: { readonly of: readonly Recorded[] }) {
  const { reconciliation, payout, common } = useWords();
  const factsOf = (type: string) => of.find(event => event.type === type)?.data as Said | undefined;
  const [imported, ended] = [factsOf('StatementImported'), factsOf('StatementReconciled')];
  if (!imported) return null;
  return (
    <Panel title={reconciliation.statement}>
      <Facts
        of={[
          [payout.provider, String(imported['provider'])],
          [common.from, <Time at={String(imported['from'])} />],
          [common.to, <Time at={String(imported['to'])} />],
          [reconciliation.lines, String(imported['lineCount'])],
          [reconciliation.importedBy, String(imported['importedBy'])],
          [reconciliation.matched, ended ? String(ended['matched']) : '…'],
          [reconciliation.nothingMoved, ended ? String(ended['nothingMoved']) : '…'],
          [reconciliation.breaks, ended ? String(ended['breaks']) : '…'],
        ]}
      />
    </Panel>
  );
}
type Said = Readonly<Record<string, unknown>>;

function Breaks({ kind, of }: { readonly kind: string; readonly of: readonly Break[] }) {
  const { breakKinds } = useWords();
  const columns = useColumns();
  if (of.length === 0) return null;
  const title = wordFor(breakKinds, kind);
  return (
    <Panel title={title} aside={of.length} flush>
      <Table label={title} columns={columns} rows={of} rowId={({ eventId }) => eventId} />
    </Panel>
  );
}

function useColumns(): readonly Column<Break>[] {
  const { cases, payout, reconciliation } = useWords();
  const found = useAnswer(['cases', 'breaks'], readBreakCases);
  const caseOf = ({ eventId }: Break) => found.data?.body.get(eventId);
  return [
    {
      id: 'case',
      title: cases.one,
      cell: each => {
        const opened = caseOf(each);
        if (!opened) return <span className="muted">{reconciliation.noCase}</span>;
        return (
          <Link href={`/cases/${opened.id}`} data-row-link="">
            {each.detail}
          </Link>
        );
      },
    },
    {
      id: 'status',
      title: payout.status,
      cell: each => <Status of={caseOf(each)?.status ?? 'OPEN'} />,
    },
    {
      id: 'payout',
      title: payout.title,
      cell: ({ payoutId }) => (payoutId === null ? '—' : <Id id={payoutId} to={`/payouts/${payoutId}`} />),
    },
    { id: 'since', title: reconciliation.since, cell: ({ since }) => <Time at={since} /> },
  ];
}
