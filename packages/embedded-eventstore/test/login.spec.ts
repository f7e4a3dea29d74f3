import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccessDeniedError,
  EventStoreDBClient,
  NO_STREAM,
  persistentSubscriptionToStreamSettingsFromDefaults,
  type Credentials,
} from '@eventstore/db-client';
import { CreateReq } from '@eventstore/db-client/generated/users_pb';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { startEmbeddedEventStore, type EmbeddedEventStore } from '../src/server/supervisor';
import { collect, failure, newStream, some } from './protocol-support';
import { authorization } from './secure-server';
import { runToEnd } from './server-under-test';
import { temporaryFolder } from './support';

const folder = temporaryFolder('login');
const dataDir = join(folder.path, 'eventstore');
const loginDir = join(folder.path, 'login');
const GROUP = persistentSubscriptionToStreamSettingsFromDefaults();
const FILES = ['address', 'certificate.pem', 'key.pem', 'login'];
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

let server: EmbeddedEventStore;
const clients: EventStoreDBClient[] = [];
const start = () => startEmbeddedEventStore({ dataDir, loginDir });
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await Promise.all(clients.map(client => client.dispose()));
  await server.stop();
  folder.remove();
});

const host = () => `localhost:${new URL(server.url).port}`;
const certificate = () => readFileSync(join(loginDir, 'certificate.pem'));
const tls = () => credentials.createSsl(certificate());

function keep(client: EventStoreDBClient): EventStoreDBClient {
  clients.push(client);
  return client;
}
const owner = () => keep(EventStoreDBClient.connectionString(server.url));
const as = (who: Credentials | undefined) =>
  keep(new EventStoreDBClient({ endpoint: host() }, { rootCertificate: certificate() }, who));

function ownCredentials(): Credentials {
  const { username, password } = new URL(server.url);
  return { username, password };
}

/** Every kind of call, one after another; the errors that they end with. */
async function attempt(client: EventStoreDBClient, stream: string): Promise<unknown[]> {
  return [
    await failure(client.appendToStream(newStream('login'), some(1))),
    await failure(client.appendToStream(stream, some(1), { credentials: { username: 'a', password: 'b' } })),
    await failure(collect(client.readStream(stream))),
    await failure(collect(client.readAll({ maxCount: 1 }))),
    await failure(collect(client.subscribeToStream(stream))),
    await failure(collect(client.subscribeToAll())),
    await failure(client.deleteStream(stream)),
    await failure(client.tombstoneStream(stream)),
    await failure(client.setStreamMetadata(stream, { maxCount: 1 })),
    await failure(client.createPersistentSubscriptionToStream(stream, 'group', GROUP)),
    await failure(client.listAllPersistentSubscriptions()),
  ];
}

/** A batch of appends has no status of its own: its answer says that access is denied. */
const codesOf = (errors: readonly unknown[]): unknown[] =>
  errors.map(error =>
    error instanceof AccessDeniedError ? ((error as { code?: number }).code ?? 7) : error,
  );

