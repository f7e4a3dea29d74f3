import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerUnderTest } from '../../packages/embedded-eventstore/test/server-under-test';
import { ADMIN_KEY, ApiClient } from '../support/api-client';
import { HoldfastProcess, serve } from '../support/holdfast-process';
import type { AccountView } from '../support/views';

/** Services whose event store is put back to an older copy, or is another one, beside the read models of before. */
let folder: string;
const running: HoldfastProcess[] = [];

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'holdfast-foreign-'))));
afterEach(async () => {
  await Promise.all(running.splice(0).map(holdfast => holdfast.stop()));
  ServerUnderTest.killAll();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = (name: string, more: Readonly<Record<string, string>> = {}) => ({
  DATA_DIR: join(folder, name),
  PORT: '0',
  ADMIN_API_KEY: ADMIN_KEY,
  ...more,
});

async function started(env: Readonly<Record<string, string>>) {
  const { holdfast, url } = await serve(env);
  running.push(holdfast);
  return { holdfast, url, api: new ApiClient(() => url) };
}

const deposit = (api: ApiClient, id: string, amount: string) => api.deposit(id, amount, `${id} ${amount}`);
const available = async (api: ApiClient, id: string) =>
  (await api.get<AccountView>(`/v1/accounts/${id}`)).body.balance.available;
const metrics = async (url: string) => (await fetch(`${url}/metrics`)).text();

describe('an older copy of the embedded event store, put back beside the read models', () => {
  const data = () => join(folder, 'embedded', 'eventstore');
  const copy = () => join(folder, 'older');

  it('is what is shown from then on, and nothing new is passed over', async () => {
    const first = await started(settings('embedded'));
    await first.api.openAccount('merchant-1');
    await first.holdfast.stop();
    await cp(data(), copy(), { recursive: true });

    const second = await started(settings('embedded'));
    await deposit(second.api, 'merchant-1', '500.00');
    expect(await available(second.api, 'merchant-1')).toBe('500.00');
    await second.holdfast.stop();
    await rm(data(), { recursive: true });
    await cp(copy(), data(), { recursive: true });

    const refusing = new HoldfastProcess(['serve'], settings('embedded', { ON_FOREIGN_LOG: 'refuse' }));
    expect((await refusing.exited).code).toBe(1);
    expect(refusing.stderr).toMatch(/it is another log, or an older copy of it.*ON_FOREIGN_LOG is refuse/);
    expect(refusing.stdout).not.toContain('listening on');

    const third = await started(settings('embedded'));
    expect(third.holdfast.stderr).toMatch(
      /"projection":"journal","msg":"Projection begins again from nothing/,
    );
    expect(await available(third.api, 'merchant-1')).toBe('0.00');
    expect(await metrics(third.url)).toMatch(/holdfast_foreign_logs_found\{projection="journal"\} 1/);
    await deposit(third.api, 'merchant-1', '127.00');
    expect(await available(third.api, 'merchant-1')).toBe('127.00');
  }, 400_000);
});

describe('an event store elsewhere', () => {
  it('that is another one altogether is what the read models are built from', async () => {
    const left = await ServerUnderTest.start(join(folder, 'left'));
    const right = await ServerUnderTest.start(join(folder, 'right'));
    const first = await started(settings('two', { EVENTSTORE_URL: left.url }));
    await first.api.openAccount('merchant-left');
    await deposit(first.api, 'merchant-left', '500.00');
    await first.holdfast.stop();
    const second = await started(settings('two', { EVENTSTORE_URL: right.url }));
    expect((await second.api.get('/v1/accounts/merchant-left')).status).toBe(404);
    await second.api.openAccount('merchant-right');
    await deposit(second.api, 'merchant-right', '3.00');
    expect(await available(second.api, 'merchant-right')).toBe('3.00');
  }, 400_000);
});
