import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
}

it('takes a figure of every side', () => {
  const compiled = run('node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.json');
  expect(compiled).toMatchObject({ status: 0, stdout: '' });
  const { status, stdout, stderr } = run(
    'node_modules/.cache/holdfast-bench/bench/main.js',
    '--quick',
    'accept-one',
  );
  expect([status, stderr]).toEqual([0, '']);
  const sides = [...stdout.matchAll(/^\| (\w+) \| ([\d.,]+) \|/gm)].map(([, side, perSecond]) => [
    side,
    Number(perSecond!.replace(',', '')) > 0,
  ]);
  expect(sides).toEqual([
    ['Holdfast', true],
    ['function', true],
    ['classic', true],
  ]);
});
