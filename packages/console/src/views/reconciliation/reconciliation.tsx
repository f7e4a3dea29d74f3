import { useParams } from 'wouter';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Files } from '../../shared/ui/files';
import { Time } from '../../shared/ui/figures';
import { Facts, Page, Panel, ProblemNote } from '../../shared/ui/page';
import { type Break, Breaks } from './breaks';
import { ImportProgress } from './import-progress';

type Recorded = Schema<'Event'>;

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
  const first = list.first as Schema<'ReconciliationPage'> | undefined;
  const breaks = list.items.filter(({ type }) => type === 'ReconciliationBreakFound').map(toBreak);
  const kinds = [...new Set([...KINDS, ...breaks.map(({ kind }) => kind)])];
  return (
    <Page
      title={reconciliation.one}
      about={<span className="mono">{id}</span>}
      position={list.position}
      actions={list.items.length > 0 && <Files path={`/v1/reconciliations/${id}`} />}
    >
      {list.error && <ProblemNote error={list.error} />}
      {first?.import && <ImportProgress of={first.import} />}
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
