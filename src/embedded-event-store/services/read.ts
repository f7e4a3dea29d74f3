import type { EventLog, StoredEvent } from '../storage/event-log';
import { eventFrame, streamNotFoundFrame } from '../wire/read-frames';
import { withStructuredId } from '../wire/recorded-event';
import type { CommitSignal } from '../write/commit-signal';
import { readHistory, StreamNotFoundError } from './history';
import { Outgoing, type ReadCall } from './outgoing';
import { parseReadRequest, type ReadRequest } from './read-request';
import { runSubscription } from './subscription';

export interface ReadParts {
  readonly log: EventLog;
  readonly commits: CommitSignal;
  /** Draws the id of a subscription. */
  readonly newId: () => string;
}

/** Read: a part of a stream or of `$all`, or a subscription to one. */
export async function handleRead(parts: ReadParts, call: ReadCall): Promise<void> {
  const outgoing = new Outgoing(call);
  try {
    const request = parseReadRequest(call.request);
    const frame = frameFor(request);
    if (request.count === undefined) {
      await runSubscription({ ...parts, outgoing, frame }, parts.newId(), request);
    } else {
      await sendHistory(parts.log, outgoing, frame, request);
    }
    outgoing.end();
  } catch (error) {
    outgoing.fail(error);
  }
}

type Frame = (event: StoredEvent) => Buffer;

async function sendHistory(
  log: EventLog,
  outgoing: Outgoing,
  frame: Frame,
  request: ReadRequest,
): Promise<void> {
  try {
    for await (const events of readHistory(log, request)) {
      for (const event of events) await outgoing.send(frame(event));
      if (outgoing.signal.aborted) return;
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
    await outgoing.send(streamNotFoundFrame(request.stream ?? ''));
  }
}

const frameFor = ({ structuredIds }: ReadRequest): Frame =>
  structuredIds ? event => eventFrame({ ...event, bytes: withStructuredId(event.bytes) }) : eventFrame;
