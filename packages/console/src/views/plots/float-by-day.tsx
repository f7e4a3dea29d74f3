import { useMemo } from 'react';
import type uPlot from 'uplot';
import { type Answer, answerOf, api, type Schema } from '../../shared/api/client';
import { useAnswer } from '../../shared/api/use-answer';
import { ZONE } from '../../shared/format/time';
import { useWords } from '../../shared/i18n/words';
import { Loaded } from '../../shared/ui/page';
import { line, Plot } from '../../shared/ui/plot';

type Floats = readonly Schema<'ProviderFloat'>[];

const DAYS = 14;
const DAY_MS = 86_400_000;
const TONES = ['accent', 'warn', 'info', 'good'];
const dayOf = (atMs: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE } as const).format(atMs);

/** The days before today, the oldest first: a day counts up to its end. */
const pastDays = (nowMs: number): string[] =>
  Array.from({ length: DAYS - 1 }, (_, index) => dayOf(nowMs - (DAYS - 1 - index) * DAY_MS));

/** What the books expect at each provider, at the end of each day and now. */
export function FloatByDay() {
  const days = useMemo(() => pastDays(Date.now()), []);
  const found = useAnswer(['float-by-day', days], () => readDays(days), { live: false });
  return <Loaded query={found}>{({ body }) => <Days days={days} floats={body} />}</Loaded>;
}

/** One answer for each day, and one for now. */
async function readDays(days: readonly string[]): Promise<Answer<readonly Floats[]>> {
  const read = (asOf?: string) => {
    const query = asOf === undefined ? {} : ({ asOf, timeZone: ZONE } as const);
    return answerOf(api.GET('/v1/ledger/provider-floats', { params: { query } }));
  };
  const answers = await Promise.all([...days.map(read), read()]);
  return { body: answers.map(({ body }) => body.floats), position: answers.at(-1)!.position };
}

interface DaysProps {
  readonly days: readonly string[];
  readonly floats: readonly Floats[];
}

function Days({ days, floats }: DaysProps) {
  const { plots } = useWords();
  const names = useMemo(() => [...new Set(floats.flat().map(nameOf))].sort(), [floats]);
  const data = useMemo(
    (): uPlot.AlignedData => [
      floats.map((_, at) => at),
      ...names.map(name => floats.map(day => expectedOf(day.find(float => nameOf(float) === name)))),
    ],
    [floats, names],
  );
  const series = useMemo(() => names.map((name, index) => line(name, TONES[index % TONES.length]!)), [names]);
  const label = useMemo(
    () => (at: number) =>
      at === days.length ? plots.now : (days[at]?.slice(5).split('-').reverse().join('/') ?? ''),
    [days, plots.now],
  );
  return <Plot label={plots.float} data={data} series={series} name={label} />;
}

const nameOf = ({ provider, currency }: Floats[number]): string => `${provider} ${currency}`;

/** A plot needs a number: it shows no digit by which the books could differ. */
const expectedOf = (float: Floats[number] | undefined): number | null =>
  float === undefined ? null : Number(float.expected);
