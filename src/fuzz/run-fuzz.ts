import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsOrExit, showProgress } from '../command-line/settings';
import { startHoldfast } from '../main';
import { silentLogger } from '../shared/logging';
import { systemRandom } from '../shared/random';
import { fuzz, type FuzzResult } from './fuzz';

const KEY = 'fuzz-key-of-this-run-only-0123456789';
const MAX_SEED = 2 ** 31;
const SHOWN_FAULTS = 20;
const PROGRESS_EVERY = 500;

export interface FuzzOptions {
  readonly seed?: string;
  readonly json?: boolean;
}

/**
 * Fuzzes a service of its own in a fresh folder, which is deleted afterwards. Exit code 1 when an answer is a 5xx or not in
 * the OpenAPI document.
 */
export async function runFuzz(requests: string, { seed, json = false }: FuzzOptions): Promise<void> {
  const [count, drawn] = [numberIn(requests), seed === undefined ? undefined : numberIn(seed)];
  const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-fuzz-'));
  try {
    show(await fuzzIn(dataDir, count, drawn ?? systemRandom.below(MAX_SEED)), json);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @throws {Error} for another text than a whole number from 0 to 2,147,483,647 */
function numberIn(text: string): number {
  const number = Number(text);
  if (/^\d{1,10}$/.test(text) && number < MAX_SEED) return number;
  throw new Error(`${text} is no whole number below ${MAX_SEED}`);
}

interface SeededResult extends FuzzResult {
  readonly seed: number;
}

async function fuzzIn(dataDir: string, count: number, seed: number): Promise<SeededResult> {
  const settings = settingsOrExit({ DATA_DIR: dataDir, PORT: '0', ADMIN_API_KEY: KEY });
  const service = await startHoldfast({ settings, logger: silentLogger });
  try {
    const onProgress = (sent: number) => {
      if (sent % PROGRESS_EVERY === 0) showProgress(`${sent} of ${count} requests`);
    };
    return { ...(await fuzz({ url: service.url, key: KEY, count, seed, onProgress })), seed };
  } finally {
    await service.stop();
    showProgress('');
  }
}

function show(result: SeededResult, json: boolean): void {
  if (result.faults.length > 0) process.exitCode = 1;
  if (json) return console.log(JSON.stringify(result));
  const { sent, statuses, faults, residentMiB, seed } = result;
  console.log(`${sent} requests, seed ${seed}`);
  for (const [status, count] of Object.entries(statuses)) console.log(`  ${status}  ${count}`);
  console.log(`resident memory after each tenth: ${residentMiB.join(', ')} MiB`);
  for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(`WRONG ${fault}`);
  console.log(
    faults.length === 0
      ? 'every answer is in the document'
      : `${faults.length} answers are not in the document`,
  );
}
