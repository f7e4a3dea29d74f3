import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useMay } from '../../app/session/session';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { sumOf } from '../../shared/format/money';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Age, Money, Status, wordFor } from '../../shared/ui/figures';
import { Page, Panel, ProblemNote } from '../../shared/ui/page';
import { listPayouts } from '../../shared/ui/payout-queries';
import type { Payout } from '../../shared/ui/payout-columns';

type Case = Schema<'Case'>;
const AT_MOST = 50;

const OutcomesPlot = lazy(async () => ({ default: (await import('./outcomes-plot')).OutcomesPlot }));

/** What needs a person, the oldest first. What is well is not shown. */
export function Attention() {
  const { nav, attention } = useWords();
  const mayLedger = useMay('ledger:read');
  const { found, error, position } = useFindings();
  const isWell = Object.values(found).every(items => items.length === 0);
  return (
    <Page title={nav.attention} about={attention.about} position={position}>
      {error && <ProblemNote error={error} />}
      {isWell && !error && (
        <div className="note" data-tone="good" role="status">
          {attention.well}
        </div>
      )}
      {found.cases.length > 0 && <OpenCases of={found.cases} />}
      {found.waiting.length > 0 && <Waiting title={attention.approvals} of={found.waiting} to="/approvals" />}
      {found.unknown.length > 0 && (
        <Waiting title={attention.unknown} of={found.unknown} to="/payouts?status=OUTCOME_UNKNOWN" />
      )}
      {found.parts.length > 0 && <Parts of={found.parts} />}
      {mayLedger && (
        <Panel title={attention.perDay}>
          <Suspense fallback={null}>
            <OutcomesPlot />
          </Suspense>
        </Panel>
      )}
    </Page>
  );
}

/** Everything that may need a person, as far as the person's key shows it. */
function useFindings() {
  const [mayCases, mayPayouts] = [useMay('cases:read'), useMay('payouts:read')];
  const payoutsOf = (status: string) => () => listPayouts({ status }, undefined, AT_MOST);
  const cases = useAnswer(['cases', 'open'], () => answerOf(api.GET('/v1/cases', OPEN)), {
    enabled: mayCases,
  });
  const unknown = useAnswer(['payouts', 'unknown'], payoutsOf('OUTCOME_UNKNOWN'), { enabled: mayPayouts });
  const waiting = useAnswer(['payouts', 'waiting'], payoutsOf('AWAITING_APPROVAL'), { enabled: mayPayouts });
  const health = useAnswer(['health'], () => answerOf(api.GET('/health/ready')));
  const found = {
    cases: cases.data?.body.items ?? [],
    unknown: unknown.data?.body.items ?? [],
    waiting: waiting.data?.body.items ?? [],
    parts: health.data?.body.parts.filter(({ status, detail }) => status === 'down' || detail) ?? [],
  };
  const error = cases.error ?? unknown.error ?? waiting.error ?? health.error;
  return { found, error, position: cases.data?.position ?? unknown.data?.position ?? null };
}

const OPEN = { params: { query: { limit: AT_MOST } } };

function OpenCases({ of }: { readonly of: readonly Case[] }) {
  const { attention, cases, kinds, payout } = useWords();
  const columns: readonly Column<Case>[] = [
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
    { id: 'opened', title: cases.opened, cell: ({ openedAt }) => <Age since={openedAt} /> },
  ];
  return (
    <Panel title={attention.cases} aside={<Link href="/cases">{of.length}</Link>} flush>
      <Table label={attention.cases} columns={columns} rows={of} rowId={({ id }) => id} />
    </Panel>
  );
}

interface WaitingProps {
  readonly title: string;
  readonly of: readonly Payout[];
  readonly to: string;
}

function Waiting({ title, of, to }: WaitingProps) {
  const { attention, payout } = useWords();
  const total = sumOf(of.map(({ heldAmount }) => heldAmount));
  const columns: readonly Column<Payout>[] = [
    {
      id: 'reference',
      title: payout.reference,
      cell: ({ id, externalReference }) => (
        <Link href={`/payouts/${id}`} data-row-link="">
          {externalReference}
        </Link>
      ),
    },
    { id: 'account', title: payout.account, cell: ({ accountId }) => accountId },
    { id: 'provider', title: payout.provider, cell: ({ provider }) => provider },
    { id: 'held', title: payout.held, number: true, cell: ({ heldAmount }) => <Money amount={heldAmount} /> },
    { id: 'age', title: payout.requested, cell: ({ requestedAt }) => <Age since={requestedAt} /> },
  ];
  const aside = (
    <Link href={to}>
      {of.length} · <Money amount={total} /> {attention.atStake}
    </Link>
  );
  return (
    <Panel title={title} aside={aside} flush>
      <Table label={title} columns={columns} rows={of} rowId={({ id }) => id} />
    </Panel>
  );
}

function Parts({ of }: { readonly of: readonly Schema<'PartHealth'>[] }) {
  const { attention } = useWords();
  return (
    <Panel title={attention.parts} aside={<Link href="/health">{of.length}</Link>}>
      <ul className="stack">
        {of.map(({ part, status, detail }) => (
          <li key={part} className="row">
            <Status of={status} /> <b>{part}</b> {detail}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
