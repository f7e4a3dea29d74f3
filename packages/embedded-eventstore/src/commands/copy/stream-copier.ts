import { TargetDiffersError } from './target-differs';
import { isSoftDelete, isTombstone } from './kinds';
import type { RawClient, RawEvent } from './raw-client';

/**
 * Writes runs of events to the target. An append to a deleted stream makes the target write metadata that shows the
 * stream again. So the metadata for a deleted stream waits until the next event of the stream is written. The first
 * waiting metadata event is then left out, because the target has written its own; the comparison at the end checks
 * that they agree.
 */
export class StreamCopier {
  /** Streams that are deleted on the target, with the metadata that waits for their next event. */
  private readonly hidden = new Map<string, RawEvent[]>();
  /** Streams that the target shows again, while the source's metadata for that is still to come. */
  private readonly revived = new Set<string>();
  /** Streams that the target has ended for ever: an earlier run of the copy was ahead of this one. */
  private readonly ended = new Set<string>();

  constructor(private readonly target: RawClient) {}

  /** @param run neighbours in one stream, from its beginning or where the last run ended */
  async copy(run: readonly RawEvent[]): Promise<void> {
    for (const part of splitAtDeletes(run)) await this.copyPart(part);
  }

  /** Writes the metadata whose stream had no later event. */
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
    if (described === undefined) await this.noteShownAgain(first.stream);
    else if (isSoftDelete(part.at(-1)!)) this.hidden.set(described, []);
  }

  /**
   * The append shows the stream again, and the target has written the metadata for it, like the source's server did.
   */
  private async noteShownAgain(stream: string): Promise<void> {
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
      // The comparison at the end checks that both streams end at the same place.
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

/** A tombstone needs its own call, and the first event after a soft delete needs another kind of append. */
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
