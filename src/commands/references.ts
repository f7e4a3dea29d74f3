import { changeAll, type ChangeParts } from '../event-store/change';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import { KnownStreams, readKnown } from '../event-store/known-streams';
import { emptyStream, type Loaded, type StreamDecider } from '../event-store/load';
import type { Cause } from '../event-store/new-events';
import {
  isEventOf,
  REFERENCE_PREFIX,
  referenceStream,
  type ReferenceEvent,
  type ReferenceKind,
  type ReferenceReserved,
} from '../event-store/stream-names';
import type { Clock } from '../shared/clock';
import { ok, refuse } from '../shared/result';

/** A name that one holder reserves. `owner` is the API client or the provider whose name it is. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly owner: string;
  readonly reference: string;
}

/** Whether a holder will never use its reference any more, by what the disk says. */
type IsFreed = (holder: string) => Promise<boolean>;

/** undefined: the reference was never reserved. */
type Holder = string | undefined;

interface Reserve {
  readonly reference: Reference;
  readonly holder: string;
  /** Earlier holders that will never use the reference. */
  readonly freed: ReadonlySet<string>;
}

const reservation: StreamDecider<Holder, Reserve, ReferenceReserved, 'REFERENCE_HELD'> = {
  initial: undefined,
  readsLastOnly: true,
  eventIds: 'PER_CAUSE',
  evolve: (_, { data }) => data.holder,
  decide(current, { reference, holder, freed }) {
    if (current === holder) return ok([]);
    if (current !== undefined && !freed.has(current)) return refuse('REFERENCE_HELD');
    const { kind, owner, reference: text } = reference;
    const replaces = current === undefined ? {} : { replaces: current };
    return ok([{ type: 'ReferenceReserved', data: { kind, owner, reference: text, holder, ...replaces } }]);
  },
};

const neverFreed: IsFreed = () => Promise.resolve(false);

/** Reservations that this process remembers. */
const MAX_KNOWN = 50_000;

/**
 * Which payout (or, for a key, account or decision) a name belongs to. The store's own expected revision reserves it for
 * one holder; another one follows only where `isFreed` says that the holder will never use it.
 */
export class References {
  private readonly parts: ChangeParts;
  private readonly reservations = new KnownStreams<Holder, ReferenceReserved>(reservation, MAX_KNOWN);

  constructor(store: EventStore, clock: Clock) {
    this.parts = { store, clock };
  }

  /** The holder of the reference. Returns undefined when it was never reserved. @throws {Fault} */
  async holder(reference: Reference): Promise<Holder> {
    return this.knownHolder(reference) ?? (await this.readHolder(reference));
  }

  /** The holder by what this process remembers. Of most kinds a holder is one for ever. */
  knownHolder(reference: Reference): Holder {
    return this.reservations.get(streamOf(reference))?.state;
  }

  /** The holder as the disk has it now. @throws {Fault} */
  async readHolder(reference: Reference): Promise<Holder> {
    return (await readKnown(this.parts, this.reservations, reservation, streamOf(reference))).state;
  }

  /**
   * Returns true when the holder has the reference now, also when it had it before. It appends before it reads: most
   * references are new. Of two who follow one freed holder, one gets true: both append at the revision that they read.
   * @throws {Fault}
   */
  async reserve(reference: Reference, holder: string, cause: Cause, isFreed = neverFreed): Promise<boolean> {
    const freed = new Set<string>();
    let known = this.reservations.get(streamOf(reference)) ?? emptyStream(reservation);
    let isCurrent = false;
    for (;;) {
      const start = { known, isCurrent };
      const after = await this.tryReserve({ reference, holder, freed }, cause, start);
      if (after.state === holder) return true;
      // Refused, so another holder has it.
      if (after.state === undefined || !(await isFreed(after.state))) return false;
      freed.add(after.state);
      known = after;
      isCurrent = true;
    }
  }

  /** Takes an event of any stream from the process's subscription. */
  note(event: RecordedEvent): void {
    if (isEventOf(REFERENCE_PREFIX, event) && isReservation(event)) this.reservations.note(event);
  }

  /** The reference with its holder after the attempt. */
  private async tryReserve(
    command: Reserve,
    cause: Cause,
    start: { readonly known: Loaded<Holder>; readonly isCurrent: boolean },
  ): Promise<Loaded<Holder>> {
    const stream = streamOf(command.reference);
    this.reservations.drop(stream);
    const { after } = await changeAll(this.parts, reservation, stream, [{ command, cause }], start);
    this.reservations.put(stream, after);
    return after;
  }
}

const isReservation = (event: RecordedEvent<ReferenceEvent>): event is RecordedEvent<ReferenceReserved> =>
  event.body.type === 'ReferenceReserved';

const streamOf = ({ kind, owner, reference }: Reference) => referenceStream(kind, owner, reference);