describe('a server with one login', () => {
  it('serves the official client with the address that it tells', async () => {
    const stream = newStream('login');
    await owner().appendToStream(stream, some(2), { expectedRevision: NO_STREAM });
    expect(await collect(owner().readStream(stream))).toHaveLength(2);
    expect(await collect(owner().readAll({ maxCount: 1 }))).toHaveLength(1);
    expect(await collect(as(ownCredentials()).readStream(stream))).toHaveLength(2);
  });

  it('writes nothing about the login into its log', async () => {
    const events = await collect(owner().readAll());
    expect(events.filter(({ event }) => event!.streamId.startsWith('$'))).toEqual([]);
  });

  it('refuses every call without it, as EventStoreDB refuses the anonymous, and nothing is written', async () => {
    const stream = newStream('login');
    await owner().appendToStream(stream, some(1), { expectedRevision: NO_STREAM });
    const before = await collect(owner().readAll());
    const [append, withOther, ...others] = await attempt(as(undefined), stream);
    expect(codesOf([append, ...others])).toEqual([append, ...others].map(() => 7));
    expect(codesOf([withOther])).toEqual([16]);
    expect(await collect(owner().readAll())).toHaveLength(before.length);
  });

  it.each([
    ['password', () => ({ ...ownCredentials(), password: 'changeit' })],
    ['name', () => ({ ...ownCredentials(), username: 'admin' })],
    [
      'beginning of the password',
      () => ({ ...ownCredentials(), password: ownCredentials().password.slice(0, 9) }),
    ],
  ])('refuses every call with a wrong login: another %s', async (_what, who) => {
    const stream = newStream('login');
    await owner().appendToStream(stream, some(1), { expectedRevision: NO_STREAM });
    const before = await collect(owner().readAll());
    const errors = await attempt(as(who()), stream);
    expect(codesOf(errors)).toEqual(errors.map(() => 16));
    expect(await collect(owner().readAll())).toHaveLength(before.length);
  });

  it.each([
    ['no Basic', 'Bearer abc'],
    ['nothing in it', 'Basic'],
    ['no colon', `Basic ${Buffer.from('owner').toString('base64')}`],
  ])('refuses a header with %s', async (_what, header) => {
    const metadata = new Metadata();
    metadata.add('authorization', header);
    const client = new UsersClient(host(), tls());
    const error = await new Promise<ServiceError | null>(done =>
      client.create(new CreateReq(), metadata, done),
    );
    client.close();
    expect(error?.code).toBe(16);
  });

  it('tells its version to everybody, and has no users to administer', async () => {
    const features = new ServerFeaturesClient(host(), tls());
    const error = await new Promise(done => features.getSupportedMethods(new Empty(), done));
    features.close();
    expect(error).toBeNull();
    const users = new UsersClient(host(), tls());
    const request = new CreateReq().setOptions(new CreateReq.Options().setLoginName('x').setPassword('y'));
    const refusal = await new Promise<ServiceError | null>(done =>
      users.create(request, authorization(ownCredentials()), done),
    );
    users.close();
    expect(refusal).toMatchObject({ code: 9, details: expect.stringContaining('no users') });
  });

  it('answers no connection that is not encrypted', async () => {
    const plain = keep(EventStoreDBClient.connectionString(`esdb://${host()}?tls=false`));
    expect(await failure(plain.appendToStream('plain', some(1), { deadline: 2_000 }))).toBeInstanceOf(Error);
  });

  it('keeps it for its own user alone, and out of its arguments', () => {
    expect([modeOf(loginDir), modeOf(dataDir)]).toEqual(['700', '700']);
    expect(readdirSync(loginDir).sort()).toEqual(FILES);
    for (const name of FILES) expect([name, modeOf(join(loginDir, name))]).toEqual([name, '600']);
    const files = readdirSync(dataDir).map(name => modeOf(join(dataDir, name)));
    expect(new Set(files)).toEqual(new Set(['600']));
    if (process.platform !== 'linux') return;
    const { password } = ownCredentials();
    for (const name of ['cmdline', 'environ'])
      expect(readFileSync(`/proc/${server.pid}/${name}`, 'utf8')).not.toContain(password);
  });

  it('keeps the same one over restarts, and draws another when it is removed', async () => {
    const first = ownCredentials();
    await server.stop();
    server = await start();
    expect(ownCredentials()).toEqual(first);
    await server.stop();
    rmSync(loginDir, { recursive: true });
    server = await start();
    expect(ownCredentials().password).not.toBe(first.password);
    expect((await collect(owner().readAll())).length).toBeGreaterThan(0);
  });
});

