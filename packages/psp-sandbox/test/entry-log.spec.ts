import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Background } from '../src/core/background';
import { CashOut } from '../src/connectpsp/orders/cash-out';
import type { Details } from '../src/connectpsp/orders/details';
import { failureOf } from '../src/connectpsp/answers/failures';
import { settingsOf, type Settings } from '../src/connectpsp/options';
import { SCENARIOS } from '../src/connectpsp/scenarios';
import { DIALECT } from '../src/connectpsp/answers/dialect';
import { ConnectPspNotificationFormat } from '../src/connectpsp/notifications/notification-format';
import { OrderIntake } from '../src/simulation/order-intake';
import type { Request } from '../src/http/http-server';
import { fileEntryLog, readEntryLog, type EntryLog } from '../src/ledger/entry-log';
import { Notifier } from '../src/notifications/notifier';
import { Outage } from '../src/simulation/outage';
import type { Entry } from '../src/ledger/payment';
import { parserOf } from '../src/scenarios/scenario';
import { PaymentSettlement } from '../src/ledger/payment-settlement';
import { State } from '../src/simulation/state';
import { systemRandom } from '../src/core/random';
import { ManualClock } from './manual-clock';

describe('a simulator’s journal', () => {
  it('holds an entry before it says so, in the order they were given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    const path = join(folder, 'journal');
    const journal = await fileEntryLog<number>(path);
    const written = Array.from({ length: 100 }, async (_, number) => {
      await journal.append(number);
      return (await readFile(path, 'utf8')).split('\n').includes(String(number));
    });
    expect(new Set(await Promise.all(written))).toEqual(new Set([true]));
    await journal.close();
    expect((await readEntryLog<number>(path)).entries).toEqual(
      Array.from({ length: 100 }, (_, number) => number),
    );
    await expect(journal.append(100)).rejects.toThrow();
    await expect(journal.append(101)).rejects.toThrow();
    await expect(journal.flushed()).rejects.toThrow();
    await rm(folder, { recursive: true });
  });

  it('is waited for by every acceptance, the repeated one too', async () => {
    let onDisk = (): void => undefined;
    const written = new Promise<void>(resolve => (onDisk = resolve));
    const appended: Entry<Details>[] = [];
    const journal: EntryLog<Entry<Details>> = {
      past: [],
      append: entry => (appended.push(entry), written),
      flushed: () => written,
      close: () => Promise.resolve(),
    };
    const settings = settingsOf({ clock: new ManualClock(), random: systemRandom });
    const background = new Background();
    const scenarios = { table: SCENARIOS, parse: parserOf(SCENARIOS) };
    const outage = new Outage(settings.clock, background);
    const state = new State(settings, scenarios, outage, journal, settings.credentials);
    const notifier = new Notifier(state, new ConnectPspNotificationFormat(settings));
    const seal = { payerIspb: '0', payeeIspb: () => '0', failureOf, newReturnId: () => '0' };
    const settlement = new PaymentSettlement(state, notifier, seal, background);
    const cashOut = new CashOut(state, settings, new OrderIntake(state, settlement, notifier, DIALECT));
    const request = requestOf(state, settings);
    const answered: string[] = [];
    const both = ['first', 'repeat'].map(name => cashOut.post(request).then(() => answered.push(name)));
    await new Promise(resolve => setImmediate(resolve));
    expect(appended).toHaveLength(1);
    expect(answered).toEqual([]);
    onDisk();
    await Promise.all(both);
    expect(answered).toHaveLength(2);
    await background.stop();
    await notifier.close();
  });
});

function requestOf(state: State<Details>, settings: Settings): Request {
  const { accessToken } = state.tokens.issue();
  const { applicationToken, cryptoToken } = settings.credentials;
  const headers: Record<string, string> = {
    authorization: `Bearer ${accessToken}`,
    applicationtoken: applicationToken,
    digitalsignature: createHmac('sha256', cryptoToken).update(accessToken).digest('hex'),
    'x-idempotency-key': '7d0c1d9e-4d52-4c53-9c0a-0f7a3f6a0b11',
  };
  const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' };
  const payee = { name: 'Maria Silva', document: '12345678909', destination };
  const body = JSON.stringify({ amount: 50, externalReference: 'r', payee });
  const header = (name: string) => headers[name];
  return { method: 'POST', path: '/cash-out', query: new URLSearchParams(), body, header };
}
