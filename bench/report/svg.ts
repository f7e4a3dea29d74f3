import type { FigureResult } from '../figures/figure';

const WIDTH = 640;
const ROW = 34;
const LEFT = 110;
const RIGHT = 90;
const TOP = 40;
const COLOURS = ['#1f6f8b', '#c0803a', '#7a7a7a'];

/** A bar for each side, and a mark for each of its turns, so that the noise is seen. */
export function plotOf({ title, rows, plotted }: FigureResult): string {
  const values = rows.map(({ summary }) => summary[plotted]);
  const turns = rows.map(({ summary }) => (plotted === 'perSecond' ? summary.turns : []));
  const most = Math.max(...values, ...turns.flat(), Number.MIN_VALUE);
  const x = (value: number) => LEFT + (value / most) * (WIDTH - LEFT - RIGHT);
  const unit = plotted === 'perSecond' ? '/s' : ' ms';
  const bars = rows.map(({ side }, index) => {
    const y = TOP + index * ROW;
    const value = values[index]!;
    const marks = turns[index]!.map(
      turn => `<circle cx="${x(turn).toFixed(1)}" cy="${y + 12}" r="3" fill="#222"/>`,
    );
    return [
      `<text x="${LEFT - 8}" y="${y + 16}" text-anchor="end">${escaped(side)}</text>`,
      `<rect x="${LEFT}" y="${y}" width="${(x(value) - LEFT).toFixed(1)}" height="24" fill="${COLOURS[index % 3]}"/>`,
      ...marks,
      `<text x="${(Math.max(x(value), ...turns[index]!.map(x)) + 8).toFixed(1)}" y="${y + 16}">${textOf(value)}${unit}</text>`,
    ].join('\n');
  });
  const height = TOP + rows.length * ROW + 6;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="22" font-size="15">${escaped(title)}</text>`,
    ...bars,
    '</svg>\n',
  ].join('\n');
}

const textOf = (value: number): string =>
  value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
