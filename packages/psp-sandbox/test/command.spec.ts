import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = join(__dirname, '..');
const COMMAND = join(PACKAGE, 'bin', 'psp-sandbox.mjs');

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [...args]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );

describe('the command psp-sandbox', () => {
  it('names itself in its help', async () => {
    expect((await run(COMMAND, '--help')).stdout).toMatch(/^Usage: psp-sandbox /);
  });

  it('says how to build the package when it is not built', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'psp-sandbox-'));
    await mkdir(join(folder, 'bin'));
    await cp(COMMAND, join(folder, 'bin', 'command.mjs'));
    const result = await run(join(folder, 'bin', 'command.mjs'));
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('npm run build --workspace psp-sandbox');
    await rm(folder, { recursive: true });
  });
});

/** Words of a client that keeps books: a provider does not know them. */
const CLIENT_WORDS =
  /holdfast|\bholds?\b|\bcaptures?\b|\bsaga\b|\bdecider|\bprojection|read model|trial balance/i;

describe('the sources of the simulators', () => {
  it.each(['releases the hold', 'the saga polls', 'a Holdfast service'])(
    'would be caught with a line like %p',
    line => {
      expect(line).toMatch(CLIENT_WORDS);
    },
  );

  it('contain no word of a client', () => {
    const source = join(PACKAGE, 'src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file =>
      file.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(50);
    const lines = files.flatMap(file =>
      readFileSync(join(source, file), 'utf8')
        .split('\n')
        .map(line => `${file}: ${line}`),
    );
    expect(lines.filter(line => CLIENT_WORDS.test(line))).toEqual([]);
  });
});
