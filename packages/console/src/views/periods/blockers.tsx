import { Link } from 'wouter';
import type { Schema } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { wordFor } from '../../shared/ui/figures';
import { Panel } from '../../shared/ui/page';

type Blocker = Schema<'PeriodBlocker'>;

const SHOWN = 20;

/** Where a person ends what keeps the month open. */
const PLACES: Partial<Record<Blocker['kind'], (id: string) => string>> = {
  OUTCOME_UNKNOWN: id => `/payouts/${id}`,
  APPROVAL_WAITING: () => '/approvals',
  BREAK_OPEN: id => `/cases/${id}`,
  SUSPENSE: id => `/journal?ledgerAccount=${encodeURIComponent(id)}`,
};

/** The checklist of a month: everything that is in the way, and where it ends. */
export function Blockers({ of }: { readonly of: readonly Blocker[] }) {
  const { periods } = useWords();
  return (
    <Panel title={periods.blockers}>
      {of.length === 0 ? (
        <p className="empty">{periods.nothingInTheWay}</p>
      ) : (
        <ul className="plain">
          {of.map(each => (
            <li key={each.kind}>
              <OneBlocker of={each} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function OneBlocker({ of: { kind, detail, ids } }: { readonly of: Blocker }) {
  const { blockers } = useWords();
  const place = PLACES[kind];
  return (
    <>
      <h3>{wordFor(blockers, kind)}</h3>
      <p className="small muted">{detail}</p>
      {place && (
        <p className="mono small">
          {ids.slice(0, SHOWN).map(id => (
            <span key={id}>
              <Link href={place(id)}>{id}</Link>{' '}
            </span>
          ))}
          {ids.length > SHOWN && `+ ${ids.length - SHOWN}`}
        </p>
      )}
    </>
  );
}
