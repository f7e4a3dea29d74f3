/**
 * The bench: `npm run bench` takes every figure, `npm run bench -- NAME` one of them. bench/README.md says how they are
 * taken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FIGURES } from './figures/all';
import type { Context, Figure, FigureResult } from './figures/figure';
import { figureText, machineText } from './report/markdown';
import { writeResult } from './report/write-results';
import { ROOT } from './sides/paths';

const FULL = { rounds: 5, turnMs: 3_000, warmUpMs: 20_000, seeded: 100_000, divisor: 1 };
/** Enough to see that everything works; its figures mean nothing and are not written. */
const QUICK = { rounds: 1, turnMs: 300, warmUpMs: 300, seeded: 1_000, divisor: 100 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const chosen =
    positionals.length === 0 ? FIGURES : FIGURES.filter(({ name }) => positionals.includes(name));
  if (values.help || chosen.length < positionals.length) return help();
  console.log(machineText());
  for (const figure of chosen) {
    const result = await take(figure, values.quick);
    console.log(`\n${figureText(result, '')}`);
    if (!values.quick) await writeResult(join(ROOT, 'bench'), figure.name, result);
  }
}

async function take(figure: Figure, isQuick: boolean): Promise<FigureResult> {
  const { divisor, ...sizes } = isQuick ? QUICK : FULL;
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
  const scale = (count: number) => Math.max(1, Math.ceil(count / divisor));
  const context: Context = { ...sizes, folder, scale };
  try {
    return await figure.run(context);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function help(): void {
  const names = FIGURES.map(({ name }) => name).join(', ');
  console.log(`npm run bench [-- [--quick] NAME…], where NAME is one of: ${names}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
