import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb';
import fc from 'fast-check';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { collect, newStream, serveClient, some } from './protocol-support';

const served = serveClient();
const SERVICES = [
  StreamsService,
  UsersService,
  GossipService,
  ServerFeaturesService,
  PersistentSubscriptionsService,
];
const METHODS = SERVICES.flatMap(service => Object.values(service).map(({ path }: { path: string }) => path));
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

const address = () => `127.0.0.1:${served.server.port}`;
const everything = () => collect(served.client.readAll());
const asTheyAre = (bytes: Buffer) => bytes;

/** Sends these bytes as the one message of a call; resolves with the status, whatever comes before it. */
function send(client: Client, method: string, bytes: Buffer): Promise<number> {
  return new Promise(resolve => {
    const call = client.makeBidiStreamRequest(method, asTheyAre, asTheyAre, {
      deadline: Date.now() + 10_000,
    });
    call.on('data', () => undefined).on('error', () => undefined);
    call.on('status', ({ code }) => resolve(code));
    call.write(bytes);
    call.end();
  });
}

async function withClient<Result>(use: (client: Client) => Promise<Result>): Promise<Result> {
  const options = { 'grpc.max_send_message_length': -1, 'grpc.use_local_subchannel_pool': 1 };
  const client = new Client(address(), credentials.createInsecure(), options);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

/** Whatever was done to it, the server is the same process with the same data, and takes more. */
async function isUnharmed(before: unknown): Promise<void> {
  expect(await everything()).toEqual(before);
  expect(served.server.child.exitCode).toBeNull();
  expect(served.server.errors).toEqual([]);
  await served.client.appendToStream(newStream(), some(1));
}

describe('bad input', () => {
  it('bytes that are no message fail the call they came in, in every call there is', async () => {
    const before = await everything();
    await withClient(async client => {
      for (const method of METHODS) {
        for (const hex of ['ff', 'ffffffffffffffffffffffff', '0a7f', '0aff01', '0b0b0b']) {
          const code = await send(client, method, Buffer.from(hex, 'hex'));
          expect([method, code]).toEqual([method, expect.any(Number)]);
          if (!method.endsWith('GetSupportedMethods') && !method.endsWith('Gossip/Read')) {
            expect([method, hex, code]).not.toEqual([method, hex, 0]);
          }
        }
      }
    });
    await isUnharmed(before);
  });

  it('a read that was damaged on its way is answered or refused', async () => {
    const stream = newStream();
    await served.client.appendToStream(stream, some(3));
    const before = await everything();
    const name = new StreamIdentifier().setStreamName(Buffer.from(stream));
    const target = new ReadReq.Options.StreamOptions().setStreamIdentifier(name).setStart(new Empty());
    const options = new ReadReq.Options().setStream(target).setCount('2').setNoFilter(new Empty());
    options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
    const valid = Buffer.from(new ReadReq().setOptions(options).serializeBinary());
    const damage = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await withClient(async client => {
      const read = (bytes: Buffer) => send(client, '/event_store.client.streams.Streams/Read', bytes);
      expect(await read(valid)).toBe(0);
      const property = fc.asyncProperty(damage, fc.nat(valid.length), async (places, length) => {
        const bytes = Buffer.from(valid.subarray(0, length));
        for (const [at, value] of places) if (at < length) bytes[at] = value;
        // A subscription does not end by itself, so it is not waited for here.
        if (isSubscription(bytes)) return;
        expect(await read(bytes)).not.toBe(undefined);
      });
      await fc.assert(property, { numRuns: 150 });
    });
    await isUnharmed(before);
  });

  it('messages above the limit are refused, and what nobody offers is not implemented', async () => {
    const before = await everything();
    await withClient(async client => {
      const large = Buffer.alloc(18 * 1024 * 1024);
      expect(await send(client, '/event_store.client.streams.Streams/BatchAppend', large)).toBe(8);
      expect(await send(client, '/event_store.client.streams.Streams/Nothing', Buffer.alloc(0))).toBe(12);
      expect(await send(client, '/nobody.Knows/This', Buffer.alloc(9))).toBe(12);
    });
    await isUnharmed(before);
  });

  it('connections that talk nonsense, stop in the middle or say nothing', async () => {
    const before = await everything();
    const sockets: Socket[] = [];
    const openings = [
      Buffer.alloc(0),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      PREFACE.subarray(0, 10),
      PREFACE,
      Buffer.concat([PREFACE, Buffer.from('0000000400000000', 'hex')]),
      Buffer.concat([PREFACE, Buffer.alloc(5_000, 0xff)]),
    ];
    for (const opening of openings.flatMap(bytes => Array.from({ length: 20 }, () => bytes))) {
      const socket = connect(served.server.port, '127.0.0.1').on('error', () => undefined);
      sockets.push(socket.resume());
      await once(socket, 'connect');
      socket.write(opening);
    }
    await isUnharmed(before);
    for (const socket of sockets) socket.resetAndDestroy();
    await isUnharmed(await everything());
  });

  it('thousands of subscriptions, left without a word', async () => {
    const before = await everything();
    const stream = newStream();
    const request = new ReadReq.Options()
      .setNoFilter(new Empty())
      .setSubscription(new ReadReq.Options.SubscriptionOptions());
    const name = new StreamIdentifier().setStreamName(Buffer.from(stream));
    request.setStream(new ReadReq.Options.StreamOptions().setStreamIdentifier(name).setStart(new Empty()));
    request.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
    const bytes = Buffer.from(new ReadReq().setOptions(request).serializeBinary());
    await withClient(async client => {
      const path = '/event_store.client.streams.Streams/Read';
      const calls = Array.from({ length: 2_000 }, () =>
        client.makeServerStreamRequest(path, asTheyAre, asTheyAre, bytes).on('error', ignored),
      );
      await Promise.all(calls.map(call => once(call, 'data')));
      expect(await everything()).toEqual(before);
      const heard = Promise.all(calls.map(call => heardAgain(call)));
      await served.client.appendToStream(stream, some(1));
      await heard;
      for (const call of calls) call.cancel();
    });
    await isUnharmed(await everything());
  });
});

const ignored = (_error: ServiceError | Error): void => undefined;

/** The next message; a call may be told that it has caught up before. */
const heardAgain = (call: NodeJS.EventEmitter): Promise<unknown> => once(call, 'data');

function isSubscription(bytes: Buffer): boolean {
  try {
    return ReadReq.deserializeBinary(bytes).getOptions()?.hasSubscription() ?? false;
  } catch {
    return false;
  }
}
