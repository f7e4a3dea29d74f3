import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');
const SCRIPT = join(ROOT, 'scripts/third-party-notices.mjs');
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Lock {
  readonly packages: Readonly<Record<string, { version?: string; dev?: boolean; link?: boolean }>>;
}

/** The packages that the lock file lists for the service at run time. */
function locked(): string[] {
  const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
  const ids = Object.entries(packages)
    .filter(([path, { dev, link }]) => /(^|\/)node_modules\//.test(path) && !dev && !link)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)} ${version}`);
  return [...new Set(ids)].sort();
}

const noticed = (): string[] =>
  [...textOf('THIRD-PARTY-NOTICES.txt').matchAll(/^(\S+ \S+)\nLicence: ./gm)].map(([, id]) => id!).sort();

describe('THIRD-PARTY-NOTICES.txt', () => {
  it('names exactly the packages and versions that the service needs at run time', () => {
    expect(noticed()).toEqual(locked());
    expect(noticed()).toEqual(expect.arrayContaining([expect.stringMatching(/^@nestjs\/core \d/)]));
  });

  it('has the text that the script writes', async () => {
    await promisify(execFile)(process.execPath, [SCRIPT, '--check']);
  });

  it('gives a licence and a text for each package', () => {
    const text = textOf('THIRD-PARTY-NOTICES.txt');
    expect(text).not.toContain('Licence: not named');
    // The client of EventStoreDB contains no text. Its licence is Apache-2.0, and other packages contain that text.
    expect(text.match(/comes without a licence text/g)).toHaveLength(1);
  });
});
