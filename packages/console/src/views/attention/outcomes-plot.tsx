import { useMemo } from 'react';
import type uPlot from 'uplot';
import { answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { ZONE } from '../../shared/format/time';
import { useWords, type Words } from '../../shared/i18n/words';
import { Loaded } from '../../shared/ui/page';
import { bars, colour, Plot } from '../../shared/ui/plot';

const DAYS = 14;
const DAY_MS = 86_400_000;
const dayOf = (atMs: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(atMs);

/** The last days, the oldest first. */
const lastDays = (nowMs: number): string[] =>
  Array.from({ length: DAYS }, (_, index) => dayOf(nowMs - (DAYS - 1 - index) * DAY_MS));

const OUTCOMES = [
  ['COMPLETED', 'good', ['COMPLETED', 'RETURNED', 'PARTIALLY_RETURNED']],
  ['FAILED', 'bad', ['FAILED', 'REJECTED']],
  ['PROCESSING', 'info', ['PROCESSING', 'AWAITING_APPROVAL', 'OUTCOME_UNKNOWN']],
] as const;

/** How many payouts of each day ended how: bars that stand on each other. */
export function OutcomesPlot() {
  const days = useMemo(() => lastDays(Date.now()), []);
  const query = { from: days[0]!, to: dayOf(Date.now() + DAY_MS) };
  const totals = useAnswer(
    ['totals', query],
    () => answerOf(api.GET('/v1/ledger/totals', { params: { query } })),
    {
      live: false,
    },
  );
  return <Loaded query={totals}>{({ body }) => <Outcomes days={days} lines={body.lines} />}</Loaded>;
}

interface OutcomesProps {
  readonly days: readonly string[];
  readonly lines: readonly Schema<'TotalsLine'>[];
}

function Outcomes({ days, lines }: OutcomesProps) {
  const { attention, statuses } = useWords();
  const data = useMemo(() => stacked(days, lines), [days, lines]);
  const series = useMemo(() => seriesOf(statuses), [statuses]);
  const name = useMemo(() => (at: number) => days[at]?.slice(5).split('-').reverse().join('/') ?? '', [days]);
  return <Plot label={attention.perDay} data={data} series={series} name={name} />;
}

/** The first outcome stands on the others, so it is drawn first and the others before it. */
function stacked(days: readonly string[], lines: OutcomesProps['lines']): uPlot.AlignedData {
  const counts = OUTCOMES.map(([, , statuses]) =>
    days.map(day => countOf(lines.filter(line => line.day === day && isOneOf(statuses, line.status)))),
  );
  const upTo = counts.map((_, index) =>
    days.map((_day, at) => counts.slice(index).reduce((sum, outcome) => sum + outcome[at]!, 0)),
  );
  return [days.map((_, at) => at), ...upTo];
}

const countOf = (lines: OutcomesProps['lines']): number => lines.reduce((sum, { count }) => sum + count, 0);
const isOneOf = (statuses: readonly string[], status: string): boolean => statuses.includes(status);

const seriesOf = (statuses: Words['statuses']): uPlot.Series[] =>
  OUTCOMES.map(([status, tone]) => ({
    label: statuses[status],
    stroke: colour(tone),
    fill: colour(tone),
    width: 0,
    paths: bars(),
    points: { show: false },
  }));
