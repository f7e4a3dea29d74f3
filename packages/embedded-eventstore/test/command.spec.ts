import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './support';

const PACKAGE = join(__dirname, '..');
const COMMAND = join(PACKAGE, 'bin', 'embedded-eventstore.mjs');

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [...args]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );

describe('the command embedded-eventstore', () => {
  it.each([[['--help']], [['verify', '--help']], [['copy', '--help']]])(
    'names itself in the help of %p',
    async args => {
      expect((await run(COMMAND, ...args)).stdout).toMatch(/^Usage: embedded-eventstore /);
    },
  );

  it('says how to build the package when it is not built', async () => {
    const folder = temporaryFolder('not-built');
    await mkdir(join(folder.path, 'bin'));
    await cp(COMMAND, join(folder.path, 'bin', 'command.mjs'));
    const result = await run(join(folder.path, 'bin', 'command.mjs'));
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('npm run build --workspace embedded-eventstore');
    folder.remove();
  });
});

/** A marker of the configuration stream, on disk since the first version: it is never renamed. */
const ON_DISK = "'holdfast-1'";
const OTHER_DOMAIN = /payout|payment|provider|ledger|webhook|holdfast|customer|\bpix\b|\bpsp\b/i;

const hasOtherDomain = (line: string): boolean => OTHER_DOMAIN.test(line.replace(ON_DISK, ''));

describe('the sources of the server', () => {
  it.each(['a payout ended', 'const webhookUrl = 1;', 'the ledger', "const NAME = 'holdfast';"])(
    'would be caught with a line like %p',
    line => {
      expect(hasOtherDomain(line)).toBe(true);
    },
  );

  it('contain no word of any application that uses it', () => {
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
    expect(lines.filter(hasOtherDomain)).toEqual([]);
  });
});
