import type { Schema } from '../../../shared/api/client';
import { useWords } from '../../../shared/i18n/words';
import { Events } from '../../../shared/ui/events';
import { Panel } from '../../../shared/ui/page';

/** What we recorded, beside what the provider said. */
export function Evidence({ of }: { readonly of: Schema<'CaseEvidence'> }) {
  const { cases } = useWords();
  return (
    <div className="halves">
      <div className="stack">
        <Panel title={cases.cause}>
          <Events of={of.cause} />
        </Panel>
        <Panel title={cases.payoutEvents}>
          <Events of={of.payout} />
        </Panel>
      </div>
      <div className="stack">
        <Panel title={cases.notifications}>
          <Events of={of.notifications} />
        </Panel>
        <Panel title={cases.exchanges}>
          <Events of={of.exchanges} />
        </Panel>
      </div>
    </div>
  );
}
