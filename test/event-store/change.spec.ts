import { change, changeAll } from '../../src/event-store/change';
import { emptyStream, load, type StreamDecider } from '../../src/event-store/load';
import { appendEvents } from '../../src/event-store/append-events';
import { readEvents } from '../../src/event-store/read-events';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../src/event-store/event-store';
import { caseStream, isEventOf, PAYOUT_PREFIX, streamName } from '../../src/event-store/stream-names';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { Fault } from '../../src/shared/fault';
import { ok, refuse } from '../../src/shared/result';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

interface Counted {
  type: 'Counted';
  data: { by: number };
}

const STREAM = streamName<Counted>('counter-1');
const CAUSE = { causationId: 'cause', correlationId: 'counter', actor: 'test' };

/** Counts to three and no further. */
const counter: StreamDecider<number, number, Counted, 'FULL'> = {
  initial: 0,
  decide: (state, by) => (state + by > 3 ? refuse('FULL') : ok([{ type: 'Counted', data: { by } }])),
  evolve: (state, { data }) => state + data.by,
};

/** Another writer comes first, as often as the test says; the answer of an append can be lost. */
class ContestedStore extends InMemoryEventStore {
  rivals = 0;
  losesAnswer = false;
  reads = 0;

  override async append(
    streamId: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    if (this.rivals > 0) {
      this.rivals -= 1;
      const last = await super.readLast(streamId);
      this.appendNow(streamId, last ? last.revision : 'no_stream', [rivalEvent(this.rivals)]);
    }
    const appended = await super.append(streamId, expected, events);
    if (!this.losesAnswer) return appended;
    this.losesAnswer = false;
    throw new Fault('event store', 'The answer was lost');
  }

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    this.reads += 1;
    return super.readStream(...args);
  }
}

const rivalEvent = (number: number): NewEvent => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  body: { type: 'Counted', data: { by: 1 } },
  metadata: {
    $correlationId: 'rival',
    $causationId: 'rival',
    actor: 'rival',
    schemaVersion: 1,
    occurredAt: '2026-01-01T00:00:00.000Z',
  },
});

function world() {
  const clock = new ManualClock();
  const store = new ContestedStore(clock);
  const announced: string[] = [];
  const announce = (events: readonly { type: string }[]) => void announced.push(...events.map(e => e.type));
  return { store, parts: { store, clock, announce }, announced };
}

async function idsIn(store: InMemoryEventStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of readEvents(store, STREAM)) ids.push(id);
  return ids;
}

describe('change', () => {
  it('appends what the decider decides and announces it once it is on disk', async () => {
    const { parts, announced } = world();
    const changed = await change(parts, counter, STREAM, 2, CAUSE);
    expect(changed).toMatchObject({ ok: true, value: { state: 2, revision: 0n } });
    expect(await load(parts.store, STREAM, counter)).toMatchObject({ state: 2, revision: 0n });
    expect(announced).toEqual(['Counted']);
  });

  it('writes and announces nothing for a refusal', async () => {
    const { parts, store, announced } = world();
    expect(await change(parts, counter, STREAM, 4, CAUSE)).toEqual({ ok: false, refusal: 'FULL' });
    expect([await idsIn(store), announced]).toEqual([[], []]);
  });

  it('decides again on what another writer appended first', async () => {
    const { parts, store } = world();
    store.rivals = 2;
    expect(await change(parts, counter, STREAM, 1, CAUSE)).toMatchObject({ ok: true, value: { state: 3 } });
    store.rivals = 1;
    expect(await change(parts, counter, STREAM, 1, CAUSE)).toEqual({ ok: false, refusal: 'FULL' });
  });

  it('gives up with a Fault when other writers are faster twenty times', async () => {
    const { parts, store } = world();
    store.rivals = Infinity;
    const endless = { ...counter, decide: () => ok([{ type: 'Counted', data: { by: 1 } } as const]) };
    await expect(change(parts, endless, STREAM, 1, CAUSE)).rejects.toThrow(Fault);
  });

  it('repeats with the same event ids after a lost answer where it decides on the same revision', async () => {
    const { parts, store } = world();
    const known = emptyStream(counter);
    const start = { known, isCurrent: true };
    store.losesAnswer = true;
    await expect(changeAll(parts, counter, STREAM, [{ command: 1, cause: CAUSE }], start)).rejects.toThrow(
      Fault,
    );
    const again = await changeAll(parts, counter, STREAM, [{ command: 1, cause: CAUSE }], start);
    expect(again.after).toMatchObject({ state: 1, revision: 0n });
    expect(await idsIn(store)).toHaveLength(1);
  });
});

