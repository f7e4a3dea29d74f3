import { cpus, release, totalmem, type } from 'node:os';
import type { FigureResult, Row } from '../figures/figure';

/** One figure: what it is, its table, and how it stands to its aim. */
export function figureText({ title, text, rows, aims }: FigureResult, plot: string): string {
  const header = ['', 'per second', 'p50', 'p99', 'CPU per payout', 'others used', 'each turn'];
  const aimed = aims.map(({ what, aim, measured }) => [what, aim, measured]);
  return [
    `## ${title}`,
    text,
    ...(rows.length > 0 ? [tableOf(header, rows.map(cellsOf))] : []),
    tableOf(['', 'aim', 'measured'], aimed),
    ...(rows.length > 0 ? [`![${title}](${plot})`] : []),
  ].join('\n\n');
}

function cellsOf({ side, summary }: Row): string[] {
  const cpu = Object.entries(summary.cpuMs).map(([part, ms]) => `${part} ${ms.toFixed(2)} ms`);
  return [
    side,
    numberText(summary.perSecond),
    `${summary.p50Ms.toFixed(1)} ms`,
    `${summary.p99Ms.toFixed(1)} ms`,
    cpu.join(', '),
    `${summary.othersCores.toFixed(2)} cores`,
    summary.turns.map(numberText).join(', '),
  ];
}

const numberText = (value: number): string =>
  value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The machine, in a sentence. */
export function machineText(): string {
  const processors = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const model = processors[0]?.model.trim() ?? 'unknown';
  return `${processors.length} × ${model}, ${memory} GiB of memory, ${type()} ${release().split('-')[0]}, Node ${process.version}`;
}
