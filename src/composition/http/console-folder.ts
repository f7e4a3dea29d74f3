import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The built console. It is found as a package, because a release has it in the place of any other package. */
export const consoleFolder = (): string =>
  join(dirname(createRequire(__filename).resolve('@holdfast/console/package.json')), 'dist');
