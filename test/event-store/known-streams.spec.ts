import type { AppendResult, NewEvent, RecordedEvent } from '../../src/event-store/event-store';
import { changeKnown, KnownStreams, readKnown } from '../../src/event-store/known-streams';
import { emptyStream, type Loaded, type StreamDecider } from '../../src/event-store/load';
import { streamName } from '../../src/event-store/stream-names';
import { Fault } from '../../src/shared/fault';
import { ok, refuse } from '../../src/shared/result';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { InMemoryEventStore } from '../support/in-memory-event-store';

interface Counted {
  type: 'Counted';
  data: { by: number };
}

const STREAM = streamName<Counted>('counter-1');
const EMPTY: Loaded<number> = emptyStream({ initial: 0 });

/** Counts to three and no further; counting nothing is nothing to do. */
const counter: StreamDecider<number, number, Counted, 'FULL'> = {
  initial: 0,
  decide: (state, by) =>
    by === 0 ? ok([]) : state + by > 3 ? refuse('FULL') : ok([{ type: 'Counted', data: { by } }]),
  evolve: (state, { data }) => state + data.by,
};

class CountingStore extends InMemoryEventStore {
  reads = 0;
  /** What becomes of the next append. */
  next: 'answered' | 'lost before' | 'lost after' = 'answered';

  override async append(...args: Parameters<InMemoryEventStore['append']>): Promise<AppendResult> {
    const fate = this.next;
    this.next = 'answered';
    if (fate !== 'lost before') await super.append(...args);
    if (fate !== 'answered') throw new Fault('event store', fate);
    return super.append(...args);
  }

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    this.reads += 1;
    return super.readStream(...args);
  }
}

const counted = (by: number, id: number): NewEvent<Counted> => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  body: { type: 'Counted', data: { by } },
  metadata: { $correlationId: 'c', $causationId: 'c', actor: 'other', schemaVersion: 1, occurredAt: '' },
});

const recorded = (revision: bigint, by = 1): RecordedEvent<Counted> => ({
  ...counted(by, Number(revision)),
  streamId: STREAM,
  revision,
  position: { commit: revision, prepare: revision },
  recordedAt: new Date(0),
});

function setUp() {
  const clock = new ManualClock(Date.parse('2026-03-01T12:00:00Z'));
  const store = new CountingStore(clock);
  const process = () => {
    const known = new KnownStreams<number, Counted>(counter, 10);
    const change = (by: number, causationId: string, unknown?: Loaded<number>) =>
      changeKnown(
        { store, clock },
        known,
        counter,
        STREAM,
        [{ command: by, cause: { causationId, correlationId: 'counter', actor: 'test' } }],
        unknown,
      );
    return { known, change, read: () => readKnown({ store }, known, counter, STREAM) };
  };
  /** What another process has appended meanwhile. */
  const rival = (by: number, id: number, after: bigint) => store.appendNow(STREAM, after, [counted(by, id)]);
  return { store, clock, rival, process };
}

describe('a known stream', () => {
  it('follows the events of the subscription in their order, and forgets the stream after a gap', () => {
    const known = new KnownStreams<number, Counted>(counter, 10);
    known.note(recorded(0n));
    known.note(recorded(1n, 2));
    expect(known.get(STREAM)).toMatchObject({ state: 3, revision: 1n });
    known.note(recorded(0n));
    known.note(recorded(1n, 2));
    expect(known.get(STREAM)).toMatchObject({ state: 3, revision: 1n });
    known.note(recorded(3n));
    expect(known.get(STREAM)).toBeUndefined();
    known.note(recorded(4n));
    expect(known.get(STREAM)).toBeUndefined();
  });

  it('never goes back to an older state', () => {
    const known = new KnownStreams<number, Counted>(counter, 10);
    known.put(STREAM, { ...EMPTY, state: 2, revision: 1n });
    known.put(STREAM, { ...EMPTY, state: 1, revision: 0n });
    expect(known.get(STREAM)).toMatchObject({ state: 2, revision: 1n });
    known.drop(STREAM);
    known.put(STREAM, EMPTY);
    expect(known.get(STREAM)).toBeUndefined();
  });

  it('is forgotten when it is the least recently used of too many', () => {
    const known = new KnownStreams<number, Counted>(counter, 2);
    const [one, two, three] = ['a', 'b', 'c'].map(name => streamName<Counted>(name)) as [
      typeof STREAM,
      typeof STREAM,
      typeof STREAM,
    ];
    for (const stream of [one, two]) known.put(stream, { ...EMPTY, revision: 0n });
    known.get(one);
    known.put(three, { ...EMPTY, revision: 0n });
    expect([one, two, three].map(stream => known.get(stream) !== undefined)).toEqual([true, false, true]);
  });
});

