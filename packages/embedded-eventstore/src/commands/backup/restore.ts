import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { systemClock } from '../../core/clock';
import { EventLog } from '../../storage/event-log';
import { isMetastream, streamOfMetastream } from '../../storage/heads/stream-head';
import { syncDirectory } from '../../storage/sync-directory';
import { verifyFolder } from '../verify/verify-folder';
import { summaryOf } from '../../wire/recorded-event';
import { GroupDraft } from '../../write/group-draft';
import { checkBackup, type BackupProgress } from './check-backup';
import { BackupDamagedError, TargetInUseError } from './errors';
import { readEvents } from './event-file';
import { lastPositionOf, type Manifest } from './manifest';

/** The ending of a folder that is being restored. No server opens it. */
const UNFINISHED = '.restoring';
const GROUP_EVENTS = 500;

/**
 * Makes the data folder of an event store out of a backup: every event at its place, with its id, its time and its bytes.
 * The folder appears under its name when all of it was checked, so a run that was cut off is begun again.
 * @throws {BackupDamagedError | TargetInUseError} before anything is written
 */
export async function restore(
  backup: string,
  target: string,
  onProgress: BackupProgress = () => undefined,
): Promise<{ readonly events: number; readonly streams: number }> {
  requireUnused(target);
  const manifest = checkBackup(backup, onProgress);
  const draft = `${resolve(target)}${UNFINISHED}`;
  rmSync(draft, { recursive: true, force: true });
  await writeAll(backup, manifest, draft, onProgress);
  const { events, streams, faults } = await verifyFolder(draft);
  if (events !== lastPositionOf(manifest))
    throw new BackupDamagedError([
      ...faults,
      `${events} events were restored, not ${lastPositionOf(manifest)}.`,
    ]);
  if (faults.length > 0) throw new BackupDamagedError(faults);
  if (existsSync(target)) rmSync(target, { recursive: true });
  renameSync(draft, target);
  syncDirectory(dirname(resolve(target)));
  return { events, streams };
}

function requireUnused(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new TargetInUseError(
      `There is an event store in ${target}: a restore replaces nothing. Move it away first.`,
    );
}

async function writeAll(
  backup: string,
  { files }: Manifest,
  draft: string,
  onProgress: BackupProgress,
): Promise<void> {
  const log = await EventLog.open(draft);
  try {
    for (const file of files) {
      const events = readEvents(backup, file);
      for (let at = 0; at < events.length; at += GROUP_EVENTS)
        await writeGroup(log, events.slice(at, at + GROUP_EVENTS));
      onProgress(file.last);
    }
  } finally {
    await log.close();
  }
}

async function writeGroup(log: EventLog, events: readonly Buffer[]): Promise<void> {
  const draft = new GroupDraft(log, systemClock);
  await draft.loadHeads(events.map(event => summaryOf(event).stream).flatMap(withDescribed));
  for (const event of events) draft.takeRecorded(event);
  await log.commit(draft);
}

const withDescribed = (stream: string): string[] =>
  isMetastream(stream) ? [stream, streamOfMetastream(stream)] : [stream];
