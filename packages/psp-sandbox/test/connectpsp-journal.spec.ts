import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import {
  readConnectPspRecords,
  startConnectPspSandbox,
  type ConnectPspSandbox,
} from '../src/connectpsp/sandbox';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { ManualClock } from './manual-clock';
import { TutorialClient } from './connectpsp-client';
import { receiver, type Receiver } from './receiver';

describe('the ConnectPSP sandbox with a journal', () => {
  let folder: string;
  let journalFile: string;
  let hooks: Receiver;
  let sandbox: ConnectPspSandbox | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connectpsp-'));
    journalFile = join(folder, 'journal');
    hooks = await receiver();
  });

  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
    await hooks.stop();
    await rm(folder, { recursive: true });
  });

  async function start(options: object = {}): Promise<[ConnectPspSandbox, TutorialClient]> {
    await sandbox?.stop();
    const parts = { clock: systemClock, random: systemRandom, settleAfterMs: 5, journalFile };
    sandbox = await startConnectPspSandbox({ ...parts, ...options });
    return [sandbox, new TutorialClient(sandbox, hooks.url)];
  }

  it('remembers what it accepted: the same key gets the same answer, the reference stays used', async () => {
    const [first, before] = await start({ settleAfterMs: 60_000 });
    const body = before.body();
    const key = { 'X-Idempotency-Key': randomUUID() };
    const accepted = await before.cashOut(body, key);
    const records = first.records();
    const [second, after] = await start({ settleAfterMs: 60_000 });
    expect(second.records()).toEqual(records);
    expect(second.balance()).toEqual(first.balance());
    expect(await after.cashOut(body, key)).toEqual(accepted);
    expect(await after.cashOut(body)).toMatchObject({ status: 409 });
  });

  it('settles and notifies after a restart what was due', async () => {
    const clock = new ManualClock();
    const [, before] = await start({ clock, settleAfterMs: 1000 });
    await before.cashOut();
    const [second] = await start({ clock });
    expect(second.records()).toMatchObject([{ status: 'PROCESSING' }]);
    clock.advance(1000);
    await hooks.delivery(0);
    expect(second.records()).toMatchObject([{ status: 'COMPLETED', payments: 1 }]);
  });

  it('goes on with the attempts where it stopped, and delivers no more once delivered', async () => {
    await hooks.stop();
    hooks = await receiver(index => (index === 0 ? 500 : 200));
    const clock = new ManualClock();
    const [first, before] = await start({ clock, settleAfterMs: 0 });
    await before.cashOut();
    await hooks.delivery(0);
    await noted(journalFile, 1);
    expect(first.deliveries()).toMatchObject([{ attempt: 1, status: 500 }]);
    const [second] = await start({ clock });
    clock.advance(30_000);
    await hooks.delivery(1);
    await noted(journalFile, 2);
    expect(second.deliveries()).toMatchObject([{ attempt: 2, status: 200 }]);
    const [third] = await start({ clock });
    clock.advance(24 * 3_600_000);
    expect(third.deliveries()).toEqual([]);
    expect(hooks.seen).toHaveLength(2);
  });

  it('drops a line that was cut, and writes on', async () => {
    const [, before] = await start();
    await before.cashOut();
    await hooks.delivery(0);
    await noted(journalFile, 1);
    await sandbox?.stop();
    await appendFile(journalFile, '{"type":"accepted","at":"20');
    const [second, after] = await start();
    expect(second.records()).toHaveLength(1);
    await after.cashOut();
    await hooks.delivery(1);
    await start();
    expect(sandbox?.records()).toHaveLength(2);
    expect(await readConnectPspRecords(journalFile)).toEqual(sandbox?.records());
  });

  it('does not start on a journal that was changed', async () => {
    await appendFile(journalFile, 'nonsense\n');
    await expect(start()).rejects.toThrow();
  });

  it('tells nothing of a file that is not there', async () => {
    expect(await readConnectPspRecords(join(folder, 'none'))).toEqual([]);
  });
});

/** Waits until that many deliveries stand in the journal. */
async function noted(journalFile: string, count: number): Promise<void> {
  const written = async () => (await readFile(journalFile, 'utf8')).split('"type":"notified"').length - 1;
  while ((await written()) < count) await new Promise(resolve => setImmediate(resolve));
}
