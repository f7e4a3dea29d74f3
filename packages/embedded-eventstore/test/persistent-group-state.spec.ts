import fc from 'fast-check';
import { GroupState, type Effect } from '../src/persistent/state/group-state';
import type { Message } from '../src/persistent/state/message';
import type { GroupSettings } from '../src/persistent/settings';

const SETTINGS: GroupSettings = {
  resolveLinks: false,
  extraStatistics: false,
  messageTimeoutMs: 100,
  maxRetryCount: 2,
  checkpointAfterMs: 50,
  minCheckpointCount: 1,
  maxCheckpointCount: 5,
  maxSubscriberCount: 0,
  liveBufferSize: 8,
  readBatchSize: 4,
  historyBufferSize: 12,
  strategy: 'RoundRobin',
};

const contentOf = (place: number) => ({
  event: { position: place, bytes: Buffer.alloc(1) },
  link: undefined,
});

/** The group between a source that never ends and consumers that do as they are told, with everything written down. */
class Harness {
  readonly state: GroupState;
  now = 0;
  nextPlace: number;
  live = false;
  /** Whom each message is with, by its id. */
  readonly held = new Map<string, { consumer: string; message: Message }>();
  readonly parking: Message[] = [];
  /** Places that have ended: acknowledged, skipped or parked. */
  readonly ended = new Set<number>();
  readonly filtered = new Set<number>();
  readonly sends = new Map<number, number>();
  checkpoint: number | undefined;

  constructor(
    readonly settings: GroupSettings,
    checkpoint?: number,
  ) {
    this.state = new GroupState(settings, checkpoint);
    this.checkpoint = checkpoint;
    this.nextPlace = checkpoint === undefined ? 0 : checkpoint + 1;
  }

  do(what: (now: number) => void): void {
    what(this.now);
    for (const effect of this.state.takeEffects()) this.perform(effect);
    this.checkCheckpoint(this.state.progress.dueCheckpoint(this.now, false));
  }

  read(count: number, isFiltered: (place: number) => boolean, idOf: (place: number) => string): void {
    const places = Array.from(
      { length: Math.min(count, this.state.readableCount(this.live)) },
      () => this.nextPlace++,
    );
    const events = places.map(place => {
      if (!isFiltered(place))
        return { place, message: { id: idOf(place), stream: `s-${place % 3}`, content: contentOf(place) } };
      this.filtered.add(place);
      return { place };
    });
    this.do(now => this.state.read(events, now));
  }

  tick(afterMs: number): void {
    this.now += afterMs;
    // Expired messages no longer belong to these consumers.
    for (const [id, { message }] of this.held)
      if (this.sentAt.get(message)! + 100 <= this.now) this.held.delete(id);
    this.do(now => this.state.tick(now));
    this.checkCheckpoint(this.state.progress.dueCheckpoint(this.now, true));
  }

  finish(ids: string[], how: 'ack' | 'skip' | 'park' | 'retry'): void {
    const messages = ids.flatMap(id => this.held.get(id)?.message ?? []);
    for (const id of ids) this.held.delete(id);
    if (how === 'ack' || how === 'skip') for (const { origin } of messages) this.end(origin);
    this.do(now => (how === 'ack' ? this.state.ack(ids, now) : this.state.nack(ids, how, 'because', now)));
  }

  settleParking(fails: boolean): void {
    for (const message of this.parking.splice(0)) {
      if (!fails) this.end(message.origin);
      this.do(now =>
        fails ? this.state.retryAfterFailedPark(message, now) : this.state.confirmParked(message),
      );
    }
  }

  disconnect(id: string): void {
    for (const [held, { consumer }] of this.held) if (consumer === id) this.held.delete(held);
    this.do(now => this.state.disconnect(id, now));
  }

  private readonly sentAt = new Map<Message, number>();

  private perform(effect: Effect): void {
    if (effect.kind === 'park') this.parking.push(effect.message);
    if (effect.kind !== 'send') return;
    const { consumer, message } = effect;
    if (this.held.has(message.id)) throw new Error(`${message.id} was sent twice at once`);
    if (this.ended.has(placeOf(message))) throw new Error(`${message.id} was sent after its end`);
    if (message.retries > this.settings.maxRetryCount + this.disconnects)
      throw new Error('It was sent too often');
    this.held.set(message.id, { consumer, message });
    this.sentAt.set(message, this.now);
    const mine = [...this.held.values()].filter(held => held.consumer === consumer);
    if (mine.length > this.state.consumer(consumer)!.slots) throw new Error('More was sent than it takes');
  }

