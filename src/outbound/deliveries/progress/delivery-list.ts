import type { FinishedDelivery, WebhookProgressSaved } from '../../../domain/outbound/events';
import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { readEvents, readLastEvent } from '../../../event-store/read-events';
import { webhookProgressStream } from '../../../event-store/stream-names';

type ListedStatus = FinishedDelivery['status'] | 'RETRYING';

/** A place in the list of an endpoint: the save whose open deliveries begin the list, then a save, then an entry of it. */
export interface ListPlace {
  readonly head: bigint;
  readonly revision: bigint;
  readonly index: number;
}

export interface ListedIds {
  readonly ids: readonly string[];
  /** undefined: the list ends here. */
  readonly next: ListPlace | undefined;
}

interface Wanted {
  readonly status: ListedStatus | undefined;
  readonly limit: number;
  /** undefined: from the newest on. */
  readonly from: ListPlace | undefined;
}

interface Entry {
  readonly deliveryId: string;
  readonly status: ListedStatus;
}

type Saved = RecordedEvent<WebhookProgressSaved>;

/** Saves that are read at a time, and at most for one page: then a page can have less than it could hold. */
const READ_AT_ONCE = 100;
const MOST_READ = 1_000;

/** What one endpoint was sent, the newest first, from the saves of its own progress: no read model is needed. */
export class DeliveryList {
  constructor(private readonly store: Pick<EventStore, 'readStream' | 'readLast'>) {}

  /** A delivery that ended again after a replay can stand on two pages. @throws {Fault} */
  async page(endpointId: string, wanted: Wanted): Promise<ListedIds> {
    const from = wanted.from ?? (await this.newest(endpointId));
    if (!from) return { ids: [], next: undefined };
    const ids = new Set<string>();
    const last = from.revision - BigInt(MOST_READ);
    for await (const saved of this.backwards(endpointId, from.revision)) {
      const { revision } = saved;
      if (revision <= last) return { ids: [...ids], next: { head: from.head, revision, index: 0 } };
      const entries = entriesOf(saved, from.head);
      const first = revision === from.revision ? from.index : 0;
      for (const [index, { deliveryId, status }] of entries.entries()) {
        if (index < first || (wanted.status !== undefined && status !== wanted.status)) continue;
        if (ids.size === wanted.limit) return { ids: [...ids], next: { head: from.head, revision, index } };
        ids.add(deliveryId);
      }
      // Only the newest save says what is open.
      if (wanted.status === 'RETRYING') break;
    }
    return { ids: [...ids], next: undefined };
  }

  private async newest(endpointId: string): Promise<ListPlace | undefined> {
    const last = await readLastEvent(this.store, webhookProgressStream(endpointId));
    return last && { head: last.revision, revision: last.revision, index: 0 };
  }

  private async *backwards(endpointId: string, from: bigint): AsyncGenerator<Saved> {
    const stream = webhookProgressStream(endpointId);
    for (let end = from + 1n; end > 0n;) {
      const begin = end > BigInt(READ_AT_ONCE) ? end - BigInt(READ_AT_ONCE) : 0n;
      const some: Saved[] = [];
      for await (const saved of readEvents(this.store, stream, begin, Number(end - begin))) some.push(saved);
      yield* some.reverse();
      end = begin;
    }
  }
}

/** The newest first. The save at which the list began says what is open. */
function entriesOf({ body, revision }: Saved, head: bigint): readonly Entry[] {
  const { open, finished = [] } = body.data;
  const retrying = open.flatMap(({ deliveryId }) =>
    deliveryId === undefined ? [] : [{ deliveryId, status: 'RETRYING' as const }],
  );
  return [...(revision === head ? retrying.reverse() : []), ...[...finished].reverse()];
}
