import type { GroupSettings } from '../settings';

/** A place up to which every message has ended. */
export interface Checkpoint {
  readonly sequence: number;
  readonly place: number;
}

/**
 * The progress of a group. Messages end in any order. A checkpoint stands before the first message that has not ended,
 * because a restart sends nothing before it again.
 */
export class Progress {
  /** The place before each message that has not ended, by its sequence and in reading order. */
  private readonly open = new Map<number, number | undefined>();
  private nextSequence: number;
  private lastPlace: number | undefined;
  private written: number;
  private writtenAtMs = -Infinity;

  /** `place` is the place of the checkpoint from which the group continues, if it has one. */
  constructor(
    private readonly settings: Pick<
      GroupSettings,
      'checkpointAfterMs' | 'minCheckpointCount' | 'maxCheckpointCount'
    >,
    place: number | undefined,
  ) {
    this.lastPlace = place;
    this.nextSequence = place === undefined ? 0 : 1;
    this.written = this.nextSequence - 1;
  }

  get openCount(): number {
    return this.open.size;
  }

  /** Adds an event to send and returns its sequence. Places grow. */
  add(place: number): number {
    const sequence = this.nextSequence;
    this.open.set(sequence, this.lastPlace);
    this.skip(place);
    return sequence;
  }

  /** Adds an event that the group does not send. */
  skip(place: number): void {
    this.lastPlace = place;
    this.nextSequence += 1;
  }

  end(sequence: number): void {
    this.open.delete(sequence);
  }

  /** Returns the checkpoint to write now, or undefined. The count always decides; the time only on a tick. */
  dueCheckpoint(nowMs: number, onTick: boolean): Checkpoint | undefined {
    const reached = this.reachedCheckpoint();
    if (!reached) return undefined;
    const { checkpointAfterMs, minCheckpointCount, maxCheckpointCount } = this.settings;
    const count = reached.sequence - this.written;
    const byTime = onTick && nowMs - this.writtenAtMs >= (checkpointAfterMs || Infinity);
    const isDue = count >= maxCheckpointCount || (byTime && count >= minCheckpointCount);
    return count > 0 && isDue ? reached : undefined;
  }

  /** The checkpoint is on disk. */
  confirmCheckpoint(checkpoint: Checkpoint, nowMs: number): void {
    this.written = checkpoint.sequence;
    this.writtenAtMs = nowMs;
  }

  private reachedCheckpoint(): Checkpoint | undefined {
    const [first] = this.open;
    const sequence = first ? first[0] - 1 : this.nextSequence - 1;
    const place = first ? first[1] : this.lastPlace;
    return place === undefined ? undefined : { sequence, place };
  }
}
