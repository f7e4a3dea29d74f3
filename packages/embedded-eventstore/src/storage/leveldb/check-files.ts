import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CorruptDataError } from '../corrupt-data';
import { faultOfTable } from './check-table';
import { readManifest, type Manifest } from './manifest';
import { parseRecordFile } from './record-file';

/**
 * Checks LevelDB's files before LevelDB opens them, because LevelDB silently drops broken parts of its logs and
 * verifies no checksum of a table. The check only reads. It accepts what a crash can leave: files that the manifest
 * does not name, and an incomplete end of the last log. The batch at that end was never acknowledged.
 * @throws {CorruptDataError} with the name of the damaged file
 */
export function checkLevelDbFiles(directory: string): void {
  if (!existsSync(directory)) return;
  const names = readdirSync(directory);
  if (!names.includes('CURRENT')) return checkUnborn(names);
  const manifest = loadManifest(directory, names);
  for (const [number, bytes] of manifest.tables) checkTable(directory, names, number, bytes);
  checkLogs(directory, names, manifest);
}

/**
 * Without the file CURRENT, LevelDB would create an empty database. Only a folder whose process ended before it wrote
 * CURRENT may lack it.
 */
function checkUnborn(names: readonly string[]): void {
  if (names.some(name => /^\d+\.(log|ldb|sst)$/.test(name))) throw damage('CURRENT', 'it is missing');
}

function loadManifest(directory: string, names: readonly string[]): Manifest {
  const name = readFileSync(join(directory, 'CURRENT'), 'utf8').replace(/\n$/, '');
  if (!/^MANIFEST-\d+$/.test(name)) throw damage('CURRENT', 'it does not name a manifest');
  if (!names.includes(name)) throw damage(name, 'it is missing');
  const { records, damagedAt } = parseRecordFile(readFileSync(join(directory, name)));
  if (damagedAt !== undefined) throw damage(name, `the record at byte ${damagedAt} is broken`);
  if (records.length === 0) throw damage(name, 'it has no whole record');
  try {
    return readManifest(records);
  } catch (error) {
    throw damage(name, String(error));
  }
}

function checkTable(directory: string, names: readonly string[], number: number, bytes: number): void {
  const base = String(number).padStart(6, '0');
  const name = [`${base}.ldb`, `${base}.sst`].find(candidate => names.includes(candidate));
  if (!name) throw damage(`${base}.ldb`, 'it is missing');
  const fault = faultOfTable(join(directory, name), bytes);
  if (fault) throw damage(name, fault);
}

/**
 * Every batch has the number of its first operation, so the check finds a lost batch. The log that the manifest names
 * must exist, because LevelDB removes it only after a newer manifest record.
 */
function checkLogs(directory: string, names: readonly string[], manifest: Manifest): void {
  const logs = names.filter(name => /^\d+\.log$/.test(name) && Number.parseInt(name) >= manifest.logNumber);
  logs.sort((a, b) => Number.parseInt(a) - Number.parseInt(b));
  const first = `${String(manifest.logNumber).padStart(6, '0')}.log`;
  if (manifest.logNumber > 0 && !logs.includes(first)) throw damage(first, 'it is missing');
  let next: number | undefined;
  let torn: { name: string; at: number } | undefined;
  for (const name of logs) {
    const { records, tornAt, damagedAt } = parseRecordFile(readFileSync(join(directory, name)));
    if (damagedAt !== undefined) throw damage(name, `the batch at byte ${damagedAt} is broken`);
    if (torn && records.length > 0) throw damage(torn.name, `the batch at byte ${torn.at} is broken`);
    for (const record of records) next = afterBatch(name, record, next, manifest);
    if (tornAt !== undefined) torn = { name, at: tornAt };
  }
  if (next !== undefined && next <= manifest.lastSequence) throw damage(logs.at(-1)!, 'its end is missing');
}

/** The number that the next batch must have. */
function afterBatch(
  name: string,
  batch: Buffer,
  next: number | undefined,
  { lastSequence }: Manifest,
): number {
  if (batch.length < 12) throw damage(name, 'a batch has no head');
  const sequence = Number(batch.readBigUInt64LE(0));
  if (next === undefined ? sequence > lastSequence + 1 : sequence !== next) {
    throw damage(name, `a batch before the one numbered ${sequence} is missing`);
  }
  return sequence + batch.readUInt32LE(8);
}

const damage = (file: string, what: string): CorruptDataError =>
  new CorruptDataError(`The file ${file} of the data folder is damaged: ${what}.`);
