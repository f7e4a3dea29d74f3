import { AccessDeniedError, NO_STREAM, type Credentials } from '@eventstore/db-client';
import { UsersClient } from '@eventstore/db-client/generated/users_grpc_pb';
import {
  ChangePasswordReq,
  CreateReq,
  DeleteReq,
  DetailsReq,
  DisableReq,
  EnableReq,
  ResetPasswordReq,
  UpdateReq,
  type DetailsResp,
} from '@eventstore/db-client/generated/users_pb';
import { collect, failure, newStream, some } from './protocol-support';
import { ADMIN, authorization, OPS, SecureServer } from './secure-server';

const server = new SecureServer();
const who = (username: string, password = 'first'): Credentials => ({ username, password });

beforeAll(() => server.start());
afterAll(async () => {
  await server.stop();
  server.remove();
});

const created = (login: string, by: Credentials | null = ADMIN) => {
  const options = new CreateReq.Options().setLoginName(login).setPassword('first').setFullName('A Name');
  return server.users(by ?? undefined, 'create', new CreateReq().setOptions(options.setGroupsList(['g'])));
};
const disabled = (login: string, by = ADMIN) =>
  server.users(by, 'disable', new DisableReq().setOptions(new DisableReq.Options().setLoginName(login)));
const enabled = (login: string, by = ADMIN) =>
  server.users(by, 'enable', new EnableReq().setOptions(new EnableReq.Options().setLoginName(login)));
const deleted = (login: string, by = ADMIN) =>
  server.users(by, 'delete', new DeleteReq().setOptions(new DeleteReq.Options().setLoginName(login)));
const updated = (login: string, by = ADMIN) => {
  const options = new UpdateReq.Options()
    .setLoginName(login)
    .setFullName('Another')
    .setGroupsList(['$admins']);
  return server.users(by, 'update', new UpdateReq().setOptions(options));
};
const reset = (login: string, by = ADMIN) => {
  const options = new ResetPasswordReq.Options().setLoginName(login).setNewPassword('reset');
  return server.users(by, 'resetPassword', new ResetPasswordReq().setOptions(options));
};
const changed = (login: string, by: Credentials, current: string) => {
  const options = new ChangePasswordReq.Options().setLoginName(login).setNewPassword('changed');
  return server.users(
    by,
    'changePassword',
    new ChangePasswordReq().setOptions(options.setCurrentPassword(current)),
  );
};

async function details(by: Credentials, login = ''): Promise<DetailsResp.UserDetails.AsObject[]> {
  const client = new UsersClient(server.url, server.credentials);
  const request = new DetailsReq().setOptions(new DetailsReq.Options().setLoginName(login));
  try {
    const answers = await collect<DetailsResp>(client.details(request, authorization(by)));
    return answers.map(answer => answer.getUserDetails()!.toObject());
  } finally {
    client.close();
  }
}

/** Returns whether the server accepts these credentials, through the official client. */
async function letsIn(credentials: Credentials): Promise<boolean> {
  const stream = newStream('users');
  const append = server.as(credentials).appendToStream(stream, some(1), { credentials });
  return append.then(
    () => true,
    (error: { code?: number }) => {
      expect(error.code).toBe(16);
      return false;
    },
  );
}

const DENIED = { code: 7, details: 'Access Denied' };

describe('users', () => {
  it('are there from the beginning: admin and ops', async () => {
    expect(await details(ADMIN)).toMatchObject([
      { loginName: 'admin', fullName: 'Event Store Administrator', groupsList: ['$admins'], disabled: false },
      { loginName: 'ops', fullName: 'Event Store Operations', groupsList: ['$ops'], disabled: false },
    ]);
    expect([await letsIn(ADMIN), await letsIn(OPS)]).toEqual([true, true]);
    expect([await letsIn(who('admin', 'wrong')), await letsIn(who('nobody'))]).toEqual([false, false]);
  });

  it('are created, updated, disabled, enabled and deleted by administrators', async () => {
    expect(await created('ann')).toBeNull();
    expect(await details(ADMIN, 'ann')).toMatchObject([{ fullName: 'A Name', groupsList: ['g'] }]);
    expect(await letsIn(who('ann'))).toBe(true);
    expect(await created('ann')).toMatchObject({ code: 9 });
    expect(await disabled('ann')).toBeNull();
    expect(await letsIn(who('ann'))).toBe(false);
    expect(await enabled('ann')).toBeNull();
    expect(await letsIn(who('ann'))).toBe(true);
    expect(await failure(collect(server.as(who('ann')).readAll()))).toBeInstanceOf(AccessDeniedError);
    expect(await updated('ann')).toBeNull();
    expect(await details(ADMIN, 'ann')).toMatchObject([{ fullName: 'Another', groupsList: ['$admins'] }]);
    expect(await collect(server.as(who('ann')).readAll({ maxCount: 1 }))).toHaveLength(1);
    expect(await deleted('ann')).toBeNull();
    expect(await letsIn(who('ann'))).toBe(false);
    expect(await failure(details(ADMIN, 'ann'))).toMatchObject({ code: 5 });
    expect(await deleted('ann')).toMatchObject({ code: 5 });
    expect(await created('ann')).toBeNull();
    expect(await letsIn(who('ann'))).toBe(true);
  });

  it('change their own password, and have it reset by administrators', async () => {
    await created('ben');
    expect(await changed('ben', who('ben'), 'not it')).toMatchObject(DENIED);
    expect(await changed('ben', ADMIN, 'first')).toMatchObject(DENIED);
    expect(await letsIn(who('ben'))).toBe(true);
    expect(await changed('ben', who('ben'), 'first')).toBeNull();
    expect([await letsIn(who('ben')), await letsIn(who('ben', 'changed'))]).toEqual([false, true]);
    expect(await reset('ben')).toBeNull();
    expect([await letsIn(who('ben', 'changed')), await letsIn(who('ben', 'reset'))]).toEqual([false, true]);
  });

  it('do nothing to others unless they are administrators', async () => {
    await created('cat');
    const cat = who('cat');
    const attempts = [created('x', cat), updated('cat', cat), disabled('ops', cat), reset('admin', cat)];
    for (const attempt of [...attempts, deleted('ops', cat), enabled('cat', OPS), created('x', null)]) {
      expect(await attempt).toMatchObject(DENIED);
    }
    expect(await details(cat, 'cat')).toHaveLength(1);
    expect(await failure(details(cat))).toMatchObject(DENIED);
    expect(await failure(details(cat, 'admin'))).toMatchObject(DENIED);
  });

  it.each(['', '$admins', 'a b', 'a:b', 'x'.repeat(201)])('cannot be called %j', async login => {
    expect(await created(login)).toMatchObject({ code: 3 });
  });

  it('and what they may is as it was after a restart; passwords are not in the data', async () => {
    await created('dan');
    await server.as(ADMIN).appendToStream('kept', some(1), { expectedRevision: NO_STREAM });
    await server.as(ADMIN).setStreamMetadata('kept', { acl: { readRoles: ['dan'] } });
    await server.stop();
    await server.start();
    expect(await collect(server.as(who('dan')).readStream('kept'))).toHaveLength(1);
    expect(await failure(collect(server.as(OPS).readStream('kept')))).toBeInstanceOf(AccessDeniedError);
    expect(await letsIn(who('dan', 'wrong'))).toBe(false);
    const [event] = await collect(server.as(ADMIN).readStream('$user-dan'));
    expect(JSON.stringify(event!.event!.data)).not.toContain('first');
    expect((await details(ADMIN)).filter(({ loginName }) => loginName === 'admin')).toHaveLength(1);
  });
});
