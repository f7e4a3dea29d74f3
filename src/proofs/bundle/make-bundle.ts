import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogBytes } from '../../event-store/log/log-bytes';
import { BundledStamp, type RecordedStamps, type StampSummary } from './bundled-stamp';
import { parseCheckpoint, type Checkpoint } from '../formats/checkpoint';
import { formatHashLines, formatTlogProof } from '../formats/tlog-proof';
import { proveInclusion, proveRange, type ReadNodes } from '../merkle/make-proofs';
import { nodesFromTiles } from '../merkle/tiles';
import type { EventChooser } from './event-chooser';
import { RangeReader } from './range-reader';
import { BundleRefused, surveyLog, type Survey } from './survey-log';
import { writeZip, type ZippedFile } from './zip-file';

export interface BundleOrder {
  /** Where the zip is made; there must be no file yet. */
  readonly path: string;
  readonly bytes: Pick<LogBytes, 'readAllBytes'>;
  readonly chooser: EventChooser;
  /** The signed note, with its cosignatures. */
  readonly checkpoint: string;
  /** The time stamps on record, oldest first. */
  readonly stamps: RecordedStamps;
  /** A trust policy for the auditor to fill in. */
  readonly policy: string;
  readonly madeAt: Date;
  /** What is not under the checkpoint yet is left out, and the manifest names it. Else there is no bundle. */
  readonly allowsPending: boolean;
  /** The range ends with the last event that is shown, and not with the checkpoint. */
  readonly isShort: boolean;
  readonly onProgress: (events: number) => void;
}

export interface BundleReport {
  /** Entries of the checkpoint, and the range of them that is in the bundle: the first, and the one after the last. */
  readonly size: number;
  readonly start: number;
  readonly end: number;
  /** Events whose data and metadata are in the bundle. */
  readonly events: number;
  readonly streams: number;
  /** What was asked for and is not under the checkpoint. */
  readonly pending: readonly string[];
  /** Undefined: no stamp on record is of this log, and not later than the checkpoint. */
  readonly stamp: StampSummary | undefined;
}

const VERIFIER = join(__dirname, '..', 'verifier');

/**
 * Makes a bundle as docs/proofs.md specifies it.
 * @throws {BundleRefused} nothing is written @throws {Fault} the event store is away
 */
export async function makeBundle(order: BundleOrder): Promise<BundleReport> {
  const checkpoint = parseCheckpoint(order.checkpoint);
  const survey = await surveyLog(order.bytes, checkpoint, order.chooser, order.onProgress);
  refusePending(order, survey, checkpoint);
  const options = { size: checkpoint.size, isShort: order.isShort };
  const reader = new RangeReader(order.bytes, order.chooser, options);
  const stamp = new BundledStamp(order.stamps, checkpoint);
  await writeZip(order.path, filesOf({ order, checkpoint, survey, reader, stamp }));
  const runs = [...reader.shown.values()].flat();
  return {
    size: checkpoint.size,
    ...reader.range,
    events: runs.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    streams: reader.shown.size,
    pending: survey.pending,
    stamp: stamp.chosen,
  };
}

function refusePending({ allowsPending }: BundleOrder, { pending }: Survey, { size }: Checkpoint): void {
  if (allowsPending || pending.length === 0) return;
  const lines = pending.map(place => `  ${place}`).join('\n');
  throw new BundleRefused(
    'PENDING',
    `Not under the checkpoint of size ${size} yet:\n${lines}\nWhile the service runs, it signs what is new within ten seconds, and its witnesses cosign it. With --allow-pending the bundle is made without these.`,
  );
}

interface BundleParts {
  readonly order: BundleOrder;
  readonly checkpoint: Checkpoint;
  readonly survey: Survey;
  readonly reader: RangeReader;
  readonly stamp: BundledStamp;
}

async function* filesOf({
  order,
  checkpoint,
  survey,
  reader,
  stamp,
}: BundleParts): AsyncGenerator<ZippedFile> {
  const { tiles, pending } = survey;
  yield { name: 'entries', content: reader.entries() };
  const readNodes = nodesFromTiles(tiles.readTile);
  const { size } = checkpoint;
  if (reader.provenIndexes.length === 0)
    throw new BundleRefused('PENDING', 'Nothing of what was asked for is under the checkpoint yet');
  yield text('range-proof', formatHashLines(await proveRange(readNodes, reader.range, size)));
  yield* proofFiles(reader, readNodes, order.checkpoint, size);
  for (const [hash, content] of reader.bodies) yield { name: `bodies/${hash}`, content };
  yield text('checkpoint', order.checkpoint);
  yield* stamp.files(readNodes, reader.covered);
  yield text('policy', order.policy);
  yield text('manifest.json', manifestText(order, checkpoint, reader, pending));
  for (const name of ['VERIFY.md', 'verify.mjs'])
    yield { name, content: await readFile(join(VERIFIER, name)) };
}

const text = (name: string, content: string): ZippedFile => ({ name, content: Buffer.from(content) });

async function* proofFiles(
  { provenIndexes }: RangeReader,
  readNodes: ReadNodes,
  checkpoint: string,
  size: number,
): AsyncGenerator<ZippedFile> {
  for (const index of provenIndexes) {
    const hashes = await proveInclusion(readNodes, index, size);
    yield text(`proofs/${index}.tlog-proof`, formatTlogProof({ index, hashes, checkpoint }));
  }
}

function manifestText(
  { chooser, madeAt }: BundleOrder,
  { origin, size }: Checkpoint,
  { range, shown }: RangeReader,
  pending: readonly string[],
): string {
  const streams = [...shown].map(([stream, runs]) => ({ stream, shown: runs }));
  const manifest = {
    format: 'holdfast-bundle/v1',
    asked: chooser.asked,
    log: origin,
    size,
    range,
    streams,
    pending,
    madeAt: madeAt.toISOString(),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