describe('changeAll', () => {
  it('appends without a read where the caller knows the stream', async () => {
    const { parts, store } = world();
    const start = { known: emptyStream(counter), isCurrent: false };
    await changeAll(parts, counter, STREAM, [{ command: 1, cause: CAUSE }], start);
    expect(store.reads).toBe(0);
  });

  it('refuses nothing on what the caller only knows: it reads first', async () => {
    const { parts } = world();
    await change(parts, counter, STREAM, 1, CAUSE);
    const known = { ...emptyStream(counter), state: 3 };
    const orders = [{ command: 2, cause: CAUSE }];
    const changed = await changeAll(parts, counter, STREAM, orders, {
      known: { ...known },
      isCurrent: false,
    });
    // Read on from the known state: 3 and the event that it did not know of.
    expect(changed.decisions).toEqual([{ ok: false, refusal: 'FULL' }]);
    const empty = { known: { ...emptyStream(counter), state: 0 }, isCurrent: false };
    expect((await changeAll(parts, counter, STREAM, orders, empty)).decisions).toEqual([
      { ok: true, value: 3 },
    ]);
  });

  it('appends several commands together, each decided on the one before', async () => {
    const { parts, store, announced } = world();
    const orders = [2, 2, 1].map((command, index) => ({
      command,
      cause: { ...CAUSE, causationId: `cause-${index}` },
    }));
    const { decisions, after } = await changeAll(parts, counter, STREAM, orders);
    expect(decisions).toEqual([
      { ok: true, value: 2 },
      { ok: false, refusal: 'FULL' },
      { ok: true, value: 3 },
    ]);
    expect([after.revision, announced.length, (await idsIn(store)).length]).toEqual([1n, 2, 2]);
  });

  it.each([
    ['PER_REVISION', 2],
    ['PER_CAUSE', 1],
  ] as const)('makes ids %s: the same cause twice makes %s different ids', async (eventIds, different) => {
    const [first, second] = [world(), world()];
    await change(first.parts, { ...counter, eventIds }, STREAM, 1, CAUSE);
    second.store.appendNow(STREAM, 'no_stream', [rivalEvent(1)]);
    await change(second.parts, { ...counter, eventIds }, STREAM, 1, CAUSE);
    const ids = [(await idsIn(first.store))[0], (await idsIn(second.store))[1]];
    expect(new Set(ids).size).toBe(different);
  });
});

describe('load', () => {
  it('reads only the last event where that alone makes the state', async () => {
    const { parts, store } = world();
    await change(parts, counter, STREAM, 1, CAUSE);
    await change(parts, counter, STREAM, 2, CAUSE);
    const reads = store.reads;
    const last = await load(store, STREAM, { ...counter, readsLastOnly: true });
    expect([last.state, last.revision, store.reads - reads]).toEqual([2, 1n, 0]);
  });
});

describe('a stream name', () => {
  it('lets only the events of its own stream in, and gives them back typed', async () => {
    const { parts, store } = world();
    const other: PayoutEvent = {
      type: 'PayoutRejected',
      data: { payoutId: 'p', code: 'INSUFFICIENT_FUNDS', message: '' },
    };
    // @ts-expect-error: an event of a payout does not stand in the stream of a case.
    await appendEvents(parts, caseStream('c'), 'no_stream', [other], CAUSE);
    // @ts-expect-error: a text is no stream name: nothing says which events stand in it.
    const untyped = readEvents(store, 'case-c');
    for await (const event of untyped) expect(isEventOf(PAYOUT_PREFIX, event)).toBe(false);
    expect.hasAssertions();
  });
});