describe('a change of a known stream', () => {
  it('reads nothing after the first read, and after its own appends', async () => {
    const { store, process } = setUp();
    const { change, known } = process();
    await change(1, 'a');
    expect(store.reads).toBe(1);
    await change(1, 'b');
    await change(1, 'c');
    expect(store.reads).toBe(1);
    expect(known.get(STREAM)).toMatchObject({ state: 3, revision: 2n });
  });

  it('appends to a stream of which nothing is known without a read, where the caller expects a new stream', async () => {
    const { store, process } = setUp();
    await process().change(1, 'a', EMPTY);
    expect(store.reads).toBe(0);
    expect((await process().change(1, 'b', EMPTY)).after).toMatchObject({ state: 2, revision: 1n });
  });

  it('meets another process at the revision, and decides on what that one wrote', async () => {
    const { rival, process } = setUp();
    const { change } = process();
    await change(1, 'a');
    rival(1, 1, 0n);
    expect((await change(1, 'b')).after).toMatchObject({ state: 3, revision: 2n });
  });

  it('is refused only by what the disk has', async () => {
    const { store, process } = setUp();
    const { change, known } = process();
    await change(3, 'a');
    expect((await change(1, 'b')).decisions).toEqual([{ ok: false, refusal: 'FULL' }]);
    expect(store.reads).toBeGreaterThan(1);
    expect(known.get(STREAM)).toMatchObject({ revision: 0n });
  });

  it('says that there is nothing to do only by what the disk has', async () => {
    const { rival, process } = setUp();
    const { change } = process();
    await change(1, 'a');
    rival(2, 1, 0n);
    expect((await change(0, 'b')).after).toMatchObject({ state: 3, revision: 1n });
  });

  it.each(['lost before', 'lost after'] as const)('knows nothing after an append that was %s', async fate => {
    const { store, process } = setUp();
    const { change, read, known } = process();
    await change(1, 'a');
    store.next = fate;
    await expect(change(1, 'b')).rejects.toThrow(Fault);
    expect(known.get(STREAM)).toBeUndefined();
    expect((await read()).state).toBe(fate === 'lost after' ? 2 : 1);
    expect((await change(1, 'b')).after.state).toBe(fate === 'lost after' ? 3 : 2);
  });

  it('knows its event when the subscription is faster than the answer', async () => {
    const { store, process } = setUp();
    const { change, known } = process();
    await change(1, 'a');
    const underWay = change(1, 'b');
    while (store.log.length < 2) await Promise.resolve();
    known.note(store.log[1] as RecordedEvent<Counted>);
    expect(known.get(STREAM)).toMatchObject({ state: 2, revision: 1n });
    await underWay;
    expect(known.get(STREAM)).toMatchObject({ state: 2, revision: 1n });
  });

  it('is known to whoever is woken by its event', async () => {
    const { store, clock } = setUp();
    const known = new KnownStreams<number, Counted>(counter, 10);
    const seen: (number | undefined)[] = [];
    const announce = () => void seen.push(known.get(STREAM)?.state);
    const cause = { causationId: 'a', correlationId: 'counter', actor: 'test' };
    for (const command of [1, 2])
      await changeKnown({ store, clock, announce }, known, counter, STREAM, [{ command, cause }]);
    expect(seen).toEqual([1, 3]);
  });

  it('hides what is known while the outcome of its append is not', async () => {
    const { process } = setUp();
    const { change, known } = process();
    await change(1, 'a');
    const underWay = change(1, 'b');
    expect(known.get(STREAM)).toBeUndefined();
    await underWay;
    expect(known.get(STREAM)).toMatchObject({ state: 2 });
  });
});
