import { StreamCopier } from './stream-copier';
import { fingerprintOf, type Fingerprint } from './fingerprint';
import { isCopied } from './kinds';
import { RawClient, type RawEvent } from './raw-client';
import { ServerAwayError } from './server-away';
import { TargetDiffersError } from './target-differs';

export interface CopyReport {
  readonly events: number;
  readonly streams: number;
}

export type CopyProgress = (phase: 'copied' | 'verified', events: number) => void;

/** The most events and bytes in one append. A server accepts 1 MiB. */
const RUN_EVENTS = 100;
const RUN_BYTES = 256 * 1024;

/**
 * Copies every stream of users with its metadata, byte for byte, from one server to another. It keeps the order of
 * `$all`, the ids and the revisions. At the end it compares both servers. Existing events of the target are recognised
 * by their ids and not written again, so an interrupted copy can be started again. The target sets its own time of
 * recording.
 * @throws {TargetDiffersError | ServerAwayError} when the target has other events, or a server does not answer
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
    throw new ServerAwayError(error instanceof Error ? error.message : String(error), { cause: error });
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

/** Groups neighbours in `$all` that are also neighbours in one stream, so that one append can take them. */
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

/** The target may have more streams. Those of the source must be the same, in the same order. */
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
