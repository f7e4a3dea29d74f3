import type { EventStore, ExpectedRevision } from '../event-store/event-store';
import { newEvents, type Cause } from '../event-store/new-events';
import { referenceStream, type ReferenceKind } from '../event-store/stream-names';
import type { Clock } from '../shared/clock';
import { Fault } from '../shared/fault';

/** A name that may be taken once: `owner` is the API client or the provider whose name it is. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly owner: string;
  readonly reference: string;
}

interface ReferenceReserved {
  type: 'ReferenceReserved';
  /** `replaces`: the holder of before, which never came to use it. Missing: there was none. */
  data: Reference & { holder: string; replaces?: string };
}

/** Whether a holder will never use its reference any more, by what the disk says. */
export type IsFreed = (holder: string) => Promise<boolean>;

const never: IsFreed = () => Promise.resolve(false);
const MAX_CONFLICTS = 20;

/**
 * Which payout (or, for a key, account or decision) a reference belongs to. The store's own expected revision reserves
 * it for one holder; another one follows only where `isFreed` says that the holder will never use it.
 */
export class References {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Who has the reference. @throws {Fault} */
  async holder(reference: Reference): Promise<string | undefined> {
    return (await this.last(reference))?.holder;
  }

  /**
   * True if the holder has the reference now, also if it had it before. Of two who follow one freed holder, one is told
   * true: both append at the revision at which they found it.
   * @throws {Fault}
   */
  async reserve(reference: Reference, holder: string, cause: Cause, isFreed = never): Promise<boolean> {
    if (await this.append(reference, 'no_stream', { ...reference, holder }, cause)) return true;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const last = await this.last(reference);
      if (!last) throw new Fault('event store', 'A reserved reference cannot be read');
      if (last.holder === holder) return true;
      if (!(await isFreed(last.holder))) return false;
      const data = { ...reference, holder, replaces: last.holder };
      if (await this.append(reference, last.revision, data, cause)) return true;
    }
    throw new Fault('event store', 'A reference is reserved by too many at once');
  }

  private async last(reference: Reference): Promise<{ holder: string; revision: bigint } | undefined> {
    const last = await this.store.readLast(streamOf(reference));
    return last && { holder: (last.body as ReferenceReserved).data.holder, revision: last.revision };
  }

  private async append(
    reference: Reference,
    expected: ExpectedRevision,
    data: ReferenceReserved['data'],
    cause: Cause,
  ): Promise<boolean> {
    const body: ReferenceReserved = { type: 'ReferenceReserved', data };
    const events = newEvents(streamOf(reference), [body], cause, this.clock.now());
    return (await this.store.append(streamOf(reference), expected, events)).ok;
  }
}

const streamOf = ({ kind, owner, reference }: Reference): string => referenceStream(kind, owner, reference);
