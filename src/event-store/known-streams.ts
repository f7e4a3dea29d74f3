import { changeAll, type ChangeParts, type Changed, type Order, type Start } from './change';
import type { EventBody, RecordedEvent } from './event-store';
import { emptyStream, load, type Fold, type Loaded, type StreamDecider } from './load';
import type { StreamName } from './stream-names';

/**
 * What this process knows of the streams that it drives: their folded states, as many as `most`; the least recently used
 * one goes first. Everything in it was on disk, so it is true of its revision. The disk can have more: another process
 * appends too. So no refusal and no call to a provider rests on it alone.
 */
export class KnownStreams<State, Event extends EventBody> {
  private readonly streams = new Map<string, Loaded<State>>();
  /** Streams with an append of this process under way: they may have more than is known. */
  private readonly hidden = new Set<string>();

  constructor(
    private readonly fold: Fold<State, Event>,
    private readonly most: number,
  ) {}

  /** Returns undefined when nothing is known of the stream. */
  get(stream: StreamName<Event>): Loaded<State> | undefined {
    const known = this.hidden.has(stream) ? undefined : this.streams.get(stream);
    if (known) this.keep(stream, known);
    return known;
  }

  /** Takes what was read, or appended with success. An older state than the known one changes nothing. */
  put(stream: StreamName<Event>, loaded: Loaded<State>): void {
    const known = this.streams.get(stream);
    if (loaded.revision >= 0n && (!known || known.revision <= loaded.revision)) this.keep(stream, loaded);
  }

  drop(stream: StreamName<Event>): void {
    this.streams.delete(stream);
    this.hidden.delete(stream);
  }

  /**
   * An append of this process begins. Until it is answered nothing is known of the stream. But its event can arrive by the
   * subscription before the answer. Then it is on disk.
   */
  hide(stream: StreamName<Event>): void {
    if (this.streams.has(stream)) this.hidden.add(stream);
  }

  /** Takes an event from the process's subscription. After a gap nothing is known, unless the last event says everything. */
  note(event: RecordedEvent<Event>): void {
    const { streamId, revision, position, body } = event;
    const known = this.streams.get(streamId) ?? emptyStream(this.fold);
    if (revision <= known.revision) return;
    const isGap = revision > known.revision + 1n && !this.fold.readsLastOnly;
    if (isGap) this.drop(event.streamId as StreamName<Event>);
    else this.keep(streamId, { state: this.fold.evolve(known.state, body, event), revision, position });
  }

  private keep(streamId: string, loaded: Loaded<State>): void {
    this.streams.delete(streamId);
    this.hidden.delete(streamId);
    this.streams.set(streamId, loaded);
    if (this.streams.size <= this.most) return;
    for (const oldest of this.streams.keys()) {
      this.streams.delete(oldest);
      this.hidden.delete(oldest);
      return;
    }
  }
}

/** Reads the stream, whatever is known of it, and remembers it. @throws {Fault} */
export async function readKnown<State, Event extends EventBody>(
  { store }: Pick<ChangeParts, 'store'>,
  known: KnownStreams<State, Event>,
  fold: Fold<State, Event>,
  stream: StreamName<Event>,
): Promise<Loaded<State>> {
  const loaded = await load(store, stream, fold);
  known.put(stream, loaded);
  return loaded;
}

/**
 * Changes a stream from what is known of it; where nothing is known, from `unknown`, or from a read. Neither a refusal nor
 * "nothing to do" rests on what is known alone: the stream is read first. While the append is under way, and after a lost
 * one, nothing is known of the stream.
 * @throws {Fault} as `changeAll`
 */
export async function changeKnown<State, Command, Event extends EventBody, Refusal>(
  parts: ChangeParts,
  known: KnownStreams<State, Event>,
  decider: StreamDecider<State, Command, Event, Refusal>,
  stream: StreamName<Event>,
  orders: readonly Order<Command>[],
  unknown?: Loaded<State>,
): Promise<Changed<State, Refusal>> {
  const start = startOf(known.get(stream) ?? unknown);
  known.hide(stream);
  const appended: EventBody[] = [];
  const silent = { ...parts, announce: (events: readonly EventBody[]) => void appended.push(...events) };
  try {
    const changed = await changeAll(silent, decider, stream, orders, start);
    const isUnproven = start !== undefined && changed.after.revision === start.known.revision;
    const final = isUnproven ? await changeAll(silent, decider, stream, orders) : changed;
    known.put(stream, final.after);
    // A reader that the announcement wakes finds the stream known.
    if (appended.length > 0) parts.announce?.(appended);
    return final;
  } catch (error) {
    known.drop(stream);
    throw error;
  }
}

const startOf = <State>(known: Loaded<State> | undefined): Start<State> | undefined =>
  known && { known, isCurrent: false };
