import { ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import { run } from '../support/holdfast-process';
import { TestService } from '../support/service';

let holdfast: TestService;
beforeAll(async () => {
  holdfast = await TestService.start();
});
afterAll(() => holdfast.stop());

const keys = (...args: string[]) => run(['keys', ...args], { DATA_DIR: holdfast.dataDir });

describe('holdfast keys, beside a running service', () => {
  it('makes a key that works, lists it without its secret, and revokes it for ever', async () => {
    const made = await keys('create', 'shop', 'commands', 'accounting');
    expect(made.code).toBe(0);
    const [keyId, key] = made.stdout.trim().split('\n') as [string, string];
    const shop = new ApiClient(() => holdfast.service.url, key);
    await eventually('the key is known', async () => (await shop.openAccount('shop-1')).status === 201);
    expect((await shop.get('/v1/audit/streams/account-shop-1')).status).toBe(403);

    const listed = await keys('list', '--json');
    expect(JSON.parse(listed.stdout)).toEqual([
      expect.objectContaining({ keyId, clientName: 'shop', revokedAt: null }),
    ]);
    expect(listed.stdout).not.toContain(key.split('_').slice(2).join('_'));

    expect(await keys('revoke', keyId)).toMatchObject({ code: 0, stdout: `${keyId} is revoked\n` });
    await eventually(
      'the key is refused',
      async () => (await shop.get('/v1/accounts/shop-1')).status === 401,
    );
    expect(await keys('revoke', keyId)).toMatchObject({ code: 1, stderr: 'KEY_ALREADY_REVOKED\n' });
  });

  it('says what a client is, and of an older one that it does not say it', async () => {
    const made = await keys(
      'create',
      'till',
      'payouts:request',
      '--kind',
      'service',
      '--accounts',
      'm-1',
      'm-2',
    );
    expect(made.code).toBe(0);
    const listed = (await keys('list')).stdout.split('\n');
    expect(listed).toContainEqual(
      expect.stringContaining('  shop  kind not stated  commands,accounting  all accounts  '),
    );
    expect(listed).toContainEqual(
      expect.stringContaining('  till  service  payouts:request  accounts m-1,m-2  '),
    );
    const { stdout } = await keys('list', '--json');
    expect((JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'unstated',
      'service',
    ]);
  });

  it('makes no key with a scope that does not exist', async () => {
    const { code, stdout, stderr } = await keys('create', 'shop', 'everything');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('scopes: no such scope: everything');
  });
});
