import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { BackupDamagedError } from './errors';
import { writeDurably } from './durable-file';

/** A file of the backup: the events of a range of positions (both inclusive). */
export interface BackupFile {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Of the file as it is on disk: anybody can check it with `sha256sum`. */
  readonly sha256: string;
}

/** What a backup holds. Files that are not listed are no part of it. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** Without a gap, from position 1. */
  readonly files: readonly BackupFile[];
  /** SHA-256 of the last event as it was recorded. The next run finds the same event, or another history. */
  readonly lastEventSha256: string | null;
}

const FORMAT = 'embedded-eventstore-backup-1';
const NAME = 'manifest.json';
export const EMPTY_MANIFEST: Manifest = { format: FORMAT, files: [], lastEventSha256: null };

export const lastPositionOf = ({ files }: Manifest): number => files.at(-1)?.last ?? 0;

/** @throws {BackupDamagedError} when there is one that cannot be read */
export function readManifest(directory: string): Manifest | undefined {
  const path = join(directory, NAME);
  if (!existsSync(path)) return undefined;
  const faults: string[] = [];
  const manifest = parse(readFileSync(path, 'utf8'));
  if (manifest) faults.push(...gapsOf(manifest));
  else faults.push(`${NAME} is no manifest of a backup of the format ${FORMAT}.`);
  if (!manifest || faults.length > 0) throw new BackupDamagedError(faults);
  return manifest;
}

export function writeManifest(directory: string, manifest: Manifest): void {
  writeDurably(join(directory, NAME), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
}

function parse(text: string): Manifest | undefined {
  try {
    const json = JSON.parse(text) as Partial<Manifest> | null;
    return json?.format === FORMAT && Array.isArray(json.files) && json.files.every(isFile)
      ? (json as Manifest)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A name with a folder in it would lead out of the backup. */
const isFile = ({ name, first, last, sha256 }: BackupFile): boolean =>
  /^[\w.-]+$/.test(name) && Number.isSafeInteger(first) && Number.isSafeInteger(last) && sha256.length === 64;

const gapsOf = ({ files }: Manifest): string[] =>
  files.flatMap(({ name, first, last }, index) =>
    first === (files[index - 1]?.last ?? 0) + 1 && last >= first
      ? []
      : [`${name} does not follow the file before it.`],
  );
