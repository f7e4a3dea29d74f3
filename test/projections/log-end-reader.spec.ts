import type { EventBody, Position } from '../../src/event-store/event-store';
import type { LogEntry } from '../../src/event-store/log/log-tail';
import { newEvents } from '../../src/event-store/new-events';
import { headOf, LogEndReader } from '../../src/projections/engine/log-end-reader';
import { BEGINNING } from '../../src/projections/engine/position';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const cause = { causationId: 'c', correlationId: 'c', actor: 'client:test' };

/** A log whose end is read when the test says so, and which counts what was read of it. */
class SlowStore extends InMemoryEventStore {
  readonly readings: (() => void)[] = [];
  isSlow = false;
  read = 0;

  override async readTail(count: number, before?: Position): Promise<readonly LogEntry[]> {
    const page = await super.readTail(count, before);
    this.read += page.length;
    if (this.isSlow) await new Promise<void>(resolve => this.readings.push(resolve));
    return page;
  }
}

function world() {
  const clock = new ManualClock();
  const store = new SlowStore(clock);
  const write = (streamId: string): Position => {
    const body: EventBody = { type: 'Something', data: { number: store.log.length } };
    const revision = BigInt(store.eventsOf(streamId).length) - 1n;
    const events = newEvents(streamId, [body], cause, clock.now(), String(store.log.length));
    const appended = store.appendNow(streamId, revision < 0n ? 'no_stream' : revision, events);
    if (!appended.ok) throw new Error(appended.refusal);
    return appended.position;
  };
  return { store, write, ends: new LogEndReader(store) };
}

describe('the end of the log', () => {
  it('of an empty log is the beginning', async () => {
    const { ends } = world();
    const end = await ends.read();
    expect([headOf(end), end.lastRelevant.journal]).toEqual([BEGINNING, BEGINNING]);
  });

  it('tells for each read model the last event it reads, however much has come after it', async () => {
    const { write, ends } = world();
    const account = write('account-a');
    for (let index = 0; index < 1_200; index += 1) write('exchange-a');
    const notice = write('notification-a');
    const head = write('reconciliation-a');
    const end = await ends.read();
    expect(headOf(end)).toEqual(head);
    expect(end.lastRelevant).toEqual({
      journal: account,
      accounts: account,
      payouts: account,
      cases: notice,
    });
  });

  it('reads nothing twice, and finds what is new', async () => {
    const { store, write, ends } = world();
    const account = write('account-a');
    for (let index = 0; index < 600; index += 1) write('exchange-a');
    await ends.read();
    store.read = 0;
    expect((await ends.read()).lastRelevant.journal).toEqual(account);
    write('exchange-a');
    const payout = write('payout-a');
    const head = write('exchange-a');
    const end = await ends.read();
    expect([end.lastRelevant.journal, headOf(end)]).toEqual([payout, head]);
    expect(store.read).toBeLessThan(20);
  });

  it('is never older than the question', async () => {
    const { store, write, ends } = world();
    store.isSlow = true;
    const first = write('account-a');
    const asked = ends.read();
    while (store.readings.length === 0) await Promise.resolve();
    // The first reading has seen the log already; whoever asks from here on has to see what comes now.
    const second = write('account-a');
    const later = [ends.read(), ends.read(), ends.read()];
    store.isSlow = false;
    for (const go of store.readings) go();
    expect(headOf(await asked)).toEqual(first);
    for (const end of await Promise.all(later)) expect(headOf(end)).toEqual(second);
  });

  it('goes on after the store was away', async () => {
    const { store, write, ends } = world();
    const position = write('account-a');
    const reading = jest.spyOn(store, 'readTail').mockRejectedValueOnce(new Error('away'));
    await expect(ends.read()).rejects.toThrow('away');
    expect(headOf(await ends.read())).toEqual(position);
    expect(reading).toHaveBeenCalledTimes(2);
  });

  it('of a log that was exchanged is not mixed with what was known of the other', async () => {
    const before = world();
    before.write('account-a');
    for (let index = 0; index < 5; index += 1) before.write('exchange-a');
    await before.ends.read();
    const other = world();
    for (let index = 0; index < 3; index += 1) other.write('exchange-b');
    const account = other.write('account-b');
    for (let index = 0; index < 20; index += 1) other.write('exchange-b');
    jest
      .spyOn(before.store, 'readTail')
      .mockImplementation((count, place) => other.store.readTail(count, place));
    expect((await before.ends.read()).lastRelevant.journal).toEqual(account);
  });

  it('knows of a place whether the log has come to it', async () => {
    const { write, ends } = world();
    const position = write('account-a');
    const next = { commit: position.commit + 1n, prepare: position.commit + 1n };
    expect([await ends.contains(position), await ends.contains(next)]).toEqual([true, false]);
    write('exchange-a');
    expect(await ends.contains(next)).toBe(true);
  });
});
