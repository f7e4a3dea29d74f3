import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announcedAddresses } from '../../src/backing/data-folder';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { openDatabase } from '../../src/projections/engine/database';
import { readConnectPspRecords } from 'psp-sandbox';
import { systemClock } from '../../src/shared/clock';
import { SeededRandom } from '../simulation/seeded-random';
import { ADMIN_KEY, ApiClient, untilAnswered } from '../support/api-client';
import { eventually } from '../support/eventually';
import { freePort, serve, type HoldfastProcess } from '../support/holdfast-process';
import { familyOf, isRunning, killProcess, processesOn } from '../support/processes';
import { WebhookReceiver } from '../support/webhook-receiver';
import { violationsAtRest } from '../support/world';
import { Load } from './load';
import { nextArrival, TOLD, untold } from './told';

/** Which of the service's processes are killed, and whether the next start waits until the others have noticed. */
const KILLS = [
  'main, then wait',
  'main',
  'everything',
  'main, then wait',
  'main and guard',
  'main',
  'everything',
  'main',
  'main, then wait',
] as const;
const COMMANDS_PER_LIFE = 12;

function kill(holdfast: HoldfastProcess, which: (typeof KILLS)[number]): void {
  const family = familyOf(holdfast.pid);
  const isVictim = ({ pid, command }: { pid: number; command: string }) =>
    which === 'everything' ||
    pid === holdfast.pid ||
    (which === 'main and guard' && command.includes('embedded-postgres/main.js'));
  for (const { pid } of family.filter(isVictim)) killProcess(pid);
}

/** What a running service on the folder remembers, read beside it. */
async function violations(dataDir: string, api: ApiClient, receiver: WebhookReceiver): Promise<string[]> {
  const { eventStoreUrl, databaseUrl } = (await announcedAddresses(dataDir))!;
  const store = new EventStoreDbStore(eventStoreUrl, {}, systemClock);
  const database = openDatabase({ url: databaseUrl });
  try {
    const found = await violationsAtRest({
      store,
      database,
      records: () => readConnectPspRecords(join(dataDir, 'sandbox', 'connectpsp-2.jsonl')),
      storedNotifications: () => [],
      commands: api.commands,
    });
    await eventually('all is told', async () => (await untold(store, receiver)).length === 0).catch(
      () => undefined,
    );
    return [...api.differentAnswers(), ...found, ...(await untold(store, receiver))];
  } finally {
    await database.destroy();
    await store.dispose();
  }
}

/** Returns the secret. */
async function addEndpoint(port: string, url: string): Promise<string> {
  const headers = { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ url, events: TOLD });
  const address = `http://127.0.0.1:${port}/v1/webhook-endpoints`;
  return ((await (await fetch(address, { method: 'POST', headers, body })).json()) as { secret: string })
    .secret;
}

describe('a service killed again and again', () => {
  it('loses nothing it answered for, pays nothing twice, ends every payout, and tells all of it in order', async () => {
    const random = new SeededRandom(20_261_122);
    const dataDir = await mkdtemp(join(tmpdir(), 'holdfast-crash-'));
    const port = String(await freePort());
    const env = {
      DATA_DIR: dataDir,
      PORT: port,
      ADMIN_API_KEY: ADMIN_KEY,
      PROVIDER_TIMEOUT_MS: '2000',
      SWEEP_INTERVAL_MS: '200',
      CONNECTPSP_FEE_SCHEDULE: '0.30',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    };
    const api = new ApiClient(() => `http://127.0.0.1:${port}`);
    const load = new Load(api, random);
    const receiver = await new WebhookReceiver().start();
    let holdfast: HoldfastProcess | undefined;
    try {
      ({ holdfast } = await serve(env));
      receiver.secret = await addEndpoint(port, receiver.url);
      for (const [account, amount] of [
        ['rich', '5000.00'],
        ['poor', '40.00'],
      ] as const) {
        await untilAnswered(() => api.openAccount(account));
        await untilAnswered(() => api.deposit(account, amount));
      }
      for (const [index, which] of KILLS.entries()) {
        const answeredBefore = load.answered;
        load.allow(COMMANDS_PER_LIFE);
        const enough = answeredBefore + random.between(1, COMMANDS_PER_LIFE - 2);
        await eventually(`${enough} commands are answered`, () => load.answered >= enough);
        // At a message that is on its way out, or somewhere in the life of what is under way.
        if (index % 3 > 0) await nextArrival(receiver, index % 3 === 1);
        else await systemClock.wait(random.below(500));
        const family = familyOf(holdfast.pid);
        kill(holdfast, which);
        expect(await holdfast.exited).toEqual({ code: null, signal: 'SIGKILL' });
        if (which === 'main, then wait') {
          await eventually('the others have noticed', () => !family.some(({ pid }) => isRunning(pid)));
        }
        ({ holdfast } = await serve(env));
      }
      await load.finish();
      expect(await violations(dataDir, api, receiver)).toEqual([]);
      expect(receiver.received.length).toBeGreaterThan(receiver.taken().length);
      expect(await holdfast.stop()).toEqual({ code: 0, signal: null });
      expect(processesOn(dataDir)).toEqual([]);
    } finally {
      holdfast?.signal('SIGKILL');
      receiver.stop();
      for (const { pid } of processesOn(dataDir)) killProcess(pid);
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 600_000);
});
