import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { systemClock } from '../../src/shared/clock';
import { HoldfastProcess, run } from '../support/holdfast-process';
import { familyOf, isRunning } from '../support/processes';
import { eventually } from '../support/eventually';

describe('holdfast', () => {
  it('sandbox: prints the settings that point at it, answers there, and ends when told', async () => {
    const sandbox = new HoldfastProcess(['sandbox']);
    const [, url] = await sandbox.prints(/^CONNECTPSP_URL=(http:\/\/127\.0\.0\.1:\d+)$/m);
    await sandbox.prints(/^CONNECTPSP_CRYPTO_TOKEN=\S+$/m);
    expect((await fetch(`${url}/sandbox/records`)).status).toBe(200);
    expect(await sandbox.stop()).toEqual({ code: 0, signal: null });
  });

  it('event-store: serves a folder alone, and ends when told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-event-store-'));
    const server = new HoldfastProcess(['event-store', '--data', join(folder, 'events'), '--port', '0']);
    const [, port] = await server.prints(/^event store listening on \S+:(\d+)$/m);
    const store = new EventStoreDbStore(`esdb://127.0.0.1:${port}?tls=false`, {}, systemClock);
    await expect(store.ping()).resolves.toBeUndefined();
    await store.dispose();
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [[], 'serve'],
    [['serve'], 'the service'],
    [['demo'], 'the main job'],
    [['event-store'], '--data DIR'],
    [['sandbox'], '--connectpsp-port'],
    [['audit'], 'verify'],
    [['keys'], 'revoke'],
    [['witness', 'serve'], '--dir'],
  ])('%j --help says what there is, and does nothing', async (command, says) => {
    const { code, stdout, stderr } = await run([...command, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(says);
  });

  it('refuses a command that there is not', async () => {
    const { code, stderr } = await run(['pay-everybody']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('pay-everybody');
  });

  it('demo: everything agrees, and nothing is left running', async () => {
    const demo = new HoldfastProcess(['demo']);
    const family = await eventually('its children are there', () => {
      const found = familyOf(demo.pid);
      return found.length > 3 && found;
    });
    expect({ ...(await demo.exited), stderr: demo.stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    expect(demo.stdout).toMatch(/Everything agrees: \d+ checks\./);
    expect(demo.stdout).not.toContain('WRONG');
    expect(family.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });
});
