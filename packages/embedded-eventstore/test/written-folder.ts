import { EventLog } from '../src/storage/event-log';
import { CommitSignal } from '../src/write/commit-signal';
import { GroupWriter } from '../src/write/group-writer';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';

export const STREAMS = Array.from({ length: 12 }, (_, index) => `stream-${index}`);

/** A data folder of a few megabytes: several tables and a log, as a server leaves them. */
export async function writtenFolder(path: string): Promise<void> {
  const log = await EventLog.open(path);
  for (let group = 0; group < 50; group += 1) await writeGroup(log, STREAMS, 10_000);
  await writeGroup(log, ['$$stream-0'], 1);
  await log.close();
  // LevelDB moves its log into a table when it opens the folder.
  const again = await EventLog.open(path);
  for (let group = 0; group < 5; group += 1) await writeGroup(again, STREAMS, 1_000);
  await again.close();
}

/** An event to each of the streams, in one group or a few. */
export async function writeGroup(log: EventLog, streams: readonly string[], bytes: number): Promise<void> {
  const onStopped = (error: Error) => {
    throw error;
  };
  const parts = { log, commits: new CommitSignal(), clock: systemClock, random: systemRandom };
  const writer = new GroupWriter({ ...parts, onStopped });
  await Promise.all(
    streams.map(stream => {
      const data = Buffer.from(
        JSON.stringify({ noise: Array.from({ length: bytes / 9 }, () => systemRandom.below(1e8)) }),
      );
      const id = systemRandom.uuid();
      const event = { id, type: 'T', contentType: 'application/json', data, metadata: new Uint8Array() };
      return writer.submit({ kind: 'append', stream, expected: { kind: 'any' }, events: [event] });
    }),
  );
}