describe('event-store copy', () => {
  it('takes addresses from files, so that no other user reads a password among its arguments', async () => {
    const target = await startEmbeddedEventStore({
      dataDir: join(folder.path, 'target'),
      loginDir: join(folder.path, 'target-login'),
    });
    const file = (name: string) => `@${join(folder.path, name, 'address')}`;
    const { code, stdout } = await runToEnd(['copy', file('login'), file('target-login')]);
    const copied = keep(EventStoreDBClient.connectionString(target.url));
    const events = await collect(copied.readAll());
    expect([code, stdout]).toEqual([0, expect.stringContaining('are the same on both')]);
    expect(events).toHaveLength((await collect(owner().readAll())).length);
    await target.stop();
  });

  it('names each address that is none, and repeats no password', async () => {
    const file = join(folder.path, 'wrong-address');
    writeFileSync(file, 'http://user:secret-1@host');
    const { code, stderr } = await runToEnd(['copy', `@${file}`, 'http://user:secret-2@host']);
    expect(code).toBe(1);
    expect(stderr).toContain(`The content of ${file} is no esdb:// or esdb+discover:// address.`);
    expect(stderr).toContain('An argument is no esdb:// or esdb+discover:// address.');
    expect(stderr).not.toContain('secret');
    const missing = await runToEnd(['copy', '@/nowhere/address', server.url]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('/nowhere/address')]);
  });
});

describe('a login folder', () => {
  const run = (...args: string[]) =>
    runToEnd(['--data', join(folder.path, 'other'), '--port', '0', '--stop-with-stdin', ...args]);

  it('that others can read or that lacks a file is refused with every fault', async () => {
    const copy = join(folder.path, 'open');
    const drawn = await startEmbeddedEventStore({ dataDir: join(folder.path, 'other'), loginDir: copy });
    await drawn.stop();
    chmodSync(copy, 0o750);
    chmodSync(join(copy, 'login'), 0o644);
    rmSync(join(copy, 'key.pem'));
    const { code, stderr } = await run('--login-dir', copy);
    expect(code).toBe(1);
    expect(stderr).toContain(`${copy} is open to other users (mode 750): chmod 700 '${copy}'`);
    expect(stderr).toContain(`login is open to other users (mode 644): chmod 600 '${join(copy, 'login')}'`);
    expect(stderr).toContain(`${join(copy, 'key.pem')} is missing.`);
    expect(stderr).toContain(`rm -r '${copy}'`);
    const failed = await failure(
      startEmbeddedEventStore({ dataDir: join(folder.path, 'other'), loginDir: copy }),
    );
    for (const fault of ['mode 750', 'mode 644', 'key.pem is missing'])
      expect((failed as Error).message).toContain(fault);
  });

  it('does not help while others can read the data: that is refused too', async () => {
    const data = join(folder.path, 'other');
    chmodSync(data, 0o755);
    const { code, stderr } = await run('--login-dir', loginDir);
    expect(code).toBe(1);
    expect(stderr).toContain(`${data} is open to other users (mode 755): chmod 700 '${data}'`);
    chmodSync(data, 0o700);
  });

  it('with a damaged login is refused', async () => {
    const damaged = join(folder.path, 'damaged');
    const drawn = await startEmbeddedEventStore({ dataDir: join(folder.path, 'other'), loginDir: damaged });
    await drawn.stop();
    const file = join(damaged, 'login');
    rmSync(file);
    writeFileSync(file, 'owner', { mode: 0o600 });
    const { code, stderr } = await run('--login-dir', damaged);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${file} is damaged.`)]);
  });

  it('stands for itself: every mistake is told', async () => {
    const { code, stderr } = await runToEnd([
      ...['--login-dir', loginDir, '--secure', '--tls-cert', 'x.pem', '--host', '0.0.0.0'],
    ]);
    expect(code).toBe(1);
    for (const mistake of [
      '--data is required.',
      '--port is required and has to be a number from 0 to 65535.',
      '--tls-cert and --tls-key belong together.',
      '--login-dir stands for itself, without --secure and --insecure.',
      '--login-dir has a certificate of its own, without --tls-cert and --tls-key.',
      '--login-dir is for the loopback: --host 127.0.0.1.',
    ])
      expect(stderr).toContain(mistake);
  });
});
