import type { GroupSettings } from '../settings';

/** Everything up to this place has come to its end. */
export interface Checkpoint {
  readonly sequence: number;
  readonly place: number;
}

/**
 * How far a group has come. Messages end in any order; a checkpoint may only stand before the first that has not ended,
 * for after a restart nothing before it is sent again.
 */
export class Progress {
  /** The place before each message that has not ended, by its sequence, in the order of reading. */
  private readonly open = new Map<number, number | undefined>();
  private nextSequence: number;
  private lastPlace: number | undefined;
  private written: number;
  private writtenAtMs = -Infinity;

  /** `place` is that of the checkpoint the group goes on from, if it has one. */
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

  /** An event that will be sent. Places go up. Returns its sequence. */
  add(place: number): number {
    const sequence = this.nextSequence;
    this.open.set(sequence, this.lastPlace);
    this.skip(place);
    return sequence;
  }

  /** An event that will not be sent. */
  skip(place: number): void {
    this.lastPlace = place;
    this.nextSequence += 1;
  }

  end(sequence: number): void {
    this.open.delete(sequence);
  }

  /** The checkpoint to be written now, if one is due: by time only when asked on a tick, by count always. */
  due(nowMs: number, onTick: boolean): Checkpoint | undefined {
    const reached = this.reached();
    if (!reached) return undefined;
    const { checkpointAfterMs, minCheckpointCount, maxCheckpointCount } = this.settings;
    const count = reached.sequence - this.written;
    const byTime = onTick && nowMs - this.writtenAtMs >= (checkpointAfterMs || Infinity);
    const isDue = count >= maxCheckpointCount || (byTime && count >= minCheckpointCount);
    return count > 0 && isDue ? reached : undefined;
  }

  /** It is on disk. */
  checkpointed(checkpoint: Checkpoint, nowMs: number): void {
    this.written = checkpoint.sequence;
    this.writtenAtMs = nowMs;
  }

  private reached(): Checkpoint | undefined {
    const [first] = this.open;
    const sequence = first ? first[0] - 1 : this.nextSequence - 1;
    const place = first ? first[1] : this.lastPlace;
    return place === undefined ? undefined : { sequence, place };
  }
}