  disconnects = 0;

  private end(origin: Message['origin']): void {
    if (origin.kind === 'read') this.ended.add(origin.place);
  }

  /** The promise of the whole: nothing before a checkpoint is still to come to its end. */
  private checkCheckpoint(due: { sequence: number; place: number } | undefined): void {
    if (!due) return;
    if (this.checkpoint !== undefined && due.place <= this.checkpoint)
      throw new Error('A checkpoint went back');
    for (let place = (this.checkpoint ?? -1) + 1; place <= due.place; place += 1) {
      if (!this.ended.has(place) && !this.filtered.has(place)) throw new Error(`${place} would be lost`);
    }
    this.checkpoint = due.place;
    this.state.progress.confirmCheckpoint(due, this.now);
  }
}

const placeOf = ({ origin }: Message): number => (origin.kind === 'read' ? origin.place : -1);

type Step =
  | { kind: 'read'; count: number; filter: number }
  | { kind: 'connect' | 'disconnect'; consumer: number; slots: number }
  | { kind: 'finish'; how: 'ack' | 'skip' | 'park' | 'retry'; picks: number[] }
  | { kind: 'parking'; fails: boolean }
  | { kind: 'tick'; afterMs: number }
  | { kind: 'pause'; consumer: number; paused: boolean }
  | { kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      count: fc.integer({ min: 1, max: 8 }),
      filter: fc.integer({ min: 2, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('connect' as const),
      consumer: fc.nat(2),
      slots: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('disconnect' as const),
      consumer: fc.nat(2),
      slots: fc.constant(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('finish' as const),
      how: fc.constantFrom('ack', 'ack', 'skip', 'park', 'retry'),
      picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
    }) as fc.Arbitrary<Step>,
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('parking' as const), fails: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('tick' as const), afterMs: fc.integer({ min: 1, max: 120 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pause' as const), consumer: fc.nat(2), paused: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

function run(harness: Harness, step: Step, idOf: (place: number) => string): Harness {
  switch (step.kind) {
    case 'read':
      harness.read(step.count, place => place % step.filter === 0, idOf);
      return harness;
    case 'connect':
      if (!harness.state.consumer(`c${step.consumer}`)) {
        harness.do(now => harness.state.connect(`c${step.consumer}`, step.slots, now));
      }
      return harness;
    case 'disconnect':
      harness.disconnects += 1;
      harness.disconnect(`c${step.consumer}`);
      return harness;
    case 'finish': {
      const held = [...harness.held.keys()];
      harness.finish([...new Set(step.picks.map(pick => held[pick] ?? 'unknown'))], step.how);
      return harness;
    }
    case 'parking':
      harness.settleParking(step.fails);
      return harness;
    case 'tick':
      harness.tick(step.afterMs);
      return harness;
    case 'pause':
      harness.do(now => harness.state.pause(`c${step.consumer}`, step.paused, now));
      return harness;
    case 'restart': {
      // The state after kill -9: only the checkpoint is left. The consumers know which messages they have ended.
      const next = new Harness(harness.settings, harness.checkpoint);
      return next;
    }
  }
}

const strategy = fc.constantFrom('RoundRobin' as const, 'DispatchToSingle' as const, 'Pinned' as const);

describe('a group of a persistent subscription', () => {
  it.each([
    ['ids that are all different', (place: number) => `e${place}`],
    ['ids that come again', (place: number) => `e${place % 5}`],
  ])('loses nothing, whatever happens in whatever order: %s', (_, idOf) => {
    fc.assert(
      fc.property(strategy, fc.array(step, { maxLength: 120 }), (name, steps) => {
        let harness = new Harness({ ...SETTINGS, strategy: name });
        for (const each of steps) harness = run(harness, each, idOf);
        drain(harness);
      }),
      { numRuns: 500 },
    );
  });

  /** A consumer that acknowledges everything ends every message that the group reads. */
  function drain(harness: Harness): void {
    // Leaving counts as a try, but parks nothing.
    harness.disconnects = Infinity;
    for (const id of ['c0', 'c1', 'c2']) harness.disconnect(id);
    harness.do(now => harness.state.connect('last', 3, now));
    while (harness.held.size > 0 || harness.parking.length > 0) {
      harness.settleParking(false);
      harness.finish([...harness.held.keys()], 'ack');
    }
    expect(harness.state.counts).toMatchObject({ retry: 0, fresh: 0, inFlight: 0 });
    expect(harness.state.progress.openCount).toBe(0);
    harness.tick(1_000);
    if (harness.nextPlace > 0) expect(harness.checkpoint).toBe(harness.nextPlace - 1);
  }

  const started = (changes: Partial<GroupSettings> = {}) => new Harness({ ...SETTINGS, ...changes });
  const id = (place: number) => `e${place}`;

  it('sends again what was not answered in time, and parks what was sent too often', () => {
    const harness = started();
    harness.do(now => harness.state.connect('one', 1, now));
    harness.read(1, () => false, id);
    const retries = [0, 1, 2].map(() => {
      const seen = harness.held.get('e0')?.message.retries;
      harness.tick(100);
      return seen;
    });
    expect(retries).toEqual([0, 1, 2]);
    expect(harness.held.size).toBe(0);
    expect(harness.parking.map(message => message.id)).toEqual(['e0']);
    expect(harness.checkpoint).toBeUndefined();
    harness.settleParking(false);
    harness.tick(100);
    expect(harness.checkpoint).toBe(0);
  });

  it('takes turns (RoundRobin), or fills one consumer before the next (DispatchToSingle)', () => {
    const spread = (name: 'RoundRobin' | 'DispatchToSingle') => {
      const harness = started({ strategy: name });
      for (const consumer of ['a', 'b']) harness.do(now => harness.state.connect(consumer, 3, now));
      harness.read(4, () => false, id);
      return [0, 1, 2, 3].map(place => harness.held.get(id(place))?.consumer);
    };
    expect(spread('RoundRobin')).toEqual(['a', 'b', 'a', 'b']);
    expect(spread('DispatchToSingle')).toEqual(['a', 'a', 'a', 'b']);
  });

  it('keeps a stream with its consumer (Pinned), and lets the others pass one that is full', () => {
    const harness = started({ strategy: 'Pinned' });
    for (const consumer of ['a', 'b']) harness.do(now => harness.state.connect(consumer, 2, now));
    const owners = new Map<number, Set<string>>();
    for (let round = 0; round < 8; round += 1) {
      harness.read(4, () => false, id);
      for (const { consumer, message } of harness.held.values()) {
        const stream = placeOf(message) % 3;
        owners.set(stream, (owners.get(stream) ?? new Set()).add(consumer));
      }
      harness.finish([...harness.held.keys()], 'ack');
    }
    expect([...owners.values()].map(set => set.size)).toEqual([1, 1, 1]);
    expect(new Set([...owners.values()].flatMap(set => [...set])).size).toBe(2);
  });

  it('sends first again what a lost consumer had, in the order of the source', () => {
    const harness = started();
    harness.do(now => harness.state.connect('a', 3, now));
    harness.read(4, () => false, id);
    harness.do(now => harness.state.connect('b', 10, now));
    harness.finish([id(3)], 'ack');
    harness.disconnect('a');
    expect([...harness.held.keys()]).toEqual(['e0', 'e1', 'e2']);
    expect([...harness.held.values()].map(({ message }) => message.retries)).toEqual([1, 1, 1]);
  });

  it('counts replayed messages apart: they move no checkpoint, and the first that has not ended is known', () => {
    const harness = started();
    const parked = [4, 5].map(revision => ({
      id: `p${revision}`,
      stream: 's',
      content: contentOf(0),
      revision,
    }));
    harness.do(now => harness.state.replay(parked, now));
    harness.do(now => harness.state.connect('a', 5, now));
    expect(harness.state.firstReplaying).toBe(4);
    harness.finish(['p4'], 'ack');
    expect(harness.state.firstReplaying).toBe(5);
    harness.finish(['p5'], 'park');
    expect(harness.state.firstReplaying).toBe(5);
    harness.settleParking(false);
    expect(harness.state.firstReplaying).toBeUndefined();
    harness.tick(1_000);
    expect(harness.checkpoint).toBeUndefined();
  });

  it('reads no more than its buffer holds', () => {
    const harness = started();
    for (let round = 0; round < 20; round += 1) harness.read(100, () => false, id);
    expect(harness.state.counts.fresh).toBeLessThanOrEqual(SETTINGS.historyBufferSize);
    expect(harness.state.readableCount(false)).toBe(0);
  });
});
