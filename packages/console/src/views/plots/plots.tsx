import { useMemo } from 'react';
import { useMay } from '../../app/session/session';
import { answerOf, api } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { useAnswer } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { ChoiceFilter, useFilter } from '../../shared/ui/filters';
import { Loaded, Page, Panel } from '../../shared/ui/page';
import { FloatByDay } from './float-by-day';
import { OutcomesByHour, SettleTimes } from './hours-plots';

const PROVIDERS = ['connectpsp', 'ntxpay'] as const;
const HOURS = 48;
const HOUR_MS = 3_600_000;

/** The hours that are drawn, the oldest first, each by its beginning. */
const lastHours = (nowMs: number): string[] => {
  const last = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, index) =>
    new Date(last - (HOURS - 1 - index) * HOUR_MS).toISOString(),
  );
};

/** Payouts per hour by outcome, the time to settle, and the float over days. */
export function Plots() {
  const { plots, payout, common } = useWords();
  const [provider] = useFilter('provider');
  const hours = useMemo(() => lastHours(Date.now()), []);
  const query = filled({ from: hours[0], provider }) as { from: string };
  const found = useAnswer(['payout-hours', query], () =>
    answerOf(api.GET('/v1/payout-hours', { params: { query } })),
  );
  const maySeeBooks = useMay('ledger:read');
  return (
    <Page title={plots.title} about={plots.about} position={found.data?.position ?? null}>
      <div className="filters">
        <ChoiceFilter
          name="provider"
          label={payout.provider}
          all={common.all}
          choices={PROVIDERS.map(name => [name, name])}
        />
      </div>
      <Loaded query={found}>
        {({ body }) => (
          <>
            <Panel title={plots.outcomes}>
              <OutcomesByHour hours={hours} of={body.hours} />
            </Panel>
            <Panel title={plots.settle} aside={plots.settleAbout}>
              <SettleTimes hours={hours} of={body.hours} />
            </Panel>
          </>
        )}
      </Loaded>
      {maySeeBooks && (
        <Panel title={plots.float} aside={plots.floatAbout}>
          <FloatByDay />
        </Panel>
      )}
    </Page>
  );
}
