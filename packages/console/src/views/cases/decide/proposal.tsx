import { useSession } from '../../../app/session/session';
import { useWords } from '../../../shared/i18n/words';
import { Money, Time, wordFor } from '../../../shared/ui/figures';
import { Events } from '../../../shared/ui/events';
import { Facts, Panel } from '../../../shared/ui/page';
import type { CaseOfPage } from './case-of-page';
import { EffectPreview } from './effect-preview';

/** The decision that one person proposed: its figures, its effect now, and what has happened since. */
export function Proposal({ of }: { readonly of: CaseOfPage }) {
  const { cases, kinds, common } = useWords();
  const { clientName } = useSession();
  const { decision, status } = of;
  if (!decision) return null;
  const isWaiting = status === 'PROPOSED';
  return (
    <div className="halves">
      <Panel title={`${cases.proposed}: ${wordFor(kinds, decision.type)}`}>
        <Facts
          of={[
            [cases.by, decision.proposedBy],
            [cases.proposed, <Time at={decision.proposedAt} />],
            [common.reason, decision.reason],
            ...(decision.feeAmount === null
              ? []
              : [[cases.fee, <Money amount={decision.feeAmount} />] as const]),
            ...(decision.confirmedBy === null ? [] : [[cases.confirm, decision.confirmedBy] as const]),
          ]}
        />
        {isWaiting && (
          <p className="small muted">{decision.proposedBy === clientName ? cases.own : cases.second}</p>
        )}
      </Panel>
      {isWaiting && (
        <Panel title={cases.effect}>
          <EffectPreview
            payoutId={decision.payoutId ?? of.payoutId}
            wanted={{
              decision: decision.type,
              ...(decision.feeAmount !== null && { feeAmount: decision.feeAmount }),
              ...(decision.amount !== null && { amount: decision.amount }),
            }}
          />
          <Since of={of} proposedAt={decision.proposedAt} />
        </Panel>
      )}
    </div>
  );
}

/** What the first person had not seen when they proposed. */
function Since({ of, proposedAt }: { readonly of: CaseOfPage; readonly proposedAt: string }) {
  const { cases } = useWords();
  const { payout, exchanges, notifications } = of.evidence;
  const later = [...payout, ...exchanges, ...notifications].filter(
    ({ recordedAt }) => recordedAt > proposedAt,
  );
  if (later.length === 0) return <p className="small">{cases.unchanged}</p>;
  return (
    <>
      <h3>{cases.changed}</h3>
      <Events of={later} />
    </>
  );
}
