import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { appendEvents } from '../../event-store/append-events';
import { readLastEvent } from '../../event-store/read-events';
import { REFERENCE_ERA_STREAM, type PayoutReferencesCombined } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';

const MARKER: PayoutReferencesCombined = { type: 'PayoutReferencesCombined', data: {} };
const CAUSE = {
  causationId: derivedId(REFERENCE_ERA_STREAM),
  correlationId: REFERENCE_ERA_STREAM,
  actor: 'saga',
};

/**
 * Whether the store may hold payouts whose reference is claimed in the two older streams only. A process asks once, before
 * its first claim. A store without payouts gets the marker then, so that every process gets the same answer for ever.
 */
export class ReferenceEra {
  private answer: Promise<boolean> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {Fault} the event store is away; the next caller asks again */
  isOlder(): Promise<boolean> {
    this.answer ??= this.find().catch((error: unknown) => {
      this.answer = undefined;
      throw error;
    });
    return this.answer;
  }

  private async find(): Promise<boolean> {
    if (await readLastEvent(this.store, REFERENCE_ERA_STREAM)) return false;
    const first = await this.findFirst();
    if (first) return first.streamId !== REFERENCE_ERA_STREAM;
    // Where another process was faster, its marker stands.
    const { store, clock } = this;
    await appendEvents({ store, clock }, REFERENCE_ERA_STREAM, 'no_stream', [MARKER], CAUSE);
    return false;
  }

  /** What came first: the marker of another process, or a payout. */
  private async findFirst(): Promise<RecordedEvent | undefined> {
    for await (const event of this.store.readAll())
      if (event.streamId === REFERENCE_ERA_STREAM || isOfPayout(event)) return event;
    return undefined;
  }
}

/** Every payout of the older kind began with its two claims. */
const isOfPayout = ({ body: { type, data } }: RecordedEvent): boolean =>
  type === 'PayoutRequested' ||
  (type === 'ReferenceReserved' && 'kind' in data && (data.kind === 'client' || data.kind === 'provider'));
