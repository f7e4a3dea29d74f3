import type { WebhookProgressSaved } from '../../../domain/outbound/events';
import type { EventStore, RecordedEvent } from '../../../event-store/event-store';
import { readEvents, readLastEvent } from '../../../event-store/read-events';
import { webhookProgressStream } from '../../../event-store/stream-names';

/** Which deliveries are sent again: those of events that were recorded at or after `from` and before `to`. */
export interface ReplayRange {
  readonly from: Date;
  readonly to: Date;
}

/** How far a range was asked for: the next save, and the last one that counts. */
export interface ReplayPlace {
  readonly revision: bigint;
  readonly end: bigint;
}

export interface ReplayedPart {
  /** Ids in the order in which they ended the first time. */
  readonly ids: readonly string[];
  /** undefined: that was the whole range. */
  readonly next: ReplayPlace | undefined;
}

/** After so many ids, or saves, one part ends. */
const MOST_IDS = 500;
const MOST_SAVES = 2_000;

/** Finds the deliveries of a range in the saves of an endpoint's progress, part by part. */
export class RangeReplay {
  constructor(private readonly store: Pick<EventStore, 'readStream' | 'readLast'>) {}

  /** What the replay itself leads to stands after `end`, so the parts come to an end. @throws {Fault} */
  async part(endpointId: string, range: ReplayRange, at: ReplayPlace | undefined): Promise<ReplayedPart> {
    const place = at ?? (await this.beginning(endpointId, range.from));
    if (!place) return { ids: [], next: undefined };
    const ids = new Set<string>();
    const stream = webhookProgressStream(endpointId);
    for await (const { body, revision } of readEvents(this.store, stream, place.revision, MOST_SAVES)) {
      if (revision > place.end) break;
      for (const { deliveryId, recordedAt } of body.data.finished ?? [])
        if (isWithin(range, recordedAt)) ids.add(deliveryId);
      const next = { revision: revision + 1n, end: place.end };
      const isFull = ids.size >= MOST_IDS || next.revision - place.revision >= BigInt(MOST_SAVES);
      if (isFull && next.revision <= place.end) return { ids: [...ids], next };
    }
    return { ids: [...ids], next: undefined };
  }

  /** The first save that was recorded at `from` or later: what was recorded before had ended before. */
  private async beginning(endpointId: string, from: Date): Promise<ReplayPlace | undefined> {
    const last = await readLastEvent(this.store, webhookProgressStream(endpointId));
    if (!last) return undefined;
    let [low, high] = [0n, last.revision];
    while (low < high) {
      const middle = (low + high) / 2n;
      const saved = await this.saveAt(endpointId, middle);
      if (saved && saved.recordedAt < from) low = middle + 1n;
      else high = middle;
    }
    return { revision: low, end: last.revision };
  }

  private async saveAt(
    endpointId: string,
    revision: bigint,
  ): Promise<RecordedEvent<WebhookProgressSaved> | undefined> {
    for await (const saved of readEvents(this.store, webhookProgressStream(endpointId), revision, 1))
      return saved;
    return undefined;
  }
}

const isWithin = ({ from, to }: ReplayRange, recordedAt: string): boolean => {
  const at = new Date(recordedAt);
  return at >= from && at < to;
};
