import type { EventStore } from '../event-store/event-store';
import { newEvents, type Cause } from '../event-store/new-events';
import { referenceStream, type ReferenceKind } from '../event-store/stream-names';
import type { Clock } from '../shared/clock';

/** A name that may be taken once: `owner` is the API client or the provider whose name it is. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly owner: string;
  readonly reference: string;
}

interface ReferenceReserved {
  type: 'ReferenceReserved';
  data: Reference & { holder: string };
}

/** Which payout (or, for a deposit's key, account) a reference belongs to: reserved once, for ever, by the store's own NO_STREAM check. */
export class References {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Who has the reference. @throws {Fault} */
  async holder(reference: Reference): Promise<string | undefined> {
    const last = await this.store.readLast(streamOf(reference));
    return last ? (last.body as ReferenceReserved).data.holder : undefined;
  }

  /** True if the holder has the reference now, also if it had it before. @throws {Fault} */
  async reserve(reference: Reference, holder: string, cause: Cause): Promise<boolean> {
    const body: ReferenceReserved = { type: 'ReferenceReserved', data: { ...reference, holder } };
    const events = newEvents(streamOf(reference), [body], cause, this.clock.now());
    const result = await this.store.append(streamOf(reference), 'no_stream', events);
    return result.ok || (await this.holder(reference)) === holder;
  }
}

const streamOf = ({ kind, owner, reference }: Reference): string => referenceStream(kind, owner, reference);
