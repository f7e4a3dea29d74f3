import type { RecordedBytes } from '../../event-store/log/log-bytes';
import { accountStream } from '../../event-store/stream-names';
import type { EventChooser, ShownPart } from './event-chooser';
import { readJson, textAt } from './json-bytes';

type Place = Pick<RecordedBytes, 'streamId' | 'revision'>;

/** At or after `from` and before `to`. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Chooses the account's stream from its beginning to the end of the period: no balance can be proved with less. The time of
 * an event is when it was decided, but never before the event before it. Of the first event after the period the metadata is
 * shown, because it proves that the period ends there.
 */
export class AccountChooser implements EventChooser {
  private readonly stream: string;
  private latestMs = -Infinity;
  private events = 0n;

  constructor(
    private readonly accountId: string,
    private readonly period: Period,
  ) {
    this.stream = accountStream(accountId);
  }

  get asked(): Readonly<Record<string, string>> {
    const { from, to } = this.period;
    return { account: this.accountId, from: from.toISOString(), to: to.toISOString() };
  }

  see({ streamId, revision, metadata }: RecordedBytes): void {
    if (streamId !== this.stream) return;
    const time = Date.parse(textAt(readJson(metadata), 'occurredAt') ?? '');
    this.latestMs = Math.max(this.latestMs, Number.isNaN(time) ? -Infinity : time);
    if (this.latestMs < this.period.to.getTime()) this.events = revision + 1n;
  }

  fault(): string | undefined {
    if (this.latestMs === -Infinity) return `There is no account ${this.accountId}`;
    return this.events === 0n
      ? `The account ${this.accountId} has no event before the end of the period`
      : undefined;
  }

  partOf({ streamId, revision }: Place): ShownPart {
    if (streamId !== this.stream || revision > this.events) return 'nothing';
    return revision === this.events ? 'metadata' : 'everything';
  }

  needsProof({ streamId, revision }: Place): boolean {
    return streamId === this.stream && revision === this.events - 1n;
  }
}
