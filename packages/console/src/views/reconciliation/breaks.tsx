import { useState } from 'react';
import { Link } from 'wouter';
import { useMay } from '../../app/session/session';
import type { Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { type Column, Table } from '../../shared/table/table';
import { Id, Status, Time, wordFor } from '../../shared/ui/figures';
import { Panel } from '../../shared/ui/page';
import { readBreakCases } from './break-cases';
import { DismissBreaks, MOST_AT_ONCE } from './dismiss-breaks';

export interface Break {
  readonly eventId: string;
  readonly kind: string;
  readonly payoutId: string | null;
  readonly detail: string;
  readonly since: string;
}

type Case = Schema<'Case'>;

interface BreaksProps {
  readonly kind: string;
  readonly of: readonly Break[];
}

/** The breaks of one kind, each with its case. Those that are open can be dismissed together. */
export function Breaks({ kind, of }: BreaksProps) {
  const { breakKinds } = useWords();
  const found = useAnswer(['cases', 'breaks'], readBreakCases);
  const caseOf = ({ eventId }: Break) => found.data?.body.get(eventId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = of.flatMap(each => openIds(caseOf(each)));
  const columns = useColumns(caseOf, chosen, setChosen);
  if (of.length === 0) return null;
  const title = wordFor(breakKinds, kind);
  const kept = open.filter(id => chosen.has(id));
  return (
    <Panel title={title} aside={of.length} flush>
      <Choice open={open} chosen={kept} setChosen={setChosen} />
      <Table label={title} columns={columns} rows={of} rowId={({ eventId }) => eventId} />
    </Panel>
  );
}

const openIds = (opened: Case | undefined): string[] => (opened?.status === 'OPEN' ? [opened.id] : []);

interface ChoiceProps {
  readonly open: readonly string[];
  readonly chosen: readonly string[];
  readonly setChosen: (ids: ReadonlySet<string>) => void;
}

function Choice({ open, chosen, setChosen }: ChoiceProps) {
  const { reconciliation } = useWords();
  const [isAsking, setAsking] = useState(false);
  if (!useMay('cases:decide') || open.length === 0) return null;
  return (
    <div className="row body">
      <button
        type="button"
        className="button quiet"
        onClick={() => setChosen(new Set(open.slice(0, MOST_AT_ONCE)))}
      >
        {reconciliation.chooseAll}
      </button>
      <button
        type="button"
        className="button"
        disabled={chosen.length === 0 || chosen.length > MOST_AT_ONCE}
        onClick={() => setAsking(true)}
      >
        {reconciliation.dismissTitle}
      </button>
      {isAsking && (
        <DismissBreaks
          caseIds={chosen}
          onClose={() => setAsking(false)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </div>
  );
}

function useColumns(
  caseOf: (of: Break) => Case | undefined,
  chosen: ReadonlySet<string>,
  setChosen: (ids: ReadonlySet<string>) => void,
): readonly Column<Break>[] {
  const { cases, payout, reconciliation } = useWords();
  const mayDecide = useMay('cases:decide');
  const choice: Column<Break> = {
    id: 'choice',
    title: reconciliation.choose,
    cell: each => (
      <Chooser label={each.detail} ids={openIds(caseOf(each))} chosen={chosen} setChosen={setChosen} />
    ),
  };
  return [
    ...(mayDecide ? [choice] : []),
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
    { id: 'status', title: payout.status, cell: each => <Status of={caseOf(each)?.status ?? 'OPEN'} /> },
    {
      id: 'payout',
      title: payout.title,
      cell: ({ payoutId }) => (payoutId === null ? '—' : <Id id={payoutId} to={`/payouts/${payoutId}`} />),
    },
    { id: 'since', title: reconciliation.since, cell: ({ since }) => <Time at={since} /> },
  ];
}

interface ChooserProps {
  readonly label: string;
  /** Empty where the case is not open. */
  readonly ids: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly setChosen: (ids: ReadonlySet<string>) => void;
}

function Chooser({ label, ids: [id], chosen, setChosen }: ChooserProps) {
  if (id === undefined) return null;
  const toggle = (isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={chosen.has(id)}
      onChange={({ target }) => toggle(target.checked)}
    />
  );
}
