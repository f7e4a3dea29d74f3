import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../shared/api/client';
import { useWords } from '../../shared/i18n/words';
import { wordFor } from '../../shared/ui/figures';
import { Panel } from '../../shared/ui/page';

type Import = Schema<'StatementImport'>;

/** How the import of a large file goes. Once it is complete its result takes the place of this page. */
export function ImportProgress({ of }: { readonly of: Import }) {
  const { reconciliation, importStates } = useWords();
  const [, go] = useLocation();
  const { state, reconciliationId, id, lines, linesRecorded, problem } = of;
  useEffect(() => {
    if (reconciliationId !== null && reconciliationId !== id)
      go(`/reconciliations/${reconciliationId}`, { replace: true });
  }, [reconciliationId, id, go]);
  return (
    <Panel title={reconciliation.import} aside={wordFor(importStates, state)}>
      {state === 'RUNNING' && (
        <>
          <progress aria-label={reconciliation.import} value={linesRecorded} max={lines ?? undefined} />
          <p className="small muted" role="status">
            {lines === null ? reconciliation.reading : `${linesRecorded} / ${lines}`}
          </p>
        </>
      )}
      {problem !== null && (
        <div className="note" data-tone="bad" role="alert">
          <p>{problem.detail}</p>
          <p className="mono small muted">{problem.code}</p>
        </div>
      )}
    </Panel>
  );
}
