import { readFileSync } from 'node:fs';
import { EventLog } from '../../src/storage/event-log';
import { CommitSignal } from '../../src/write/commit-signal';
import { GroupWriter } from '../../src/write/group-writer';
import { systemClock } from '../../src/core/clock';
import { systemRandom } from '../../src/core/random';
import { startEmbeddedEventStore, type EmbeddedEventStore } from '../../src/server/supervisor';
import { ratio, timed, type Row } from './measure';

const GROUP = 500;
const PROBES = 4_000;
const DATA = Buffer.from(JSON.stringify({ text: 'x'.repeat(300) }));

/** Measures one append with more and more events in the store, and the start and the memory of the server. */
export async function growth(dataDir: string, events: number): Promise<Row[]> {
  const sizes = [1_000, 100_000, 1_000_000].filter(size => size < events).concat(events);
  const rows: Row[] = [];
  let first: number | undefined;
  const log = await EventLog.open(dataDir);
  const writer = writerOf(log);
  for (const size of sizes) {
    while (log.lastPosition < size) await fill(writer, Math.min(GROUP, size - log.lastPosition));
    const microseconds = ((await timed(() => probe(writer))) / PROBES) * 1e6;
    first ??= microseconds;
    rows.push({
      what: `an append with ${size.toLocaleString('en')} events in the store`,
      value: `${microseconds.toFixed(0)} µs`,
      ratio: `${ratio(microseconds, first)} of the first`,
    });
  }
  await log.close();
  return [...rows, ...(await full(dataDir))];
}

async function full(dataDir: string): Promise<Row[]> {
  let server: EmbeddedEventStore | undefined;
  const seconds = await timed(async () => (server = await startEmbeddedEventStore({ dataDir })));
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server?.pid}/status`, 'utf8'))?.[1];
  await server?.stop();
  return [
    { what: 'start of the process when full, until it listens', value: `${seconds.toFixed(2)} s` },
    { what: 'its memory then', value: `${Math.round(Number(memory) / 1024)} MiB` },
  ];
}

function writerOf(log: EventLog): GroupWriter {
  const onStopped = (error: Error) => {
    throw error;
  };
  return new GroupWriter({
    log,
    commits: new CommitSignal(),
    clock: systemClock,
    random: systemRandom,
    onStopped,
  });
}

/** Every event goes to a stream of its own out of a thousand, so the store has long and short streams alike. */
const fill = (writer: GroupWriter, count: number) =>
  Promise.all(Array.from({ length: count }, () => append(writer)));

async function probe(writer: GroupWriter): Promise<void> {
  for (let done = 0; done < PROBES; done += 128) await fill(writer, Math.min(128, PROBES - done));
}

function append(writer: GroupWriter) {
  const id = systemRandom.uuid();
  const stream = `stream-${systemRandom.below(50_000)}`;
  const event = {
    id,
    type: 'Benched',
    contentType: 'application/json',
    data: DATA,
    metadata: new Uint8Array(),
  };
  return writer.submit({ kind: 'append', stream, expected: { kind: 'any' }, events: [event] });
}
