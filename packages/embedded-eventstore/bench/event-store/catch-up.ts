import { EventStoreDBClient } from '@eventstore/db-client';
import { ClassicLevel } from 'classic-level';
import { startEmbeddedEventStore } from '../../src/server/supervisor';
import { perSecond, ratio, timed, type Row } from './measure';

const EVENTS = 200_000;

/** Reading `$all` through the client against iterating over the same bytes in LevelDB. */
export async function catchUp(dataDir: string): Promise<Row[]> {
  const database = new ClassicLevel<Buffer, Buffer>(dataDir, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
  });
  const iterate = async () => {
    const iterator = database.iterator({ gte: Buffer.from('e/'), lt: Buffer.from('e0'), limit: EVENTS });
    let read = 0;
    for (let piece = await iterator.nextv(256); piece.length > 0; piece = await iterator.nextv(256))
      read += piece.length;
    await iterator.close();
    return read;
  };
  const count = await iterate();
  const raw = await timed(iterate);
  await database.close();
  const server = await startEmbeddedEventStore({ dataDir });
  const client = EventStoreDBClient.connectionString(server.url);
  const served = await timed(async () => {
    for await (const { event } of client.readAll({ maxCount: count }))
      if (!event) throw new Error('No event came.');
  });
  await client.dispose();
  await server.stop();
  return [
    { what: '$all, raw LevelDB iteration', value: `${perSecond(count, raw)} events` },
    {
      what: '$all, through the client',
      value: `${perSecond(count, served)} events`,
      ratio: `${ratio(raw, served)} of the iteration`,
    },
  ];
}
