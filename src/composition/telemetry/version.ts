import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The service's version, as package.json has it. The file stands beside the folder of the sources and of the build. */
export const VERSION: string = (
  JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as { version: string }
).version;
