import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

/** One file of each room; its text is replaced by the planted one for the linter only. */
const FILES = [
  'src/domain/payout/payout.ts',
  'src/commands/payouts/payout-repository.ts',
  'src/saga/payouts/payout.process.ts',
  'src/projections/writer/read-model-writer.ts',
  'src/audit/books.ts',
];

type Plant = readonly [what: string, line: string];

const PLANTS: readonly Plant[] = [
  ['the time in milliseconds', 'export const a = Date.now();'],
  ['the clock passed on', 'export const b = Date.now;'],
  ['the present time', 'export const c = new Date();'],
  ['the present time as text', 'export const d = Date();'],
  ['the clock of the process', 'export const e = performance.now();'],
  ['chance', 'export const f = Math.random();'],
  ['a random id', "import { randomUUID } from 'node:crypto'; export const g = randomUUID();"],
  ['the real clock', "import { systemClock } from '../shared/clock'; export const h = systemClock;"],
  ['a timer', 'setTimeout(() => {}, 1);'],
];

const AUDIT_PLANTS: readonly Plant[] = [
  ['an append', 'export const i = (store: { append(): void }) => store.append();'],
  [
    'the whole port',
    "import type { EventStore } from '../event-store/event-store'; export type J = EventStore;",
  ],
];

const ALLOWED: readonly Plant[] = [
  ['a given time', 'export const k = (now: string) => new Date(now);'],
  ['a given clock', 'export const l = (clock: { now(): Date }) => clock.now();'],
];

const plantsOf = (file: string): readonly Plant[] => [
  ...PLANTS,
  ...(file.startsWith('src/audit/') ? AUDIT_PLANTS : []),
  ...ALLOWED,
];

/**
 * The linter is an ES module and needs a process of its own. Rules that need types are left out: without them it has no
 * program to build. Prints each file's faulty lines, counted from one.
 */
const LINT = `
  import { ESLint } from 'eslint';
  const typed = ['no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'];
  const eslint = new ESLint({
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: null } },
      rules: Object.fromEntries(typed.map(rule => ['@typescript-eslint/' + rule, 'off'])),
    },
  });
  const lines = {};
  for (const [filePath, text] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText(text, { filePath });
    lines[filePath] = messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ line }) => line);
  }
  console.log(JSON.stringify(lines));
`;

async function lint(): Promise<Record<string, number[]>> {
  const texts = FILES.map(file => [
    file,
    plantsOf(file)
      .map(([, line]) => line)
      .join('\n'),
  ]);
  const args = ['--input-type=module', '-e', LINT, JSON.stringify(texts)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return JSON.parse(stdout) as Record<string, number[]>;
}

describe('clock and chance are handed in', () => {
  let faulty: Record<string, number[]>;
  beforeAll(async () => {
    faulty = await lint();
  });

  const rows = FILES.flatMap(file => plantsOf(file).map(([what], index) => [what, file, index + 1] as const));
  it.each(rows)('%s in %s', (what, file, line) => {
    const mayBe = ALLOWED.some(([allowed]) => allowed === what);
    expect(faulty[file]?.includes(line)).toBe(!mayBe);
  });
});
