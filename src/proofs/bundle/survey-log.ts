import type { LogBytes, RecordedBytes } from '../../event-store/log/log-bytes';
import type { Checkpoint } from '../formats/checkpoint';
import { hashEntry, isTechnical } from '../formats/entry';
import type { EventChooser } from './event-chooser';
import { PackedTiles } from './packed-tiles';

export type BundleRefusal =
  /** Nothing is signed yet. */
  | 'NOT_SIGNED'
  /** What was asked for is not under the checkpoint yet. */
  | 'PENDING'
  /** There is nothing to show. */
  | 'NOTHING'
  /** The event store contradicts what is signed. */
  | 'CONTRADICTED';

/** No bundle can be made. The message has a line for every reason. */
export class BundleRefused extends Error {
  override name = 'BundleRefused';
  constructor(
    readonly refusal: BundleRefusal,
    message: string,
  ) {
    super(message);
  }
}

export interface Survey {
  /** The tree of the checkpoint. */
  readonly tiles: PackedTiles;
  /** What was asked for and is not under the checkpoint yet: `<stream>, revision <n> (<type>)`. */
  readonly pending: readonly string[];
}

/**
 * Reads the whole log once: the chooser sees every event, and the tree of the checkpoint is computed.
 * @throws {BundleRefused} the event store does not hold what the checkpoint says, or there is nothing to show
 */
export async function surveyLog(
  bytes: Pick<LogBytes, 'readAllBytes'>,
  { size, root }: Checkpoint,
  chooser: EventChooser,
  onProgress: (events: number) => void,
): Promise<Survey> {
  const tiles = new PackedTiles();
  const later: Pick<RecordedBytes, 'streamId' | 'revision' | 'type'>[] = [];
  for await (const event of bytes.readAllBytes()) {
    if (isTechnical(event)) continue;
    chooser.see(event);
    const { streamId, revision, type } = event;
    if (tiles.size === size) later.push({ streamId, revision, type });
    else tiles.append(hashEntry(event));
    onProgress(tiles.size);
  }
  if (tiles.size < size || !tiles.finish().equals(root))
    throw new BundleRefused(
      'CONTRADICTED',
      `The event store does not hold what the checkpoint of size ${size} says: see "holdfast audit verify"`,
    );
  const fault = chooser.fault();
  if (fault !== undefined) throw new BundleRefused('NOTHING', fault);
  const pending = later.filter(event => chooser.partOf(event) === 'everything');
  return {
    tiles,
    pending: pending.map(({ streamId, revision, type }) => `${streamId}, revision ${revision} (${type})`),
  };
}
