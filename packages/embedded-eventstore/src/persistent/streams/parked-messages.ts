import { resolveLink } from '../../services/read/links';
import { visibleRange } from '../../services/read/history';
import { dataOf, summaryOf } from '../../wire/recorded-event';
import type { GroupName } from '../errors';
import type { ReplayedMessage } from '../state/group-state';
import { createUnsentMessage, type Message } from '../state/message';
import { SystemStreams, type SystemStreamParts } from './system-streams';

export const parkedStream = ({ stream, group }: GroupName): string =>
  `$persistentsubscription-${stream}::${group}-parked`;

/**
 * The parked messages of one group, as links in a stream. A replayed message is hidden there only after its end. A
 * crash in between leaves it parked.
 */
export class ParkedMessages {
  private readonly streams: SystemStreams;
  private readonly stream: string;
  /** The revision of the next parked message. */
  private end = 0;
  /** Messages before this revision were replayed, by this process or an earlier one. */
  private replayed = 0;
  private hiddenBefore = 0;

  constructor(
    private readonly parts: SystemStreamParts,
    name: GroupName,
  ) {
    this.streams = new SystemStreams(parts);
    this.stream = parkedStream(name);
  }

  /** @throws {CorruptDataError} when the stream is damaged */
  async load(): Promise<void> {
    const range = await visibleRange(this.parts.log, this.stream);
    this.end = (await this.parts.log.head(this.stream)).revision + 1;
    this.replayed = Math.min(range?.first ?? this.end, this.end);
    this.hiddenBefore = this.replayed;
  }

  /** The number of messages that were not replayed. */
  get count(): number {
    return this.end - this.replayed;
  }

  get endRevision(): number {
    return this.end;
  }

  get replayedTo(): number {
    return this.replayed;
  }

  /**
   * Resolves when the message is on disk.
   * @throws {Error} when it is not on disk, or that is unknown
   */
  async park({ content }: Message, reason: string): Promise<void> {
    const { event, link } = content;
    const summary = event && summaryOf(event.bytes);
    const data = summary ? `${summary.revision}@${summary.stream}` : String(link && dataOf(link.bytes));
    const original = link ?? event;
    const revision = original ? summaryOf(original.bytes).revision : 0;
    const added = this.parts.clock.now().toISOString();
    // EventStoreDB leaves zero out.
    const metadata = JSON.stringify({
      added,
      reason,
      ...(revision > 0 && { subscriptionEventNumber: revision }),
    });
    const contentType = 'application/octet-stream';
    const at = await this.streams.append(this.stream, { type: '$>', contentType, data, metadata });
    this.end = Math.max(this.end, at + 1);
  }

  /** Reads the next messages before a revision, at most `limit`. */
  async readNext(before: number, limit: number): Promise<ReplayedMessage[]> {
    const { log, clock } = this.parts;
    const from = this.replayed;
    const to = Math.min(before, this.end);
    if (from >= to) return [];
    const links = await log.readStreamForwards(this.stream, from, to - 1, limit);
    const messages = links.map(async (link, index) => {
      return { ...createUnsentMessage(await resolveLink(log, link, clock.now())), revision: from + index };
    });
    return Promise.all(messages);
  }

  /** The group has this many more of the read messages. Only then may their end hide them. */
  countReplayed(count: number): void {
    this.replayed += count;
  }

  /** Hides all messages before this revision, because they have ended. */
  async hideBefore(revision: number): Promise<void> {
    if (revision <= this.hiddenBefore) return;
    await this.streams.setMetadata(this.stream, { $tb: revision });
    this.hiddenBefore = revision;
  }

  isHidden(revision: number): boolean {
    return revision <= this.hiddenBefore;
  }
}
