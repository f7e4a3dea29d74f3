import {
  Client,
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ServerInterceptingCallInterface,
  type MethodDefinition,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import fc from 'fast-check';
import { once } from 'node:events';
import { bufferOutgoing } from '../src/services/outgoing-buffer';

const KIB = 1024;
const AHEAD = 128 * KIB;
const asTheyAre = (bytes: Buffer): Buffer => bytes;
const METHOD = {
  path: '/test.Test/Read',
  requestStream: false,
  responseStream: true,
  requestDeserialize: asTheyAre,
  requestSerialize: asTheyAre,
  responseDeserialize: asTheyAre,
  responseSerialize: asTheyAre,
} satisfies MethodDefinition<Buffer, Buffer>;

/** A connection that sends on request and records the end of the call. */
class Connection {
  readonly unsent: (() => void)[] = [];
  cancel = (): void => undefined;
  private readonly call;
  private taken = 0;

  constructor(interceptor: ReturnType<typeof bufferOutgoing>) {
    const unused = () => undefined;
    const below = {
      start: (listener: { onCancel(): void }) => void (this.cancel = () => listener.onCancel()),
      sendMetadata: unused,
      sendMessage: (_message: Buffer, sent: () => void) => void this.unsent.push(sent),
      sendStatus: unused,
    };
    this.call = interceptor(METHOD, below as unknown as ServerInterceptingCallInterface);
    const listener = { onReceiveMetadata: unused, onReceiveMessage: unused, onReceiveHalfClose: unused };
    this.call.start({ ...listener, onCancel: unused });
    this.call.sendMetadata(new Metadata());
  }

  /** Offers one message after the other, as a stream does, until one has to wait; how many were handed over by then. */
  offer(bytes: number): number {
    const before = this.taken;
    for (let goesOn = true; goesOn;) {
      goesOn = false;
      this.taken += 1;
      this.call.sendMessage(Buffer.alloc(bytes), () => (goesOn = true));
      if (this.taken - before > 1_000) throw new Error('Nothing holds it back.');
    }
    return this.taken - before;
  }
}

describe('messages that are sent ahead', () => {
  it('are bounded for each call, and go on when they are sent', () => {
    const connection = new Connection(bufferOutgoing());
    expect(connection.offer(16 * KIB)).toBe(AHEAD / (16 * KIB));
    for (const sent of connection.unsent.splice(0)) sent();
    expect(connection.offer(16 * KIB)).toBe(AHEAD / (16 * KIB));
    expect(new Connection(bufferOutgoing()).offer(AHEAD)).toBe(1);
  });

  it('are bounded for all calls together; above it each call has one', () => {
    const interceptor = bufferOutgoing(4 * AHEAD);
    const counts = Array.from({ length: 40 }, () => new Connection(interceptor).offer(16 * KIB));
    expect(counts.slice(0, 4)).toEqual([8, 8, 8, 8]);
    expect(counts.slice(4)).toEqual(counts.slice(4).map(() => 1));
  });

  it('a call whose messages are all sent goes on, whatever the others have', () => {
    const interceptor = bufferOutgoing(AHEAD);
    new Connection(interceptor).offer(16 * KIB);
    const other = new Connection(interceptor);
    for (let n = 0; n < 10; n += 1) {
      expect(other.offer(16 * KIB)).toBe(1);
      other.unsent.shift()!();
    }
  });

  it('of a cancelled call are let go, also when they are told to be sent after all', () => {
    const interceptor = bufferOutgoing(AHEAD);
    const cancelled = new Connection(interceptor);
    expect(cancelled.offer(16 * KIB)).toBe(8);
    cancelled.cancel();
    for (const sent of cancelled.unsent.splice(0)) sent();
    expect(new Connection(interceptor).offer(16 * KIB)).toBe(8);
    expect(new Connection(interceptor).offer(16 * KIB)).toBe(1);
  });
});

describe('over a connection', () => {
  let server: Server;
  let client: Client;
  let answer: (call: ServerWritableStream<Buffer, Buffer>) => void;
  beforeAll(async () => {
    server = new Server({ interceptors: [bufferOutgoing(256 * KIB)] });
    const read = (call: ServerWritableStream<Buffer, Buffer>) => answer(call);
    server.addService({ read: METHOD }, { read });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  });
  afterAll(() => {
    client.close();
    server.forceShutdown();
  });

  const read = () =>
    client.makeServerStreamRequest(METHOD.path, asTheyAre, asTheyAre, Buffer.alloc(0)).on('error', ignored);

  /** Numbered messages of these sizes, as fast as they are taken. `taken` counts their bytes. */
  function tell(sizes: readonly number[]) {
    const progress = { taken: 0 };
    answer = call => {
      for (const [n, size] of sizes.entries()) {
        const message = Buffer.alloc(4 + size);
        message.writeUInt32BE(n);
        call.write(message, () => (progress.taken += message.length));
      }
      call.end();
    };
    return progress;
  }

  async function heardBy(call: AsyncIterable<Buffer>): Promise<number[][]> {
    const heard: number[][] = [];
    for await (const message of call) heard.push([message.readUInt32BE(), message.length - 4]);
    return heard;
  }

  it('all arrive in their order, whatever their sizes', async () => {
    const size = fc.oneof(fc.nat(300), fc.nat(300 * KIB));
    const property = fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 60 }), async sizes => {
      tell(sizes);
      expect(await heardBy(read())).toEqual(sizes.map((bytes, n) => [n, bytes]));
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it('all arrive at a reader who begins late, for whom little was taken until then', async () => {
    const sizes = Array.from({ length: 1_000 }, () => 16 * KIB);
    const progress = tell(sizes);
    const call = read();
    await once(call, 'metadata');
    // Another call's whole way there and back: what could be taken for the first by then was.
    const stalled = progress.taken;
    tell([1]);
    expect(await heardBy(read())).toEqual([[0, 1]]);
    expect(stalled).toBeLessThanOrEqual(1024 * KIB);
    expect(progress.taken).toBeLessThanOrEqual(1024 * KIB);
    expect(await heardBy(call)).toEqual(sizes.map((bytes, n) => [n, bytes]));
    expect(progress.taken).toBe(1_000 * (16 * KIB + 4));
  });
});

const ignored = (): void => undefined;
