import { START, type Credentials } from '@eventstore/db-client';
import {
  CreateReq,
  DeleteReq,
  DisableReq,
  EnableReq,
  ResetPasswordReq,
} from '@eventstore/db-client/generated/users_pb';
import { failure, newStream, some } from './protocol-support';
import { ADMIN, SecureServer } from './secure-server';
import { until } from './support';

const server = new SecureServer();

beforeAll(() => server.start());
afterAll(async () => {
  await server.stop();
  server.remove();
});

async function newUser(): Promise<Credentials> {
  const username = newStream('user');
  const options = new CreateReq.Options().setLoginName(username).setPassword('secret').setFullName('A Name');
  expect(await server.users(ADMIN, 'create', new CreateReq().setOptions(options))).toBeNull();
  return { username, password: 'secret' };
}

/** A client of this user that subscribes to the stream and has heard what is there. */
async function listening(user: Credentials, stream: string) {
  const subscription = server.as(user).subscribeToStream(stream, { fromRevision: START });
  const heard: string[] = [];
  const failed = new Promise<unknown>(resolve => subscription.once('error', resolve));
  subscription.on('data', ({ event }) => heard.push(event!.type));
  await until(() => heard.length > 0, 'the first event was told');
  return { heard, failed, subscription };
}

const WAYS: readonly (readonly [string, number, (login: string, stream: string) => Promise<unknown>])[] = [
  [
    'disabled',
    16,
    login =>
      server.users(
        ADMIN,
        'disable',
        new DisableReq().setOptions(new DisableReq.Options().setLoginName(login)),
      ),
  ],
  [
    'deleted',
    16,
    login =>
      server.users(ADMIN, 'delete', new DeleteReq().setOptions(new DeleteReq.Options().setLoginName(login))),
  ],
  [
    'given another password',
    16,
    login => {
      const options = new ResetPasswordReq.Options().setLoginName(login).setNewPassword('another');
      return server.users(ADMIN, 'resetPassword', new ResetPasswordReq().setOptions(options));
    },
  ],
  [
    'taken off the access list',
    7,
    (_, stream) => server.as(ADMIN).setStreamMetadata(stream, { acl: { readRoles: ['somebody'] } }),
  ],
];

describe('a call that goes on', () => {
  it.each(WAYS)('a subscription ends when its user is %s, and others go on', async (_, code, refuse) => {
    const stream = newStream('guarded');
    await server.as(ADMIN).appendToStream(stream, some(1));
    const user = await newUser();
    const [cut, kept] = [await listening(user, stream), await listening(ADMIN, stream)];
    await refuse(user.username, stream);
    await server.as(ADMIN).appendToStream(stream, some(1, 'After'));
    expect(await cut.failed).toMatchObject({ code });
    await until(() => kept.heard.length === 2, 'the administrator heard both');
    expect(cut.heard).toEqual(['SomethingHappened']);
    await kept.subscription.unsubscribe();
  });

  it('appends over one call are refused from then on, and possible again when the user is enabled', async () => {
    const user = await newUser();
    const client = server.as(user);
    const stream = newStream('guarded');
    await client.appendToStream(stream, some(1));
    const disabled = new DisableReq.Options().setLoginName(user.username);
    await server.users(ADMIN, 'disable', new DisableReq().setOptions(disabled));
    expect(await failure(client.appendToStream(stream, some(1)))).toMatchObject({ code: 16 });
    const enabled = new EnableReq.Options().setLoginName(user.username);
    await server.users(ADMIN, 'enable', new EnableReq().setOptions(enabled));
    expect((await client.appendToStream(stream, some(1))).nextExpectedRevision).toBe(1n);
  });

  it('a user that is deleted stays so while one of the same name is made', async () => {
    const user = await newUser();
    const options = new DeleteReq.Options().setLoginName(user.username);
    await server.users(ADMIN, 'delete', new DeleteReq().setOptions(options));
    await server.as(ADMIN).setStreamMetadata(`$user-${user.username}`, { acl: { readRoles: ['$admins'] } });
    const attempt = server.as(user).appendToStream(newStream('guarded'), some(1));
    expect(await failure(attempt)).toMatchObject({ code: 16 });
  });
});
