import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { ADMIN_KEY, ApiClient } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serve } from '../support/holdfast-process';
import type { AccountView } from '../support/views';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'holdfast-replaced-'))));
afterAll(async () => {
  ServerUnderTest.killAll();
  await rm(folder, { recursive: true, force: true });
});

const deposit = (api: ApiClient, amount: string) => api.deposit('merchant-1', amount, amount);
const available = async (api: ApiClient) =>
  (await api.get<AccountView>('/v1/accounts/merchant-1')).body.balance.available;

it('a service whose event store is replaced by an older copy begins anew', async () => {
  const data = join(folder, 'store');
  const older = join(folder, 'older');
  let server = await ServerUnderTest.start(data);
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', ADMIN_API_KEY: ADMIN_KEY };
  const { holdfast, url } = await serve({ ...env, EVENTSTORE_URL: server.url });
  const api = new ApiClient(() => url);
  await api.openAccount('merchant-1');
  await deposit(api, '20.00');
  await server.stop();
  await cp(data, older, { recursive: true });
  server = await ServerUnderTest.start(data, server.port);
  await eventually('the store is back', async () => (await deposit(api, '500.00')).status === 201);
  expect(await available(api)).toBe('520.00');
  // Answered by the read models alone: they have heard of it too.
  expect((await api.get('/v1/ledger/trial-balance')).status).toBe(200);

  await server.stop();
  await rm(data, { recursive: true });
  await cp(older, data, { recursive: true });
  await ServerUnderTest.start(data, server.port);
  const [, anew] = await holdfast.prints(/listening on \S+\n[^]*listening on (http:\S+)/);
  expect(holdfast.stderr).toContain('beginning anew: the event store holds another log than before');
  const after = new ApiClient(() => anew!);
  expect(await available(after)).toBe('20.00');
  await deposit(after, '127.00');
  expect(await available(after)).toBe('147.00');
  await holdfast.stop();
}, 400_000);
