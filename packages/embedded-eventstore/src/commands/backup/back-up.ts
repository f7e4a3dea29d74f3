import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { RawClient } from '../copy/raw-client';
import { ServerAwayError } from '../copy/server-away';
import { positionOf } from '../../wire/recorded-event';
import type { BackupProgress } from './check-backup';
import { UNFINISHED } from './durable-file';
import { BackupDamagedError, BackupDiffersError } from './errors';
import { FILE_BYTES, readEvents, sha256Of, writeEvents } from './event-file';
import { EMPTY_MANIFEST, lastPositionOf, readManifest, writeManifest, type Manifest } from './manifest';

export interface BackupReport {
  /** Of the whole backup. Its last event is at this position. */
  readonly events: number;
  /** What this run added. */
  readonly added: number;
}

/**
 * Adds to a backup what an embedded event store has recorded since, up to its end at the beginning of the call or later.
 * The backup is whole after every file: a run that was cut off is begun again and goes on. The caller makes sure that one
 * run at a time has the folder.
 * @param address of the running event store
 * @throws {BackupDamagedError | BackupDiffersError | ServerAwayError}
 */
export async function backUp(
  address: string,
  directory: string,
  onProgress: BackupProgress = () => undefined,
): Promise<BackupReport> {
  const known = openBackup(directory);
  const client = new RawClient(address);
  try {
    const writer = new BackupWriter(directory, known, onProgress);
    for await (const event of client.readRecorded(lastPositionOf(known) || undefined))
      writer.take(Buffer.from(event.serializeBinary()));
    return writer.finish();
  } catch (error) {
    if (error instanceof BackupDiffersError || error instanceof BackupDamagedError) throw error;
    throw new ServerAwayError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await client.dispose();
  }
}

/** Makes the folder if there is none, and takes away what a run that was cut off has left. */
function openBackup(directory: string): Manifest {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const manifest = readManifest(directory);
  const listed = new Set(manifest?.files.map(({ name }) => name));
  for (const name of readdirSync(directory)) {
    const isLeft = name.endsWith(UNFINISHED) || (/^events-\d+-\d+\.gz$/.test(name) && !listed.has(name));
    if (isLeft) rmSync(join(directory, name));
  }
  return manifest ?? EMPTY_MANIFEST;
}

/** Takes the events from the last one of the backup on. */
class BackupWriter {
  private readonly pending: Buffer[] = [];
  private pendingBytes = 0;
  private manifest: Manifest;
  private position: number;

  constructor(
    private readonly directory: string,
    private readonly known: Manifest,
    private readonly onProgress: BackupProgress,
  ) {
    this.manifest = known;
    this.position = Math.max(0, lastPositionOf(known) - 1);
  }

  take(event: Buffer): void {
    const position = positionOf(event);
    if (position !== this.position + 1)
      throw new BackupDiffersError(
        `Position ${this.position + 1} is missing: this is no embedded event store.`,
      );
    this.position = position;
    if (position === lastPositionOf(this.known)) return this.requireSame(event);
    this.pending.push(event);
    this.pendingBytes += event.length;
    if (this.pendingBytes >= FILE_BYTES) this.writeFile();
  }

  /** @throws {BackupDiffersError} when the event store ends before the backup does */
  finish(): BackupReport {
    const before = lastPositionOf(this.known);
    if (this.position < before)
      throw new BackupDiffersError(
        `The event store ends before position ${before}, which the backup holds: it is an older copy.`,
      );
    if (this.pending.length > 0) this.writeFile();
    // The backup of an empty event store is one, too.
    else if (before === 0) writeManifest(this.directory, this.manifest);
    const events = lastPositionOf(this.manifest);
    return { events, added: events - before };
  }

  private requireSame(event: Buffer): void {
    if (sha256Of(event) === this.known.lastEventSha256) return;
    throw new BackupDiffersError(
      `The event at position ${this.position} is not the one of the backup: the event store has another history.`,
    );
  }

  /** The new file is read back before the manifest names it. */
  private writeFile(): void {
    const file = writeEvents(this.directory, this.pending);
    readEvents(this.directory, file);
    const lastEventSha256 = sha256Of(this.pending.at(-1)!);
    this.manifest = { ...this.manifest, files: [...this.manifest.files, file], lastEventSha256 };
    writeManifest(this.directory, this.manifest);
    this.pending.length = 0;
    this.pendingBytes = 0;
    this.onProgress(file.last);
  }
}
