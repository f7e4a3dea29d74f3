import {
  AccessDeniedError,
  NO_STREAM,
  START,
  type Credentials,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { CreateReq } from '@eventstore/db-client/generated/users_pb';
import { collect, failure, newStream, some } from './protocol-support';
import { ADMIN, OPS, SecureServer } from './secure-server';

const server = new SecureServer();
const JOE: Credentials = { username: 'joe', password: 'a pass:word' };

beforeAll(async () => {
  await server.start();
  const options = new CreateReq.Options().setLoginName(JOE.username).setPassword(JOE.password);
  options.setFullName('Joe').setGroupsList(['clerks']);
  expect(await server.users(ADMIN, 'create', new CreateReq().setOptions(options))).toBeNull();
});
afterAll(async () => {
  await server.stop();
  server.remove();
});

/** Every way of using a stream, and what it is an action of. */
const USES: readonly (readonly [
  string,
  string,
  (client: EventStoreDBClient, stream: string) => Promise<unknown>,
])[] = [
  ['read', '$r', (client, stream) => collect(client.readStream(stream))],
  ['subscribe', '$r', (client, stream) => firstOf(client, stream)],
  ['batch-append', '$w', (client, stream) => client.appendToStream(stream, some(1))],
  ['append', '$w', (client, stream) => client.appendToStream(stream, some(1), { credentials: JOE })],
  ['delete', '$d', (client, stream) => client.deleteStream(stream)],
  ['tombstone', '$d', (client, stream) => client.tombstoneStream(stream)],
  ['read metadata', '$mr', (client, stream) => client.getStreamMetadata(stream)],
  ['write metadata', '$mw', (client, stream) => client.setStreamMetadata(stream, {})],
];

async function firstOf(client: EventStoreDBClient, stream: string): Promise<void> {
  for await (const _event of client.subscribeToStream(stream, { fromRevision: START })) return;
}

async function streamWith(acl: object | string | undefined): Promise<string> {
  const stream = newStream('guarded');
  const admin = server.as(ADMIN);
  await admin.appendToStream(stream, some(1), { expectedRevision: NO_STREAM });
  if (acl !== undefined) await admin.setStreamMetadata(stream, { $acl: acl });
  return stream;
}

const everything = (roles: string[]) => ({ $r: roles, $w: roles, $d: roles, $mr: roles, $mw: roles });

describe('who may use a stream', () => {
  it.each(USES)('%s: as its access list says', async (_, action, use) => {
    const others = { ...everything(['$all']), [action]: ['somebody', 'else'] };
    const forbidden = await streamWith(others);
    expect(await failure(use(server.as(JOE), forbidden))).toBeInstanceOf(AccessDeniedError);
    const byName = await streamWith({ ...everything([]), [action]: 'joe' });
    await use(server.as(JOE), byName);
    const byGroup = await streamWith({ ...everything([]), [action]: ['nobody', 'clerks'] });
    await use(server.as(JOE), byGroup);
  });

  it.each(USES)('%s: an administrator whatever it says, and nobody without a name', async (name, _, use) => {
    const stream = await streamWith(everything(['$all']));
    const anonymous = await failure(use(server.as(undefined), stream));
    if (name !== 'append') expect(anonymous).toBeInstanceOf(AccessDeniedError);
    const closed = await streamWith(everything([]));
    if (name !== 'append') await use(server.as(ADMIN), closed);
  });

  it('the client without credentials is denied', async () => {
    const stream = await streamWith(undefined);
    const anonymous = server.as(undefined);
    expect(await failure(collect(anonymous.readStream(stream)))).toBeInstanceOf(AccessDeniedError);
    expect(await failure(anonymous.appendToStream(stream, some(1)))).toBeInstanceOf(AccessDeniedError);
    expect(await collect(server.as(ADMIN).readStream(stream))).toHaveLength(1);
  });

  it('a list that makes no sense lets administrators in alone', async () => {
    for (const acl of ['$all', 5, { $r: ['$all'], $w: 7 }]) {
      const stream = await streamWith(acl as object);
      expect(await failure(collect(server.as(JOE).readStream(stream)))).toBeInstanceOf(AccessDeniedError);
      expect(await collect(server.as(ADMIN).readStream(stream))).toHaveLength(1);
    }
  });

  it('system streams and $all are for administrators', async () => {
    const joe = server.as(JOE);
    for (const read of [collect(joe.readAll({ maxCount: 1 })), collect(joe.readStream('$user-admin'))]) {
      expect(await failure(read)).toBeInstanceOf(AccessDeniedError);
    }
    expect(await failure(joe.appendToStream('$settings', some(1)))).toBeInstanceOf(AccessDeniedError);
    expect(await failure(collect(server.as(OPS).readAll({ maxCount: 1 })))).toBeInstanceOf(AccessDeniedError);
    expect(await collect(server.as(ADMIN).readAll({ maxCount: 1 }))).toHaveLength(1);
  });

  it('$settings says what holds where a stream says nothing', async () => {
    const stream = await streamWith(undefined);
    const admin = server.as(ADMIN);
    const settings = (data: object) =>
      admin.appendToStream('$settings', { ...some(1, 'update')[0]!, data } as never);
    await settings({ $userStreamAcl: { $r: 'somebody' } });
    expect(await failure(collect(server.as(JOE).readStream(stream)))).toBeInstanceOf(AccessDeniedError);
    await server.as(JOE).appendToStream(stream, some(1));
    await settings({});
    expect(await collect(server.as(JOE).readStream(stream))).toHaveLength(2);
  });
});
