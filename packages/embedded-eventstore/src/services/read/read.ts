import type { Clock } from '../../core/clock';
import type { Guard } from '../../access/guard';
import { RunningCallAccess } from '../../access/running-call';
import type { EventLog } from '../../storage/event-log';
import { lastStreamPositionFrame, streamNotFoundFrame } from '../../wire/read-frames';
import type { CommitSignal } from '../../write/commit-signal';
import { frameFor, type Frame } from './frame';
import { readHistory, StreamNotFoundError } from './history';
import { ReadOutput, type ReadCall, type SlowReaders } from './read-output';
import { parseReadRequest, type ReadRequest } from './read-request';
import { runSubscription } from './subscription';

export interface ReadParts {
  readonly log: EventLog;
  readonly commits: CommitSignal;
  readonly clock: Clock;
  readonly guard: Guard;
  readonly slow: SlowReaders;
  /** Creates the id of a subscription. */
  readonly newId: () => string;
}

/** The Read call: a part of a stream or of `$all`, or a subscription to one of them. */
export async function handleRead(parts: ReadParts, call: ReadCall): Promise<void> {
  const outgoing = new ReadOutput(call, parts.slow);
  try {
    const request = parseReadRequest(call.request);
    const admission = new RunningCallAccess(parts.guard, call.metadata, 'read', request.stream ?? '$all');
    await admission.check();
    const frame = frameFor(parts.log, parts.clock, request);
    if (request.count === undefined) {
      await runSubscription({ ...parts, admission, outgoing, frame }, parts.newId(), request);
    } else {
      await sendHistory(parts, outgoing, frame, request);
    }
    outgoing.end();
  } catch (error) {
    outgoing.fail(error);
  }
}

async function sendHistory(
  { log, clock }: ReadParts,
  outgoing: ReadOutput,
  frame: Frame,
  request: ReadRequest,
): Promise<void> {
  let end: number | undefined;
  try {
    for await (const events of readHistory(log, request, clock.now(), revision => (end = revision))) {
      for (const event of events) await outgoing.send(await frame(event));
      if (outgoing.hasEnded) return;
    }
    if (request.tellsEnd && end !== undefined) await outgoing.send(lastStreamPositionFrame(end));
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
    await outgoing.send(streamNotFoundFrame(request.stream ?? ''));
  }
}
