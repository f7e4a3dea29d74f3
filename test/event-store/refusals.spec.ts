import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { join } from 'node:path';
import { eventStoreHealth, refusedStore } from '../../src/composition/health/event-store-health';
import { problemOf } from '../../src/api/problems/problem-of';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { asFault, isServerAnswer } from '../../src/event-store/eventstoredb/client-errors';
import { versionRefusal } from '../../src/event-store/eventstoredb/server-version';
import { systemClock } from '../../src/shared/clock';
import { DiskFull, Fault, Refused } from '../../src/shared/fault';
import { DeadlineExceededError, TimeoutError, UnknownError, type Credentials } from '@eventstore/db-client';
import { all } from './event-store.contract';
import { ADMIN, OPS, SecureServer } from '../../packages/embedded-eventstore/test/secure-server';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { temporaryFolder } from '../../packages/embedded-eventstore/test/support';

const folder = temporaryFolder('refusals');
afterAll(() => {
  ServerUnderTest.killAll();
  folder.remove();
});

/** A server that tells its version and can do nothing else. */
async function serverOfVersion(version: string): Promise<{ url: string; stop: () => void }> {
  const server = new Server();
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, done: (error: null, answer: SupportedMethods) => void) =>
      done(null, new SupportedMethods().setEventStoreServerVersion(version)),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { url: `esdb://127.0.0.1:${port}?tls=false`, stop: () => server.forceShutdown() };
}

describe('a server that lacks what is needed', () => {
  it.each(['22.10.3.0', '23.6.0', '21.10.0'])('of version %s is refused with a sentence', async version => {
    const server = await serverOfVersion(version);
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    await expect(store.ping()).rejects.toThrow(
      `EventStoreDB 23.10 or newer is needed; this server is of version ${version}`,
    );
    expect(store.refusal).toBeInstanceOf(Refused);
    expect(refusedStore(store)?.message).toContain('23.10 or newer');
    expect(await eventStoreHealth(store, () => true)).toContain('23.10 or newer');
    await store.dispose();
    server.stop();
  });

  it.each([
    ['23.10.0', true],
    ['23.10.6.0', true],
    ['24.2.0', true],
    ['26.1.0', true],
    ['23.9.9', false],
    ['5.0.11', false],
    ['unknown', false],
  ])('is told by its version: %s will do: %s', (version, willDo) => {
    expect(versionRefusal(version) === undefined).toBe(willDo);
  });
});

describe('a user without rights on $all', () => {
  const server = new SecureServer();
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.stop();
    server.remove();
  });
  const connected = (who: Credentials) => new EventStoreDbStore(server.addressFor(who), {}, systemClock);

  it('is told as such, not as a store that is away, and ends the start', async () => {
    const store = connected(OPS);
    await expect(store.ping()).rejects.toThrow('The event store denies access: its user lacks the rights');
    expect(store.refusal).toBeInstanceOf(Refused);
    expect(refusedStore(store)?.message).toContain('denies access');
    expect(await eventStoreHealth(store, () => true)).toContain('denies access');
    await store.dispose();
  });

  it('is one who has none: an administrator is let in', async () => {
    const store = connected(ADMIN);
    await expect(store.ping()).resolves.toBeUndefined();
    expect(store.refusal).toBeUndefined();
    await store.dispose();
  });
});

describe('a full disk', () => {
  const full = new Error(
    '8 RESOURCE_EXHAUSTED: The disk is full: 7 bytes are free and 67108864 are kept free.',
  );

  it('is told as such, by a code of its own, and the connection is kept', () => {
    expect(isServerAnswer(full)).toBe(true);
    const fault = asFault(full);
    expect(fault).toBeInstanceOf(DiskFull);
    const { problem, headers } = problemOf(fault);
    expect(problem).toMatchObject({ status: 503, code: 'DISK_FULL' });
    expect(headers).toHaveProperty('Retry-After');
  });

  it('is what readiness says', async () => {
    const store = { ping: () => Promise.reject(asFault(full)), refusal: undefined };
    expect(await eventStoreHealth(store, () => true)).toContain('disk of the event store is full');
  });
});

describe('a server that exceeds its own time limit', () => {
  it.each([new TimeoutError(), new DeadlineExceededError()])(
    'is told in words, with an outcome that is not known, and the connection is kept: %p',
    error => {
      expect(isServerAnswer(error)).toBe(true);
      const fault = asFault(error);
      expect(fault).toBeInstanceOf(Fault);
      expect(fault).not.toBeInstanceOf(Refused);
      expect(fault.message).toBe('The event store exceeded its own time limit');
    },
  );
});

it('an error without a message is told by its kind', () => {
  expect(asFault(new UnknownError()).message).toBe('The event store is away or failed: UnknownError');
});

describe('readiness', () => {
  it('tries an append, and leaves nothing behind', async () => {
    const server = await ServerUnderTest.start(join(folder.path, 'eventstore'));
    const store = new EventStoreDbStore(server.url, {}, systemClock);
    for (let times = 0; times < 3; times += 1) await store.ping();
    expect(await all(store.readAll())).toEqual([]);
    await server.kill();
    await expect(store.ping()).rejects.toThrow(Fault);
    expect(store.refusal).toBeUndefined();
    await store.dispose();
  });
});
