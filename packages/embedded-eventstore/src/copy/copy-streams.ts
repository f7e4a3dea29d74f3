import { Fault } from '../../../../src/shared/fault';
import { StreamCopier } from './stream-copier';
import { fingerprintOf, type Fingerprint } from './fingerprint';
import { isCopied } from './kinds';
import { RawClient, type RawEvent } from './raw-client';
import { TargetDiffersError } from './target-differs';

export interface CopyReport {
  readonly events: number;
  readonly streams: number;
}

export type CopyProgress = (phase: 'copied' | 'verified', events: number) => void;

/** One append takes at most so many events of a stream and so many bytes; a server takes 1 MiB. */
const RUN_EVENTS = 100;
const RUN_BYTES = 256 * 1024;

/**
 * Brings every stream of users and its metadata from one server to another in the order of `$all`, byte for byte, with
 * the same ids and revisions, and compares the two at the end. What the target has already is told by its ids and not
 * written again, so a copy that was cut off is begun again and goes on. Times of recording are the target's own.
 * @throws {TargetDiffersError | Fault} the target holds something else; a server is away
 */
export async function copyStreams(
  from: string,
  to: string,
  onProgress: CopyProgress = () => undefined,
): Promise<CopyReport> {
  const source = new RawClient(from);
  const target = new RawClient(to);
  try {
    await copyAll(source, target, onProgress);
    return await compare(source, target, onProgress);
  } catch (error) {
    if (error instanceof TargetDiffersError) throw error;
    throw new Fault('event store', error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await Promise.allSettled([source.dispose(), target.dispose()]);
  }
}

async function copyAll(source: RawClient, target: RawClient, onProgress: CopyProgress): Promise<void> {
  const copier = new StreamCopier(target);
  let copied = 0;
  for await (const run of runsOf(source.readAll())) {
    await copier.copy(run);
    copied += run.length;
    onProgress('copied', copied);
  }
  await copier.finish();
}

/** Neighbours in `$all` that are neighbours in one stream, so that they can go out together. */
async function* runsOf(events: AsyncIterable<RawEvent>): AsyncGenerator<RawEvent[]> {
  let run: RawEvent[] = [];
  let bytes = 0;
  for await (const event of events) {
    if (!isCopied(event)) continue;
    const size = event.data.length + event.metadata.length;
    const joins = run.at(-1)?.stream === event.stream && run.length < RUN_EVENTS && bytes + size < RUN_BYTES;
    if (!joins) {
      if (run.length > 0) yield run;
      [run, bytes] = [[], 0];
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

/** The target may have other streams of its own; those of the source have to be the same, in the same order. */
async function compare(source: RawClient, target: RawClient, onProgress: CopyProgress): Promise<CopyReport> {
  const wanted = await fingerprintOf(source, undefined, events => onProgress('verified', events));
  const found = await fingerprintOf(target, stream => wanted.streams.has(stream));
  for (const [stream, { events, hash }] of wanted.streams) requireSame(stream, events, hash, found);
  if (wanted.order !== found.order) {
    throw new TargetDiffersError('The streams are the same, but their events are in another order in $all.');
  }
  return { events: wanted.events, streams: wanted.streams.size };
}

function requireSame(stream: string, events: number, hash: string, found: Fingerprint): void {
  const copy = found.streams.get(stream);
  if (copy?.hash === hash) return;
  const count = copy?.events ?? 0;
  const how =
    count === events
      ? 'their content is not the same'
      : `the target has ${count} events, the source ${events}`;
  throw new TargetDiffersError(`Stream '${stream}' differs: ${how}.`);
}
