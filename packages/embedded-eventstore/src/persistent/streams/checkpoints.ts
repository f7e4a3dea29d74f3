import { dataOf } from '../../wire/recorded-event';
import type { GroupName } from '../errors';
import type { SystemStreams } from './system-streams';

export const checkpointStream = ({ stream, group }: GroupName): string =>
  `$persistentsubscription-${stream}::${group}-checkpoint`;

/** The text of a place: a revision as a number, a position with both halves. */
export const placeText = (stream: string, place: number): string =>
  stream === '$all' ? `C:${place}/P:${place}` : String(place);

/** The checkpoints of one group, newest last. Their stream shows the last two. */
export class Checkpoints {
  private described = false;

  constructor(
    private readonly streams: SystemStreams,
    private readonly name: GroupName,
  ) {}

  /**
   * Returns the place of the last checkpoint, or undefined when there is none.
   * @throws {CorruptDataError} when the checkpoint is damaged
   */
  async load(): Promise<number | undefined> {
    const last = await this.streams.lastVisibleEvent(checkpointStream(this.name));
    if (!last) return undefined;
    this.described = true;
    const digits = /^"(?:C:)?(\d{1,16})(?:\/P:\d+)?"$/.exec(dataOf(last.bytes).toString())?.[1];
    if (digits === undefined)
      throw new Error(`The checkpoint in '${checkpointStream(this.name)}' is not one.`);
    return Number(digits);
  }

  /** Resolves when the checkpoint is on disk. */
  async write(place: number): Promise<void> {
    const stream = checkpointStream(this.name);
    if (!this.described) await this.streams.setMetadata(stream, { $maxCount: 2 });
    this.described = true;
    const data = JSON.stringify(placeText(this.name.stream, place));
    await this.streams.append(stream, { type: 'SubscriptionCheckpoint', data });
  }
}
