import { useMemo } from 'react';
import type uPlot from 'uplot';
import type { Schema } from '../../shared/api/client';
import { formatHour } from '../../shared/format/time';
import { useWords } from '../../shared/i18n/words';
import { bars, colour, line, Plot } from '../../shared/ui/plot';

type Hour = Schema<'PayoutHour'>;

interface HoursProps {
  readonly hours: readonly string[];
  /** An hour without payouts is left out of it. */
  readonly of: readonly Hour[];
}

const SECOND_MS = 1_000;

/** How many payouts of each hour ended how: bars that stand on each other. */
export function OutcomesByHour({ hours, of }: HoursProps) {
  const { plots, statuses } = useWords();
  const data = useMemo(() => {
    const found = byHour(of);
    const counts = hours.map(hour => found.get(hour));
    // The first outcome stands on the others, so its bar reaches as high as all of them.
    return [
      hours.map((_, at) => at),
      counts.map(each => (each ? each.completed + each.failed + each.open : 0)),
      counts.map(each => (each ? each.failed + each.open : 0)),
      counts.map(each => each?.open ?? 0),
    ] satisfies uPlot.AlignedData;
  }, [hours, of]);
  const series = useMemo(() => {
    const filled = (label: string, tone: string): uPlot.Series => ({
      ...{ label, stroke: colour(tone), fill: colour(tone), width: 0 },
      ...{ paths: bars(), points: { show: false } },
    });
    return [
      filled(statuses.COMPLETED, 'good'),
      filled(statuses.FAILED, 'bad'),
      filled(statuses.PROCESSING, 'info'),
    ];
  }, [statuses]);
  return <Plot label={plots.outcomes} data={data} series={series} name={useNames(hours)} />;
}

/** From the request to the completion, of the payouts of each hour, in seconds. */
export function SettleTimes({ hours, of }: HoursProps) {
  const { plots } = useWords();
  const data = useMemo(() => {
    const found = byHour(of);
    const seconds = (pick: (hour: Hour) => number | null) =>
      hours.map(hour => {
        const each = found.get(hour);
        const ms = each ? pick(each) : null;
        return ms === null ? null : ms / SECOND_MS;
      });
    return [
      hours.map((_, at) => at),
      seconds(({ settleP50Ms }) => settleP50Ms),
      seconds(({ settleP99Ms }) => settleP99Ms),
    ] satisfies uPlot.AlignedData;
  }, [hours, of]);
  const series = useMemo(() => [line('p50', 'accent'), line('p99', 'warn')], []);
  return <Plot label={plots.settle} data={data} series={series} name={useNames(hours)} />;
}

const byHour = (of: readonly Hour[]): ReadonlyMap<string, Hour> => new Map(of.map(each => [each.hour, each]));

/** Text of an hour by its place in the list. */
const useNames = (hours: readonly string[]) =>
  useMemo(() => (at: number) => (hours[at] === undefined ? '' : formatHour(hours[at])), [hours]);
