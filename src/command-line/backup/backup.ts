import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { backUp, restore } from 'embedded-eventstore';
import { attachEventStore } from '../../backing/backing';
import { DataFolder, EVENT_STORE } from '../../backing/data-folder';
import { bringKeys, keepKeys, keyFaults } from './kept-keys';
import { quietLogger, settingsOrExit, showProgress } from '../settings';

interface BackupOptions {
  readonly keys?: string;
  readonly json?: boolean;
}

export function addBackup(holdfast: Command): void {
  holdfast
    .command('backup <dir>')
    .description(
      'add to a backup what the embedded event store has recorded since; beside the service or while it is stopped',
    )
    .option('--keys <dir>', 'copy master.key and proof.key to this folder, which belongs to another place')
    .option('--json', 'for a program')
    .action((dir: string, options: BackupOptions) => refusalShown(backup(dir, options)));
}

export function addRestore(holdfast: Command): void {
  holdfast
    .command('restore <dir>')
    .description('make the event store of DATA_DIR out of a backup; one that is there is never replaced')
    .option('--keys <dir>', 'take master.key and proof.key from this folder')
    .option('--json', 'for a program')
    .action((dir: string, options: BackupOptions) => refusalShown(restoreBackup(dir, options)));
}

/** A damaged backup has a line for each fault. */
async function refusalShown(run: Promise<void>): Promise<void> {
  try {
    await run;
  } catch (error) {
    showProgress('');
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

const OWN_EVENT_STORE =
  'EVENTSTORE_URL names an event store of your own: it is backed up and restored by its own procedure';

function embeddedSettings() {
  const settings = settingsOrExit();
  if (settings.eventStoreUrl) throw new Error(OWN_EVENT_STORE);
  return settings;
}

async function backup(dir: string, { keys, json = false }: BackupOptions): Promise<void> {
  const settings = embeddedSettings();
  // One run at a time has the folder of the backup, and other users cannot read it.
  const folder = await DataFolder.open(dir);
  try {
    const eventStore = await attachEventStore(settings, quietLogger());
    try {
      const report = await backUp(eventStore.url, dir, events => showProgress(`${events} events`));
      showProgress('');
      const keptKeys = keys === undefined ? [] : await keepKeys(settings, keys);
      const text = `${report.events} events are in the backup, ${report.added} of them new.`;
      console.log(json ? JSON.stringify({ ok: true, ...report, keptKeys }) : text);
      if (!json && keys !== undefined) console.log(`Keys: ${keptKeys.join(', ') || 'there are none yet'}.`);
    } finally {
      await eventStore.stop();
    }
  } finally {
    await folder.close();
  }
}

async function restoreBackup(dir: string, { keys, json = false }: BackupOptions): Promise<void> {
  const settings = embeddedSettings();
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const folder = await DataFolder.open(settings.dataDir);
  try {
    const faults = keys === undefined ? [] : await keyFaults(settings, keys);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const target = join(settings.dataDir, EVENT_STORE);
    const report = await restore(dir, target, events => showProgress(`${events} events`));
    showProgress('');
    if (keys !== undefined) await bringKeys(settings, keys);
    const text = `${report.events} events in ${report.streams} streams are restored. The read models are built at the next start.`;
    console.log(json ? JSON.stringify({ ok: true, ...report }) : text);
  } finally {
    await folder.close();
  }
}
