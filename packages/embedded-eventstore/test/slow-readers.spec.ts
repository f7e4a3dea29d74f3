import { Client, credentials, type ClientReadableStream } from '@grpc/grpc-js';
import { binaryEvent } from '@eventstore/db-client';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { newStream, serveClient, some } from './protocol-support';
import { until } from './support';

const served = serveClient();
const PATH = '/event_store.client.streams.Streams/Read';
const asTheyAre = (bytes: Buffer): Buffer => bytes;
const EVENTS = 600;
const EVENT_BYTES = 10_000;
const SUBSCRIPTIONS = 3_000;
/** Each costs a message or two and what its window lets through; with what was read for it, it would be ten times this. */
const MAX_GROWTH_MIB = 1_200;

/** Linux tells what a process has and had at most. */
const whereProcIs = process.platform === 'linux' ? describe : describe.skip;
const serverPid = (): number => served.server.child.pid!;
const statusOf = (name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${serverPid()}/status`, 'utf8'))?.[1]) /
  1024;
const connections = (): number =>
  readdirSync(`/proc/${serverPid()}/fd`).filter(fd => {
    try {
      return readlinkSync(`/proc/${serverPid()}/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;

function subscriptionTo(stream: string | undefined): Buffer {
  const options = new ReadReq.Options().setNoFilter(new Empty());
  options.setSubscription(new ReadReq.Options.SubscriptionOptions());
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  if (stream === undefined) options.setAll(new ReadReq.Options.AllOptions().setStart(new Empty()));
  else {
    const name = new StreamIdentifier().setStreamName(Buffer.from(stream));
    options.setStream(new ReadReq.Options.StreamOptions().setStreamIdentifier(name).setStart(new Empty()));
  }
  return Buffer.from(new ReadReq().setOptions(options).serializeBinary());
}

const clients: Client[] = [];
afterAll(() => clients.forEach(client => client.close()));

/** A client with a connection of its own: what waits in one connection takes the window of all its calls. */
function connect(): Client {
  const options = { 'grpc.use_local_subchannel_pool': 1 };
  const client = new Client(`127.0.0.1:${served.server.port}`, credentials.createInsecure(), options);
  clients.push(client);
  return client;
}

const subscribe = (client: Client, stream: string | undefined): ClientReadableStream<Buffer> =>
  client
    .makeServerStreamRequest(PATH, asTheyAre, asTheyAre, subscriptionTo(stream))
    .on('error', () => undefined);

/** The revisions of a stream that a subscription tells, up to the last of them. */
async function heardOf(call: ClientReadableStream<Buffer>, stream: string, last: number): Promise<number[]> {
  const heard: number[] = [];
  for await (const bytes of call as AsyncIterable<Buffer>) {
    const event = ReadResp.deserializeBinary(bytes).getEvent()?.getEvent();
    if (!event || Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString() !== stream)
      continue;
    heard.push(Number(event.getStreamRevision()));
    if (heard.at(-1) === last) break;
  }
  return heard;
}

async function fill(stream: string, events: number): Promise<void> {
  const data = Buffer.alloc(EVENT_BYTES, 7);
  for (let n = 0; n < events; n += 50) {
    await served.client.appendToStream(
      stream,
      Array.from({ length: 50 }, () => binaryEvent({ type: 'T', data })),
    );
  }
}

whereProcIs('readers that do not read', () => {
  // First, for connections of other tests that are being closed would be counted.
  it('a client that is stopped holds nobody up, and is let go', async () => {
    const stream = newStream();
    await fill(stream, 300);
    const connectionsBefore = connections();
    const stopped = await stoppedClient(stream);
    expect(connections()).toBeGreaterThan(connectionsBefore);
    await fill(stream, 100);
    await until(() => connections() <= connectionsBefore, 'the connection of the stopped client is gone');
    await served.client.appendToStream(stream, some(1));
    expect(served.server.errors).toEqual([]);
    stopped.kill('SIGKILL');
  }, 120_000);

  it('thousands of them cost little memory, and hear everything once they do', async () => {
    const stream = newStream();
    await fill(stream, EVENTS);
    const before = statusOf('VmRSS');
    // Those that will read keep what was read for them at first; for those after the thousands it is read again.
    const first = [undefined, stream].map(target => subscribe(connect(), target));
    const client = connect();
    const stalled = Array.from({ length: SUBSCRIPTIONS }, (_, n) =>
      subscribe(client, n % 2 ? stream : undefined),
    );
    await Promise.all([...first, ...stalled].map(call => once(call, 'metadata')));
    const late = [undefined, stream, undefined, stream].map(target => subscribe(connect(), target));
    await Promise.all(late.map(call => once(call, 'metadata')));
    await served.client.appendToStream(stream, some(1));
    const all = Array.from({ length: EVENTS + 1 }, (_, revision) => revision);
    for (const call of [...first, ...late]) expect(await heardOf(call, stream, EVENTS)).toEqual(all);
    expect(statusOf('VmHWM') - before).toBeLessThan(MAX_GROWTH_MIB);
    for (const each of clients.splice(0)) each.close();
    for (const call of stalled) call.cancel();
    await served.client.appendToStream(stream, some(1));
    expect(served.server.errors).toEqual([]);
  }, 180_000);
});

/** Subscribes a hundred times, reports that, and is stopped: its connection stays open, and no process reads it. */
async function stoppedClient(stream: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [
    '-e',
    CLIENT,
    require.resolve('@grpc/grpc-js'),
    String(served.server.port),
    subscriptionTo(stream).toString('base64'),
  ]);
  await once(createInterface(child.stdout), 'line');
  child.kill('SIGSTOP');
  return child;
}

const CLIENT = `
const [library, port, request] = process.argv.slice(1);
const { Client, credentials } = require(library);
const client = new Client('127.0.0.1:' + port, credentials.createInsecure());
const asTheyAre = bytes => bytes;
let open = 0;
for (let n = 0; n < 100; n += 1) {
  client.makeServerStreamRequest('${PATH}', asTheyAre, asTheyAre, Buffer.from(request, 'base64'))
    .on('error', () => undefined)
    .on('metadata', () => { open += 1; if (open === 100) console.log('subscribed'); });
}
`;
