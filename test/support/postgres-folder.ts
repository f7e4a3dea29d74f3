import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locateBinaries } from '../../src/backing/embedded-postgres/binaries';
import { ensureCluster } from '../../src/backing/embedded-postgres/cluster';

/** Another user and other programs have another one. */
function patternFolder(): string {
  const { size, mtimeMs } = statSync(locateBinaries().postgres);
  return join(tmpdir(), `holdfast-postgres-pattern-${process.getuid?.()}-${size}-${Math.floor(mtimeMs)}`);
}

/**
 * Puts an empty PostgreSQL with its password into a data folder, as the first start makes it. It is made once on a machine
 * and copied afterwards: a first start takes a second of a processor, and most tests are about something else.
 */
export async function givePostgres(dataDir: string): Promise<void> {
  const pattern = patternFolder();
  if (!existsSync(pattern)) await makePattern(pattern);
  await promisify(execFile)('cp', ['-a', `${pattern}/.`, dataDir]);
}

async function makePattern(pattern: string): Promise<void> {
  const made = await mkdtemp(`${pattern}-`);
  await ensureCluster(made, locateBinaries(), AbortSignal.timeout(60_000));
  try {
    await rename(made, pattern);
  } catch {
    // Another process was faster.
    await rm(made, { recursive: true, force: true });
  }
}
