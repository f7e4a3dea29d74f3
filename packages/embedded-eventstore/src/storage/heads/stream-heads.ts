import { unseal } from '../checksum';
import { CorruptDataError } from '../corrupt-data';
import type { Database } from '../data-folder';
import { HeadCache } from './head-cache';
import { headKey, streamKey } from '../keys';
import { decodeHead, EMPTY_HEAD, metastreamOf, type StreamHead } from './stream-head';

/**
 * The most heads that are read without leaving the thread. The filters of LevelDB answer for almost every new stream
 * without the disk, in about 10 µs. A request to another thread costs five to ten times as much.
 */
const FEW = 16;

/** The heads of all streams: those of the streams that were used last from memory, the others from the disk. */
export class StreamHeads {
  private readonly cache = new HeadCache();
  /** The number of groups. A head that was read while a group was written may be older than that group. */
  private groups = 0;

  constructor(private readonly database: Database) {}

  /** Call it when a group is on disk, with the heads that it changed. */
  noteWritten(heads: ReadonlyMap<string, StreamHead>): void {
    this.groups += 1;
    for (const [stream, head] of heads) this.cache.set(stream, head);
  }

  /** @throws {CorruptDataError} when a head is damaged, or lost */
  async readHeads(streams: readonly string[]): Promise<StreamHead[]> {
    const known = streams.map(stream => this.cache.get(stream));
    const unknown = streams.filter((_, index) => !known[index]);
    if (unknown.length === 0) return known as StreamHead[];
    const { groups } = this;
    const stored =
      unknown.length <= FEW ? unknown.map(each => this.readHead(each)) : await this.readMany(unknown);
    const found = new Map(unknown.map((stream, index) => [stream, stored[index]!]));
    if (groups === this.groups) for (const [stream, head] of found) this.cache.set(stream, head);
    return streams.map((stream, index) => known[index] ?? found.get(stream)!);
  }

  /**
   * A group may be written between two of these reads. A stream with events and without a head may have begun then, so
   * its head is read again. One batch writes both: a head that is still missing is lost, and the stream is not new.
   */
  private readHead(stream: string): StreamHead {
    const key = headKey(stream);
    const head = this.database.getSync(key);
    if (!head && !this.hasBegun(stream)) return EMPTY_HEAD;
    return decoded(stream, key, head ?? this.database.getSync(key));
  }

  private hasBegun(stream: string): boolean {
    const firsts = [streamKey(stream, 0), streamKey(metastreamOf(stream), 0)];
    return firsts.some(key => this.database.getSync(key) !== undefined);
  }

  /** One read, so all its values are of one moment. */
  private async readMany(streams: readonly string[]): Promise<StreamHead[]> {
    const keys = streams.map(headKey);
    const firsts = streams.flatMap(stream => [streamKey(stream, 0), streamKey(metastreamOf(stream), 0)]);
    const values = await this.database.getMany([...keys, ...firsts]);
    return streams.map((stream, index) => {
      const at = streams.length + 2 * index;
      const isNew = !values[index] && !values[at] && !values[at + 1];
      return isNew ? EMPTY_HEAD : decoded(stream, keys[index]!, values[index]);
    });
  }
}

function decoded(stream: string, key: Buffer, head: Buffer | undefined): StreamHead {
  if (head) return decodeHead(unseal(key, head, `the head of stream '${stream}'`));
  throw new CorruptDataError(`The head of stream '${stream}' is missing: the data on disk is damaged.`);
}
