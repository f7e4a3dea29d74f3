import type { LogBytes, RecordedBytes } from '../../event-store/log/log-bytes';
import { formatEntry, isTechnical } from '../formats/entry';
import { hexHashOf } from '../merkle/hashing';
import type { LeafRange } from '../merkle/ranges';
import type { EventChooser } from './event-chooser';

/** Revisions from the first to the last one, both included. */
type Run = [first: number, last: number];

export interface RangeOptions {
  /** The size of the checkpoint. */
  readonly size: number;
  /** The range ends with the last event that is shown, and not with the checkpoint. */
  readonly isShort: boolean;
}

/** Entries that are handed on together. */
const BATCH = 1_000;

/**
 * Reads the log a second time. It gives the entries from the first event that is shown on, and keeps what is shown. What it
 * has kept is whole when the entries have come to their end.
 */
export class RangeReader {
  /** The data and the metadata of what is shown, by their SHA-256 in hex. */
  readonly bodies = new Map<string, Buffer>();
  /** The places of the events that need an inclusion proof of their own. */
  readonly provenIndexes: number[] = [];
  private readonly runs = new Map<string, Run[]>();
  private start: number | undefined;
  private shownEnd = 0;
  private end = 0;

  constructor(
    private readonly bytes: Pick<LogBytes, 'readAllBytes'>,
    private readonly chooser: EventChooser,
    private readonly options: RangeOptions,
  ) {}

  get range(): LeafRange {
    return { start: this.start ?? 0, end: this.end };
  }

  /** The first entries of the log that have every event whose data and metadata are kept. */
  get covered(): number {
    return this.shownEnd;
  }

  /** By stream: the revisions of the events whose data and metadata are kept. */
  get shown(): ReadonlyMap<string, readonly Run[]> {
    return this.runs;
  }

  /** The text of the entries, in order. */
  async *entries(): AsyncGenerator<Buffer> {
    let waiting: Buffer[] = [];
    let index = 0;
    for await (const event of this.bytes.readAllBytes()) {
      if (index === this.options.size) break;
      if (isTechnical(event)) continue;
      const isShown = this.keep(event, index);
      index += 1;
      if (this.start === undefined) continue;
      waiting.push(formatEntry(event));
      if (isShown || !this.options.isShort) this.end = index;
      if (this.end < index || waiting.length < BATCH) continue;
      yield Buffer.concat(waiting);
      waiting = [];
    }
    yield Buffer.concat(waiting.slice(0, waiting.length - (index - this.end)));
  }

  /** Whether a part of the event is shown. */
  private keep(event: RecordedBytes, index: number): boolean {
    const part = this.chooser.partOf(event);
    if (part === 'nothing') return false;
    this.start ??= index;
    this.keepBody(event.metadata);
    if (part === 'metadata') return true;
    this.keepBody(event.data);
    this.extendRuns(event);
    this.shownEnd = index + 1;
    if (this.chooser.needsProof(event)) this.provenIndexes.push(index);
    return true;
  }

  private keepBody(body: Uint8Array): void {
    this.bodies.set(hexHashOf(body), Buffer.from(body));
  }

  private extendRuns({ streamId, revision }: RecordedBytes): void {
    const number = Number(revision);
    const runs = this.runs.get(streamId) ?? [];
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
    this.runs.set(streamId, runs);
  }
}
