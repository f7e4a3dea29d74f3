import type { Clock } from '../core/clock';
import { invariant } from '../core/invariant';
import type { EventLog, Group } from '../storage/event-log';
import type { IndexedEvent, Place } from '../storage/events/stored-event';
import { MAX_NUMBER } from '../storage/keys';
import { isMetastream, metadataOf, streamOfMetastream, type StreamHead } from '../storage/heads/stream-head';
import {
  dataOf,
  encodeRecordedEvent,
  positionOf,
  summaryOf,
  TOMBSTONE_REVISION,
  type ProposedEvent,
} from '../wire/recorded-event';
import type { StreamView } from './decide';

interface PendingStream {
  readonly byRevision: Map<number, { id: string; place: Place; data: Uint8Array }>;
  readonly byId: Map<string, Place>;
}

/**
 * One group of changes before its write: the content of the disk with the changes of this group. It is dropped after
 * the write. No reader sees it before.
 */
export class GroupDraft implements StreamView, Group {
  private readonly changedHeads = new Map<string, StreamHead>();
  private readonly loadedHeads = new Map<string, StreamHead>();
  private readonly pending = new Map<string, PendingStream>();
  private readonly added: IndexedEvent[] = [];
  private position: number;
  private size = 0;

  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {
    this.position = log.lastPosition;
  }

  get isEmpty(): boolean {
    return this.added.length === 0;
  }

  /** The bytes of the event data in the group. */
  get bytes(): number {
    return this.size;
  }

  get lastPosition(): number {
    return this.position;
  }

  get heads(): ReadonlyMap<string, StreamHead> {
    return this.changedHeads;
  }

  get events(): readonly IndexedEvent[] {
    return this.added;
  }

  async head(stream: string): Promise<StreamHead> {
    const known = this.changedHeads.get(stream) ?? this.loadedHeads.get(stream);
    const head = known ?? (await this.log.head(stream));
    this.loadedHeads.set(stream, head);
    return head;
  }

  /** Loads many heads in one read, so that a group of new streams does not ask for them one by one. */
  async loadHeads(streams: Iterable<string>): Promise<void> {
    const unknown = [...new Set(streams)];
    const heads = await this.log.heads(unknown);
    unknown.forEach((stream, index) => this.loadedHeads.set(stream, heads[index]!));
  }

  async idAt(stream: string, revision: number): Promise<string | undefined> {
    const pending = this.pending.get(stream)?.byRevision.get(revision);
    if (pending) return pending.id;
    if (revision > (await this.head(stream)).revision) return undefined;
    return summaryOf(await this.storedAt(stream, revision)).id;
  }

  async placeAt(stream: string, revision: number): Promise<Place> {
    const pending = this.pending.get(stream)?.byRevision.get(revision);
    if (pending) return pending.place;
    const [event] = await this.log.readStreamForwards(stream, revision, revision);
    return { revision, position: event!.position };
  }

  async findIds(stream: string, ids: readonly string[]): Promise<(Place | undefined)[]> {
    const pending = this.pending.get(stream)?.byId;
    const stored = await this.log.findIds(stream, ids);
    return ids.map((id, index) => pending?.get(id) ?? stored[index]);
  }

  /** The data of the stream's last event. Returns undefined when there is none. */
  async lastData(stream: string): Promise<Uint8Array | undefined> {
    const { revision } = await this.head(stream);
    if (revision < 0) return undefined;
    const pending = this.pending.get(stream)?.byRevision.get(revision);
    return pending ? pending.data : dataOf(await this.storedAt(stream, revision));
  }

  /**
   * Loads everything that `append` or `tombstone` to this stream needs, so that they cannot fail in the middle because
   * of a read.
   */
  async prepare(stream: string): Promise<void> {
    await this.head(stream);
    if (isMetastream(stream)) await this.head(streamOfMetastream(stream));
  }

  /** Adds events to a prepared stream, and puts metadata in force where it is a metastream. */
  append(stream: string, events: readonly ProposedEvent[]): Place {
    let head = this.preparedHead(stream);
    for (const event of events) head = this.add(stream, head, event);
    this.changedHeads.set(stream, head);
    const last = events.at(-1);
    if (last && isMetastream(stream)) this.putInForce(stream, last.data);
    return head;
  }

  /**
   * Adds an event that another store has recorded, at the same place and byte for byte. Its stream was prepared.
   * @throws {Error} when the place is not the next one
   */
  takeRecorded(bytes: Buffer): void {
    const { id, stream, revision } = summaryOf(bytes);
    const isTombstone = revision > MAX_NUMBER;
    const head = this.preparedHead(stream);
    const position = positionOf(bytes);
    if (position !== this.position + 1 || !(isTombstone || revision === head.revision + 1))
      throw new Error(`The event at position ${position} of stream '${stream}' does not follow.`);
    this.position = position;
    this.keep({ id, stream, revision: isTombstone ? undefined : revision, position, bytes });
    this.changedHeads.set(
      stream,
      isTombstone
        ? { ...head, tombstoned: true, tombstonePosition: position }
        : { ...head, revision, position },
    );
    if (isMetastream(stream)) this.putInForce(stream, dataOf(bytes));
  }

  /** Adds the event that ends a stream for ever. Its revision is the largest possible one, so it has no index entry. */
  tombstone(stream: string, event: ProposedEvent): Place {
    const head = this.preparedHead(stream);
    this.position += 1;
    this.addEvent(event, stream, undefined);
    this.changedHeads.set(stream, { ...head, tombstoned: true, tombstonePosition: this.position });
    return { revision: head.revision, position: this.position };
  }

  private putInForce(metastream: string, data: Uint8Array): void {
    const described = streamOfMetastream(metastream);
    this.changedHeads.set(described, { ...this.preparedHead(described), metadata: metadataOf(data) });
  }

  private preparedHead(stream: string): StreamHead {
    const head = this.changedHeads.get(stream) ?? this.loadedHeads.get(stream);
    invariant(head, `The head of stream '${stream}' was not loaded before the write`);
    return head;
  }

  private add(stream: string, head: StreamHead, event: ProposedEvent): StreamHead {
    this.position += 1;
    const place = { revision: head.revision + 1, position: this.position };
    this.addEvent(event, stream, place.revision);
    const pending = this.pendingOf(stream);
    pending.byRevision.set(place.revision, { id: event.id, place, data: event.data });
    pending.byId.set(event.id, place);
    return { ...head, ...place };
  }

  /** `revision` is undefined for the event that ends the stream. */
  private addEvent(event: ProposedEvent, stream: string, revision: number | undefined): void {
    const { position } = this;
    const text = revision === undefined ? TOMBSTONE_REVISION : String(revision);
    const bytes = encodeRecordedEvent(event, { stream, revision: text, position, at: this.clock.now() });
    this.keep({ id: event.id, stream, revision, position, bytes });
  }

  private keep(event: IndexedEvent): void {
    this.size += event.bytes.length;
    this.added.push(event);
  }

  private pendingOf(stream: string): PendingStream {
    const known = this.pending.get(stream);
    if (known) return known;
    const fresh: PendingStream = { byRevision: new Map(), byId: new Map() };
    this.pending.set(stream, fresh);
    return fresh;
  }

  private async storedAt(stream: string, revision: number): Promise<Buffer> {
    const [event] = await this.log.readStreamForwards(stream, revision, revision);
    return event!.bytes;
  }
}
