import type { RecordedBytes } from '../../event-store/log/log-bytes';
import {
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  exchangeStream,
  NOTIFICATION_PREFIX,
  payoutStream,
} from '../../event-store/stream-names';
import type { EventChooser, ShownPart } from './event-chooser';
import { readJson, textAt } from './json-bytes';

type Place = Pick<RecordedBytes, 'streamId' | 'revision'>;

/**
 * Chooses the payout's own stream, its exchanges, and the notifications and cases that name it, each as a whole. Of the
 * account's stream only what names the payout is shown, because the rest is about other people's payouts.
 */
export class PayoutChooser implements EventChooser {
  private readonly wholeStreams: Set<string>;
  private readonly bookings = new Set<string>();
  private readonly own: string;
  private isRequested = false;

  constructor(private readonly payoutId: string) {
    this.own = payoutStream(payoutId);
    this.wholeStreams = new Set([this.own, exchangeStream(payoutId)]);
  }

  get asked(): Readonly<Record<string, string>> {
    return { payout: this.payoutId };
  }

  see(event: RecordedBytes): void {
    if (event.streamId === this.own) return this.seeOwn(event);
    if (!isNaming(event.streamId) || !this.isNamedIn(event.data)) return;
    if (event.streamId.startsWith(ACCOUNT_PREFIX)) this.bookings.add(keyOf(event));
    else this.wholeStreams.add(event.streamId);
  }

  fault(): string | undefined {
    return this.isRequested ? undefined : `There is no payout ${this.payoutId}`;
  }

  partOf(event: Place): ShownPart {
    const isShown = this.wholeStreams.has(event.streamId) || this.bookings.has(keyOf(event));
    return isShown ? 'everything' : 'nothing';
  }

  needsProof(event: Place): boolean {
    return this.partOf(event) === 'everything';
  }

  /** An outcome can be the verdict on a notification whose own stream does not name the payout. */
  private seeOwn({ data }: RecordedBytes): void {
    this.isRequested = true;
    const verdictOn = textAt(readJson(data), 'evidence', 'verdictOn');
    if (verdictOn !== undefined) this.wholeStreams.add(verdictOn);
  }

  /** The event itself names it, or people's decision on a case that named no payout. */
  private isNamedIn(data: Uint8Array): boolean {
    if (!Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(this.payoutId)) return false;
    const said = readJson(data);
    return [textAt(said, 'payoutId'), textAt(said, 'decision', 'payoutId')].includes(this.payoutId);
  }
}

const NAMING = [ACCOUNT_PREFIX, NOTIFICATION_PREFIX, CASE_PREFIX];

const isNaming = (stream: string): boolean => NAMING.some(prefix => stream.startsWith(prefix));

const keyOf = ({ streamId, revision }: Place): string => `${revision}@${streamId}`;
