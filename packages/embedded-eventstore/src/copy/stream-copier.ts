import { TargetDiffersError } from './target-differs';
import { isSoftDelete, isTombstone } from './kinds';
import type { RawClient, RawEvent } from './raw-client';

/**
 * Writes runs of events to the target. A server that is asked to append to a deleted stream shows it again by metadata
 * that it writes itself; so metadata that comes for a deleted stream waits until the stream's next event has gone out.
 * Its first is then passed over, for the server's own stands in its place; that they agree is seen at the end.
 */
export class StreamCopier {
  /** Streams that are deleted on the target now, with the metadata that waits for their next event. */
  private readonly hidden = new Map<string, RawEvent[]>();
  /** Streams that are shown again on the target; the source has its own metadata for that yet to come. */
  private readonly revived = new Set<string>();
  /** Streams that are ended on the target already: an earlier run of the copy went further than this. */
  private readonly ended = new Set<string>();

  constructor(private readonly target: RawClient) {}

  /** @param run neighbours in one stream, which is begun or goes on with the first of them */
  async copy(run: readonly RawEvent[]): Promise<void> {
    for (const part of splitAtDeletes(run)) await this.copyPart(part);
  }

  /** Writes the metadata for which no event came. */
  async finish(): Promise<void> {
    for (const waiting of this.hidden.values()) for (const event of waiting) await this.append([event]);
  }

  private async copyPart(part: readonly RawEvent[]): Promise<void> {
    const [first] = part;
    if (!first) return;
    if (isTombstone(first)) return this.end(first.stream);
    const described = first.stream.startsWith('$$') ? first.stream.slice(2) : undefined;
    const waiting = described === undefined ? undefined : this.hidden.get(described);
    if (waiting) return void waiting.push(...part);
    if (described !== undefined && this.revived.delete(described)) return this.copy(part.slice(1));
    await this.append(part);
    if (described === undefined) await this.shown(first.stream);
    else if (isSoftDelete(part.at(-1)!)) this.hidden.set(described, []);
  }

  /** The stream is there again, and the server has said so in its metadata where the source's server did. */
  private async shown(stream: string): Promise<void> {
    const waiting = this.hidden.get(stream);
    if (!waiting) return;
    this.hidden.delete(stream);
    this.revived.add(stream);
    await this.copy(waiting);
  }

  private async append(events: readonly RawEvent[]): Promise<void> {
    const { stream, revision } = events[0]!;
    if (this.ended.has(stream)) return;
    try {
      if ((await this.target.append(events)) === 'written') return;
    } catch (error) {
      if (!isStreamDeleted(error)) throw error;
      // Whether it ends where the source's does is seen when the two are compared.
      this.ended.add(stream);
      return;
    }
    throw new TargetDiffersError(`Stream '${stream}' of the target differs at revision ${revision}.`);
  }

  private async end(stream: string): Promise<void> {
    if (this.ended.has(stream)) return;
    await this.target.tombstone(stream).catch((error: unknown) => {
      if (!isStreamDeleted(error)) throw error;
    });
    this.ended.add(stream);
  }
}

/** A tombstone is written by a call of its own, and after a soft delete the next event is of another kind. */
function splitAtDeletes(run: readonly RawEvent[]): RawEvent[][] {
  const parts: RawEvent[][] = [[]];
  for (const event of run) {
    if (isTombstone(event)) parts.push([]);
    parts.at(-1)!.push(event);
    if (isSoftDelete(event)) parts.push([]);
  }
  return parts.filter(part => part.length > 0);
}

const isStreamDeleted = (error: unknown): boolean =>
  /is deleted|stream-deleted|StreamDeleted/i.test(
    error instanceof Error ? `${error.name} ${error.message}` : '',
  );
