import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_KEY, ApiClient, payoutBody, type Answer } from '../support/api-client';
import { eventually } from '../support/eventually';
import { run, serve } from '../support/holdfast-process';
import { familyOf, isRunning, killProcess } from '../support/processes';
import type { PayoutView } from '../support/views';

let dataDir: string;
const envFor = (changes: Readonly<Record<string, string>> = {}) => ({
  DATA_DIR: dataDir,
  PORT: '0',
  ADMIN_API_KEY: ADMIN_KEY,
  SWEEP_INTERVAL_MS: '300',
  ...changes,
});

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdfast-process-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('the service as a process', () => {
  it('answers what is under way when it is told to end, and leaves nothing running', async () => {
    const { holdfast, url } = await serve(envFor());
    const api = new ApiClient(() => url);
    await api.fund('merchant-1', '100.00');
    const family = familyOf(holdfast.pid);
    // The event store, the guard of PostgreSQL, and PostgreSQL with its own.
    expect(family.length).toBeGreaterThan(3);
    const send = (index: number): Promise<Answer<PayoutView>> =>
      api.requestPayout(payoutBody('merchant-1', `last ${index}`, '1.00', 'delay:30s'));
    const sent = Array.from({ length: 20 }, (_, index) => send(index));
    // All were sent together: when the first is answered, none of the others is still on its way here.
    await Promise.race(sent);
    const ended = holdfast.stop();
    const answers = await Promise.all(sent);
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual(
      answers.map(() => [202, 'PROCESSING']),
    );
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(family.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });

  it('shows the key it makes at its first start, and works with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-first-'));
    const { ADMIN_API_KEY: _given, ...env } = envFor({ DATA_DIR: folder });
    const { holdfast, url } = await serve(env);
    const [, key] = await holdfast.prints(/^ADMIN_API_KEY .*: (hf_\S+)$/m);
    expect((await new ApiClient(() => url, key).openAccount('merchant-1')).status).toBe(201);
    const file = join(folder, 'admin.key');
    expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777]).toEqual([`${key}\n`, 0o600]);
    expect((await holdfast.stop()).code).toBe(0);
    const again = await serve(env);
    expect(again.holdfast.stdout).not.toContain('ADMIN_API_KEY');
    expect((await new ApiClient(() => again.url, key).get('/v1/accounts/merchant-1')).status).toBe(200);
    expect((await again.holdfast.stop()).code).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses a second one on the same folder with one line, and goes on itself', async () => {
    const { holdfast, url } = await serve(envFor());
    const second = await run(['serve'], envFor());
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: `The data folder ${dataDir} is in use by another process\n`,
    });
    expect((await new ApiClient(() => url).get('/health/ready')).status).toBe(200);
    expect((await holdfast.stop()).code).toBe(0);
  });

  it('starts again the children that are killed', async () => {
    const { holdfast, url } = await serve(envFor());
    const api = new ApiClient(() => url);
    const children = familyOf(holdfast.pid).filter(({ parent }) => parent === holdfast.pid);
    for (const { pid } of children) killProcess(pid);
    await eventually('it is ready again, with new children', async () => {
      const { status } = await api.get('/health/ready');
      return status === 200 && !children.some(({ pid }) => isRunning(pid));
    });
    expect((await api.openAccount('after-the-kill')).status).toBe(201);
    expect((await holdfast.stop()).code).toBe(0);
  });

  it('tells every mistake in its settings, a line each, and does not start', async () => {
    const { code, stdout, stderr } = await run(
      ['serve'],
      envFor({
        PORT: 'http',
        SWEEP_INTERVAL_MS: '0',
        CONNECTPSP_URL: 'ftp://provider.invalid',
        DATABASE_URL: 'mysql://somebody:secret@db.invalid/books',
      }),
    );
    expect([code, stdout]).toEqual([1, '']);
    const lines = stderr.trimEnd().split('\n');
    for (const name of ['PORT', 'SWEEP_INTERVAL_MS', 'CONNECTPSP_URL', 'DATABASE_URL'])
      expect(lines.filter(line => line.startsWith(`${name} must be`))).toHaveLength(1);
    expect(stderr).not.toMatch(/secret|at Object|node:internal/);
  });
});
