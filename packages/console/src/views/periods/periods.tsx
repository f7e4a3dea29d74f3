import { useState } from 'react';
import { ActionDialog } from '../../shared/actions/action-dialog';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Time } from '../../shared/ui/figures';
import { MonthFilter, useFilter } from '../../shared/ui/filters';
import { Facts, Loaded, Page, Panel } from '../../shared/ui/page';
import { Blockers } from './blockers';
import { Seal } from './seal';

type Period = Schema<'PeriodWithBlockers'>;

/** The last month that is over on the clock of São Paulo. */
function lastMonth(): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo' }).format(new Date());
  const [year, month] = today.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}

/** One month of the books: what keeps it open, its seal, and who wants it open again. */
export function Periods() {
  const { nav, periods } = useWords();
  const [chosen] = useFilter('period');
  const period = chosen || lastMonth();
  const path = { params: { path: { period } } };
  const found = useAnswer(['period', period], () => answerOf(api.GET('/v1/periods/{period}', path)));
  return (
    <Page title={nav.periods} about={periods.about} position={found.data?.position ?? null}>
      <div className="filters">
        <MonthFilter name="period" label={periods.month} standard={period} />
      </div>
      <Loaded query={found}>{({ body }) => <OnePeriod of={body} />}</Loaded>
    </Page>
  );
}

function OnePeriod({ of }: { readonly of: Period }) {
  const { periods, payout } = useWords();
  return (
    <>
      <Panel title={of.period} aside={<Actions of={of} />}>
        <Facts
          of={[
            [payout.status, of.seal ? periods.closed : periods.open],
            [periods.from, <Time at={of.from} />],
            [periods.to, <Time at={of.to} />],
          ]}
        />
        {of.reopening && (
          <p className="note" data-tone="warn">
            {periods.proposed} {of.reopening.proposedBy}: {of.reopening.reason}
          </p>
        )}
      </Panel>
      {of.seal ? <Seal of={of.seal} period={of.period} /> : <Blockers of={of.blockers} />}
    </>
  );
}

/** Closes the month, or opens it again. */
function Actions({ of }: { readonly of: Period }) {
  const { periods } = useWords();
  const [isAsking, setAsking] = useState(false);
  const others = of.blockers.filter(({ kind }) => kind !== 'SUSPENSE');
  const action = of.seal ? periods.reopen : periods.close;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={!of.seal && others.length > 0}
        onClick={() => setAsking(true)}
      >
        {action}
      </button>
      {isAsking && (
        <ActionDialog
          title={`${action}: ${of.period}`}
          confirm={action}
          danger={of.seal !== null}
          asksReason={of.seal !== null || of.blockers.length > 0}
          onClose={() => setAsking(false)}
          send={({ reason }) => send(of, reason)}
        >
          <p>{of.seal ? periods.reopenEffect : periods.closeEffect}</p>
          {!of.seal && of.blockers.length > 0 && <p>{periods.suspenseEffect}</p>}
        </ActionDialog>
      )}
    </>
  );
}

async function send({ period, seal }: Period, reason: string): Promise<unknown> {
  const params = { path: { period } };
  if (seal) return answerOf(api.POST('/v1/periods/{period}/reopen', { params, body: { reason } }));
  const body = reason === '' ? {} : { acceptSuspenseBecause: reason };
  return answerOf(api.POST('/v1/periods/{period}/close', { params, body }));
}
