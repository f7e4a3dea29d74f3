import { BackupDamagedError } from './errors';
import { readEvents, sha256Of } from './event-file';
import { readManifest, type Manifest } from './manifest';

export type BackupProgress = (events: number) => void;

/**
 * Reads every file of a backup and holds it against the manifest.
 * @throws {BackupDamagedError} with every fault, or when there is no backup
 */
export function checkBackup(directory: string, onProgress: BackupProgress = () => undefined): Manifest {
  const manifest = readManifest(directory);
  if (!manifest) throw new BackupDamagedError([`There is no backup in ${directory}.`]);
  const faults: string[] = [];
  let last: Buffer | undefined;
  for (const file of manifest.files) {
    try {
      last = readEvents(directory, file).at(-1);
      onProgress(file.last);
    } catch (error) {
      faults.push(`${file.name}: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  if (faults.length === 0 && (last ? sha256Of(last) : null) !== manifest.lastEventSha256)
    faults.push('The last event is not the one of the manifest.');
  if (faults.length > 0) throw new BackupDamagedError(faults);
  return manifest;
}
