import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEmbeddedEventStore } from '../../src/server/supervisor';
import { perSecond, ratio, timed, type Row } from './measure';
import { startStub } from './stub-server';

const APPENDS = 6_000;
const IN_FLIGHT = 128;
const TEXT = 'x'.repeat(300);

/** Appends through the official client: durable against a server in a process of its own that forgets everything. */
export async function throughClient(dataDir: string): Promise<Row[]> {
  const server = await startEmbeddedEventStore({ dataDir });
  const stub = await startStub();
  const durable = EventStoreDBClient.connectionString(server.url);
  const forgetting = EventStoreDBClient.connectionString(stub.url);
  const rows: Row[] = [];
  try {
    for (const size of [1, 10, 100]) {
      const appends = Math.ceil(APPENDS / Math.max(1, size / 2));
      // Each is warmed up first, and they take turns, so that both meet the same machine.
      const measured = { durable: Infinity, stub: Infinity };
      for (let round = 0; round < 3; round += 1) {
        measured.stub = Math.min(measured.stub, await timed(() => load(forgetting, appends, size)));
        measured.durable = Math.min(measured.durable, await timed(() => load(durable, appends, size)));
      }
      rows.push({
        what: `appends of ${size} events, durable`,
        value: `${perSecond(appends * size, measured.durable)} events`,
        ratio: `${ratio(measured.stub, measured.durable)} of the stub`,
      });
    }
    return rows;
  } finally {
    await Promise.allSettled([durable.dispose(), forgetting.dispose()]);
    await server.stop();
    stub.stop();
  }
}

let streams = 0;

async function load(client: EventStoreDBClient, appends: number, size: number): Promise<void> {
  let left = appends;
  const writer = async () => {
    const stream = `bench-${(streams += 1)}`;
    let revision: bigint | 'no_stream' = 'no_stream';
    while (left > 0) {
      left -= 1;
      const events = Array.from({ length: size }, (_, n) =>
        jsonEvent({ type: 'Benched', data: { n, text: TEXT } }),
      );
      await client.appendToStream(stream, events, { expectedRevision: revision });
      revision = (revision === 'no_stream' ? -1n : revision) + BigInt(size);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, writer));
}
