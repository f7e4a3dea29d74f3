import fc from 'fast-check';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import type { AccountEvent } from '../../../src/domain/account/events';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { RecordedEvent } from '../../../src/event-store/event-store';
import { markOf } from '../../../src/event-store/log/log-mark';
import { CheckpointKeeper } from '../../../src/saga/runner/checkpoint-keeper';
import { EventTracker } from '../../../src/saga/runner/event-tracker';
import { SagaCheckpoint } from '../../../src/saga/runner/saga-checkpoint';
import { UnfinishedWork } from '../../../src/saga/runner/unfinished-work';
import { textOfWorkItem } from '../../../src/saga/work-item';
import { silentLogger } from '../../../src/shared/logging';
import { captured } from '../../domain/account/account-examples';
import { completed, request } from '../../domain/payout/payout-examples';
import { recorded } from '../../support/history';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const MEBIBYTE = 1_048_576;
const CHECKPOINT = 'checkpoint-payout-saga';

const of = <Event extends PayoutEvent | AccountEvent>(event: Event, payoutId: string): Event =>
  ({ ...event, data: { ...event.data, payoutId } }) as Event;
const idOf = (number: number): string => `00000000-0000-5000-8000-${String(number).padStart(12, '0')}`;
const requestedAs = (number: number): PayoutEvent => {
  const payoutId = idOf(number);
  return { type: 'PayoutRequested', data: request({ payoutId, externalReference: payoutId }) };
};

/** What is unfinished after these events, and how far a checkpoint could be saved. */
class Saga {
  readonly unfinished = new UnfinishedWork();
  private readonly tracker = new EventTracker(this.unfinished, () => {});

  take(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.tracker.track(event);
      this.unfinished.readTo({ position: event.position, mark: markOf(event) });
    }
  }

  get texts(): string[] {
    return [...this.unfinished.items()].map(textOfWorkItem).sort();
  }
}

const clock = new ManualClock();
let store: InMemoryEventStore;
let keeper: CheckpointKeeper;
let unfinished: UnfinishedWork;

beforeEach(async () => {
  store = new InMemoryEventStore(clock);
  unfinished = new UnfinishedWork();
  const checkpoint = new SagaCheckpoint(store, clock);
  keeper = new CheckpointKeeper({ checkpoint, clock, logger: silentLogger });
  await keeper.load(new AbortController().signal);
});

function take(events: readonly RecordedEvent[]): void {
  const tracker = new EventTracker(unfinished, () => {});
  for (const event of events) {
    tracker.track(event);
    keeper.note({ kind: 'event', event });
    unfinished.readTo(keeper.place);
  }
}

const saved = () =>
  store.eventsOf(CHECKPOINT).map(({ body }) => body.data as { commit: string; openStreams: string[] });

describe('the checkpoint with 20,000 payouts under way', () => {
  const events = recorded(Array.from({ length: 20_000 }, (_, number) => requestedAs(number)));

  it('names the oldest ones, and lies before the first one that it does not name', async () => {
    take(events);
    await keeper.save(unfinished);
    const [only] = saved();
    expect(only!.openStreams).toHaveLength(1_000);
    expect(only!.commit).toBe(String(events[999]!.position.commit));
    expect(JSON.stringify(only).length).toBeLessThan(MEBIBYTE / 8);
  });

  it('goes on as the oldest ones end, and is not written again where it stands', async () => {
    take(events);
    await keeper.save(unfinished);
    take(recorded([...Array(20_000).keys()].map(requestedAs).concat(requestedAs(20_000))).slice(-1));
    await keeper.save(unfinished);
    expect(saved()).toHaveLength(1);
    for (let number = 0; number < 500; number += 1)
      unfinished.finish({ kind: 'payout', payoutId: idOf(number) });
    take(recorded([...Array(20_002).keys()].map(requestedAs)).slice(-1));
    await keeper.save(unfinished);
    expect(saved().map(({ commit }) => commit)).toEqual(
      [999, 1_499].map(index => String(events[index]!.position.commit)),
    );
  });

  it('is not waited for by the events', () => {
    take(events);
    expect(keeper.saveIfNeeded(unfinished)).toBeUndefined();
    expect(saved()).toHaveLength(1);
  });
});

it('a restart from any checkpoint finds everything that is unfinished', () => {
  const step = fc.record({ payout: fc.nat(5), what: fc.constantFrom('ask', 'pay', 'capture') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), fc.nat(4), (steps, at, most) => {
      const events = recorded(
        steps.map(({ payout, what }) => {
          if (what === 'ask') return requestedAs(payout);
          return of(what === 'pay' ? completed() : captured(), idOf(payout));
        }),
      );
      const first = new Saga();
      first.take(events.slice(0, at));
      const open = first.unfinished.oldest(most);
      first.take(events.slice(at));
      const restarted = new Saga();
      for (const item of open?.items ?? []) restarted.unfinished.restore(item);
      const from = open ? events.findIndex(({ id }) => id === open.place.mark.eventId) + 1 : 0;
      restarted.take(events.slice(from));
      expect(restarted.texts).toEqual(expect.arrayContaining(first.texts));
    }),
  );
});
