import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNtxPayRecords, startNtxPaySandbox, type NtxPaySandbox } from '../src/ntxpay/sandbox';
import { systemClock } from '../src/core/clock';
import { systemRandom } from '../src/core/random';
import { ManualClock } from './manual-clock';
import { ReferenceClient } from './ntxpay-client';
import { receiver, type Receiver } from './receiver';

describe('the NTX Pay sandbox with a journal', () => {
  let folder: string;
  let journalFile: string;
  let hooks: Receiver;
  let sandbox: NtxPaySandbox | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ntxpay-'));
    journalFile = join(folder, 'journal');
    hooks = await receiver();
  });

  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
    await hooks.stop();
    await rm(folder, { recursive: true });
  });

  async function start(options: object = {}): Promise<[NtxPaySandbox, ReferenceClient]> {
    await sandbox?.stop();
    const parts = { clock: systemClock, random: systemRandom, settleAfterMs: 5, journalFile };
    sandbox = await startNtxPaySandbox({ ...parts, ...options });
    return [sandbox, new ReferenceClient(sandbox, hooks.url)];
  }

  it('remembers what it accepted, and that the reference is used', async () => {
    const [first, before] = await start({ settleAfterMs: 60_000 });
    const accepted = await before.cashOut(before.body({ externalId: 'used' }));
    const records = first.records();
    const [second, after] = await start({ settleAfterMs: 60_000, usedExternalId: 'conflict' });
    expect(second.records()).toEqual(records);
    expect(second.balance()).toEqual(first.balance());
    expect((await after.get('/api/pix/transaction/used')).json).toMatchObject({
      id: accepted.json.transactionId,
      status: 'PENDING',
    });
    expect(await after.cashOut(after.body({ externalId: 'used' }))).toMatchObject({ status: 409 });
  });

  it('settles after a restart what was due, and notifies where it was registered before', async () => {
    const clock = new ManualClock();
    const [, before] = await start({ clock, settleAfterMs: 1000 });
    await before.register();
    await before.cashOut();
    const [second] = await start({ clock });
    expect(second.records()).toMatchObject([{ status: 'PENDING' }]);
    clock.advance(1000);
    await hooks.delivery(0);
    expect(second.records()).toMatchObject([{ status: 'CONFIRMED', payments: 1 }]);
  });

  it('goes on with the attempts and the notifications where it stopped', async () => {
    await hooks.stop();
    hooks = await receiver(index => (index === 1 ? 500 : 200));
    const clock = new ManualClock();
    const [, before] = await start({ clock, settleAfterMs: 0 });
    await before.register();
    await before.cashOut(undefined, 'error-after-confirmed');
    await hooks.delivery(1);
    await noted(journalFile, 2);
    const [second] = await start({ clock });
    clock.advance(30_000);
    await hooks.delivery(2);
    await noted(journalFile, 3);
    expect(second.deliveries()).toMatchObject([{ claim: 'ERROR', attempt: 2, status: 200 }]);
    const [third] = await start({ clock });
    clock.advance(24 * 3_600_000);
    expect(third.deliveries()).toEqual([]);
    expect(hooks.seen).toHaveLength(3);
  });

  it('drops a line that was cut, and tells its records without a sandbox', async () => {
    const [, before] = await start();
    await before.register();
    await before.cashOut();
    await hooks.delivery(0);
    await noted(journalFile, 1);
    await sandbox?.stop();
    await appendFile(journalFile, '{"type":"accepted","at":"20');
    const [second] = await start();
    expect(second.records()).toMatchObject([{ status: 'CONFIRMED' }]);
    expect(await readNtxPayRecords(journalFile)).toEqual(second.records());
    expect(await readNtxPayRecords(join(folder, 'none'))).toEqual([]);
  });

  it('does not start on a journal that was changed', async () => {
    await appendFile(journalFile, 'nonsense\n');
    await expect(start()).rejects.toThrow();
  });
});

/** Waits until that many deliveries stand in the journal. */
async function noted(journalFile: string, count: number): Promise<void> {
  const written = async () => (await readFile(journalFile, 'utf8')).split('"type":"notified"').length - 1;
  while ((await written()) < count) await new Promise(resolve => setImmediate(resolve));
}
