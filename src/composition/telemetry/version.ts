import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The service's version, as its package.json has it; `unknown` where a build stands apart from it. */
export const VERSION: string = versionFrom(__dirname);

/** Looks in the folder and in those above it: sources and builds stand at different depths. */
function versionFrom(folder: string): string {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
  if (manifest?.name === 'holdfast') return manifest.version;
  const above = dirname(folder);
  return above === folder ? 'unknown' : versionFrom(above);
}

interface Manifest {
  readonly name?: string;
  readonly version: string;
}
