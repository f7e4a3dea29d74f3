import { AccessDeniedError, START, type Credentials, type EventStoreDBClient } from '@eventstore/db-client';
import { CreateReq, DisableReq } from '@eventstore/db-client/generated/users_pb';
import { allSettings, Consumer, fromStart, GROUP, numbers, revisions } from './persistent-support';
import { failure, newStream, some } from './protocol-support';
import { ADMIN, OPS, SecureServer } from './secure-server';

const server = new SecureServer();
const who = (username: string): Credentials => ({ username, password: 'secret' });

async function newUser(login: string): Promise<Credentials> {
  const options = new CreateReq.Options().setLoginName(login).setPassword('secret').setFullName('A Name');
  expect(await server.users(ADMIN, 'create', new CreateReq().setOptions(options))).toBeNull();
  return who(login);
}

beforeAll(() => server.start());
afterAll(async () => {
  await server.stop();
  server.remove();
});

async function streamWithGroup(count: number): Promise<string> {
  const stream = newStream('guarded');
  const admin = server.as(ADMIN);
  await admin.appendToStream(stream, some(count));
  await admin.createPersistentSubscriptionToStream(stream, GROUP, fromStart());
  return stream;
}

/** Everything one can do with groups, one after the other, each of them allowed to operators. */
const MANAGING: readonly (readonly [
  string,
  (client: EventStoreDBClient, stream: string) => Promise<unknown>,
])[] = [
  [
    'create',
    (client, stream) => client.createPersistentSubscriptionToStream(stream, `${GROUP}-2`, fromStart()),
  ],
  ['create on $all', (client, stream) => client.createPersistentSubscriptionToAll(stream, allSettings())],
  ['update', (client, stream) => client.updatePersistentSubscriptionToStream(stream, GROUP, fromStart())],
  ['info', (client, stream) => client.getPersistentSubscriptionToStreamInfo(stream, GROUP)],
  ['list', client => client.listAllPersistentSubscriptions()],
  ['replay', (client, stream) => client.replayParkedMessagesToStream(stream, GROUP)],
  ['restart', client => client.restartPersistentSubscriptionSubsystem()],
  ['delete', (client, stream) => client.deletePersistentSubscriptionToStream(stream, GROUP)],
];

describe('who may manage groups', () => {
  it.each(MANAGING)('%s: operators and administrators, nobody else', async (_, manage) => {
    const user = await newUser(newStream('user'));
    for (const somebody of [user, undefined]) {
      const stream = await streamWithGroup(1);
      expect(await failure(manage(server.as(somebody), stream))).toBeInstanceOf(AccessDeniedError);
      await server.as(ADMIN).getPersistentSubscriptionToStreamInfo(stream, GROUP);
    }
    for (const operator of [OPS, ADMIN]) await manage(server.as(operator), await streamWithGroup(1));
  });
});

describe('who may consume', () => {
  it('whoever may read the stream', async () => {
    const stream = await streamWithGroup(2);
    const user = await newUser(newStream('user'));
    await server.as(ADMIN).setStreamMetadata(stream, { acl: { readRoles: [user.username] } });
    const consumer = await Consumer.to(server.as(user), stream);
    expect(revisions(await consumer.take(2))).toEqual([0, 1]);
    await consumer.leave();
    for (const somebody of [OPS, undefined]) {
      const attempt = failure(Consumer.to(server.as(somebody), stream));
      expect(await attempt).toBeInstanceOf(AccessDeniedError);
    }
  });

  it('of $all, administrators', async () => {
    const group = newStream('group');
    await server.as(ADMIN).createPersistentSubscriptionToAll(group, allSettings({ startFrom: START }));
    const refused = new Consumer(server.as(OPS).subscribeToPersistentSubscriptionToAll(group));
    expect(await refused.failed).toBeInstanceOf(AccessDeniedError);
    const admitted = new Consumer(server.as(ADMIN).subscribeToPersistentSubscriptionToAll(group));
    expect((await admitted.next()).event).toBeDefined();
    await admitted.leave();
  });

  it.each(['is disabled', 'is taken off the access list'])(
    'not any more a user that %s: what it had goes to others',
    async what => {
      const stream = await streamWithGroup(3);
      const user = await newUser(newStream('user'));
      const consumer = await Consumer.to(server.as(user), stream);
      expect(revisions(await consumer.take(3))).toEqual(numbers(3));
      const options = new DisableReq.Options().setLoginName(user.username);
      if (what === 'is disabled') await server.users(ADMIN, 'disable', new DisableReq().setOptions(options));
      else await server.as(ADMIN).setStreamMetadata(stream, { acl: { readRoles: ['somebody'] } });
      expect(await consumer.failed).toMatchObject({ code: what === 'is disabled' ? 16 : 7 });
      const other = await Consumer.to(server.as(ADMIN), stream);
      expect(await other.ackNext(3)).toEqual(numbers(3));
      await other.leave();
    },
  );
});
