import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../src/sandbox/connectpsp/book';
import { CashOut } from '../../src/sandbox/connectpsp/cash-out';
import { Notifier } from '../../src/sandbox/connectpsp/notifier';
import { settingsOf } from '../../src/sandbox/connectpsp/options';
import { Settlement } from '../../src/sandbox/connectpsp/settlement';
import { State } from '../../src/sandbox/connectpsp/state';
import { fileJournal, readJournal, type Journal } from '../../src/sandbox/journal-file';
import { systemRandom } from '../../src/shared/random';
import { ManualClock } from '../providers/manual-clock';

describe('a simulator’s journal', () => {
  it('holds an entry before it says so, in the order they were given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    const path = join(folder, 'journal');
    const journal = await fileJournal<number>(path);
    const written = Array.from({ length: 100 }, async (_, number) => {
      await journal.append(number);
      return (await readFile(path, 'utf8')).split('\n').includes(String(number));
    });
    expect(new Set(await Promise.all(written))).toEqual(new Set([true]));
    await journal.close();
    expect((await readJournal<number>(path)).entries).toEqual(
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
    const appended: Entry[] = [];
    const journal: Journal<Entry> = {
      past: [],
      append: entry => (appended.push(entry), written),
      flushed: () => written,
      close: () => Promise.resolve(),
    };
    const state = new State(settingsOf({ clock: new ManualClock(), random: systemRandom }), journal);
    const notifier = new Notifier(state);
    const settlement = new Settlement(state, notifier);
    const cashOut = new CashOut(state, settlement, notifier);
    const request = requestOf(state);
    const answered: string[] = [];
    const both = ['first', 'repeat'].map(name => cashOut.post(request).then(() => answered.push(name)));
    await new Promise(resolve => setImmediate(resolve));
    expect(appended).toHaveLength(1);
    expect(answered).toEqual([]);
    onDisk();
    await Promise.all(both);
    expect(answered).toHaveLength(2);
    await settlement.stop();
    await notifier.close();
  });
});

function requestOf(state: State) {
  const { accessToken } = state.tokens.issue();
  const { applicationToken, cryptoToken } = state.credentials;
  const headers: Record<string, string> = {
    authorization: `Bearer ${accessToken}`,
    applicationtoken: applicationToken,
    digitalsignature: createHmac('sha256', cryptoToken).update(accessToken).digest('hex'),
    'x-idempotency-key': '7d0c1d9e-4d52-4c53-9c0a-0f7a3f6a0b11',
  };
  const destination = { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' };
  const payee = { name: 'Maria Silva', document: '12345678909', destination };
  const body = JSON.stringify({ amount: 50, externalReference: 'r', payee });
  return { method: 'POST', path: '/cash-out', body, header: (name: string) => headers[name] };
}
