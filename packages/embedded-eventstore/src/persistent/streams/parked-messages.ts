import { resolveLink } from '../../services/read/links';
import { visibleRange } from '../../services/read/history';
import { dataOf, summaryOf } from '../../wire/recorded-event';
import type { GroupName } from '../errors';
import type { ReplayedMessage } from '../state/group-state';
import { unsent, type Message } from '../state/message';
import { SystemStreams, type SystemStreamParts } from './system-streams';

export const parkedStream = ({ stream, group }: GroupName): string =>
  `$persistentsubscription-${stream}::${group}-parked`;

/**
 * The messages of one group that were put aside, as links in a stream. What was replayed is hidden there only when it
 * has ended: after a crash in between it is found parked, as if it had not been replayed.
 */
export class ParkedMessages {
  private readonly streams: SystemStreams;
  private readonly stream: string;
  /** The revision the next one gets. */
  private end = 0;
  /** Everything before it was replayed, by this process or one before. */
  private replayed = 0;
  private hiddenBefore = 0;

  constructor(
    private readonly parts: SystemStreamParts,
    name: GroupName,
  ) {
    this.streams = new SystemStreams(parts);
    this.stream = parkedStream(name);
  }

  /** @throws {CorruptDataError} */
  async load(): Promise<void> {
    const range = await visibleRange(this.parts.log, this.stream);
    this.end = (await this.parts.log.head(this.stream)).revision + 1;
    this.replayed = Math.min(range?.first ?? this.end, this.end);
    this.hiddenBefore = this.replayed;
  }

  /** Those that wait for being replayed. */
  get count(): number {
    return this.end - this.replayed;
  }

  get endRevision(): number {
    return this.end;
  }

  get replayedTo(): number {
    return this.replayed;
  }

  /** Resolves when it is on disk. @throws {Error} it is not, or that is not known */
  async park({ content }: Message, reason: string): Promise<void> {
    const { event, link } = content;
    const summary = event && summaryOf(event.bytes);
    const data = summary ? `${summary.revision}@${summary.stream}` : String(link && dataOf(link.bytes));
    const original = link ?? event;
    const revision = original ? summaryOf(original.bytes).revision : 0;
    const added = this.parts.clock.now().toISOString();
    // As EventStoreDB writes it: zero is left out.
    const metadata = JSON.stringify({
      added,
      reason,
      ...(revision > 0 && { subscriptionEventNumber: revision }),
    });
    const contentType = 'application/octet-stream';
    const at = await this.streams.append(this.stream, { type: '$>', contentType, data, metadata });
    this.end = Math.max(this.end, at + 1);
  }

  /** The next ones before the given revision, at most so many. */
  async readNext(before: number, limit: number): Promise<ReplayedMessage[]> {
    const { log, clock } = this.parts;
    const from = this.replayed;
    const to = Math.min(before, this.end);
    if (from >= to) return [];
    const links = await log.readStreamForwards(this.stream, from, to - 1, limit);
    const messages = links.map(async (link, index) => {
      return { ...unsent(await resolveLink(log, link, clock.now())), revision: from + index };
    });
    return Promise.all(messages);
  }

  /** So many of those read next are in the hands of the group: only then may they be hidden when they have ended. */
  countReplayed(count: number): void {
    this.replayed += count;
  }

  /** Hides what has ended: everything before this revision. */
  async hideBefore(revision: number): Promise<void> {
    if (revision <= this.hiddenBefore) return;
    await this.streams.describe(this.stream, { $tb: revision });
    this.hiddenBefore = revision;
  }

  isHidden(revision: number): boolean {
    return revision <= this.hiddenBefore;
  }
}
