import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { systemClock } from '../../../packages/embedded-eventstore/src/core/clock';
import { systemRandom } from '../../../packages/embedded-eventstore/src/core/random';
import { startServer } from '../../../packages/embedded-eventstore/src/server/server';
import { EventLog } from '../../../packages/embedded-eventstore/src/storage/event-log';
import { GroupDraft } from '../../../packages/embedded-eventstore/src/write/group-draft';

/** An event as it lies in the folder. Position and revision follow from the order. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
  readonly recordedAt: Date;
}

const TICKS_PER_MS = 10_000n;

/** Every event of a folder that no server has open, in the order of the log. */
export async function readFolder(folder: string): Promise<StoredEvent[]> {
  const log = await EventLog.open(folder);
  const events: StoredEvent[] = [];
  try {
    while (events.length < log.lastPosition)
      for (const { bytes } of await log.readForwards(events.length + 1, log.lastPosition))
        events.push(storedEventOf(bytes));
    return events;
  } finally {
    await log.close();
  }
}

function storedEventOf(bytes: Buffer): StoredEvent {
  const event = ReadResp.ReadEvent.RecordedEvent.deserializeBinary(bytes);
  const system = event.getMetadataMap();
  return {
    id: event.getId()?.getString() ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    type: system.get('type') ?? '',
    contentType: system.get('content-type') ?? '',
    data: Buffer.from(event.getData_asU8()),
    metadata: Buffer.from(event.getCustomMetadata_asU8()),
    recordedAt: new Date(Number(BigInt(system.get('created') ?? '0') / TICKS_PER_MS)),
  };
}

/** A new folder with these events, by the event store's own writer: every index and checksum is right. */
export async function writeFolder(folder: string, events: readonly StoredEvent[]): Promise<void> {
  const log = await EventLog.open(folder);
  const clock = { ...systemClock, now: systemClock.now };
  try {
    for (const event of events) {
      clock.now = () => event.recordedAt;
      const draft = new GroupDraft(log, clock);
      await draft.prepare(event.stream);
      draft.append(event.stream, [event]);
      await log.commit(draft);
    }
  } finally {
    await log.close();
  }
}

/** The event store's own server over a folder, in this process. */
export async function serveFolder(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { port, close } = await startServer({
    dataDir: folder,
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    random: systemRandom,
    onWritingStopped: error => {
      throw error;
    },
  });
  return { url: `esdb://127.0.0.1:${port}?tls=false`, stop: close };
}
