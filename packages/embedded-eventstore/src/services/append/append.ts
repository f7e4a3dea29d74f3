import { status, type Metadata, type sendUnaryData, type ServerReadableStream } from '@grpc/grpc-js';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';

import { admitToStream } from '../../access/guard';
import type { ProposedEvent } from '../../wire/recorded-event';
import type { Expected, WriteOutcome } from '../../write/requests';
import {
  AppendTooLargeError,
  DeadlinePassedError,
  InvalidRequestError,
  revisionText,
  statusOf,
  StreamDeletedError,
} from '../errors';
import { dataSizeOf, parseExpected, parseProposedEvent, parseWritableStreamName, sizeOf } from '../parse';
import type { WriteParts } from './write-parts';

/** The most memory for one append with its metadata, whatever the limit of its data is. */
const MAX_BYTES = 16 * 1024 * 1024;

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

/** The Append call: the options, then one message for each event. The answer comes when all events are on disk. */
export function handleAppend(parts: WriteParts, call: AppendCall, callback: sendUnaryData<AppendResp>): void {
  const append = new IncomingAppend(parts.maximumBytes);
  let answered = false;
  const answer: typeof callback = (error, response) => {
    if (answered) return;
    answered = true;
    callback(error, response);
  };
  call.on('data', (message: AppendReq) => {
    try {
      append.addMessage(message);
    } catch (error) {
      answer(statusOf(error));
    }
  });
  call.on('error', () => (answered = true));
  call.on('end', () => {
    if (answered) return;
    append.submit(parts, call.metadata).then(
      response => answer(null, response),
      error => answer(statusOf(error)),
    );
  });
}

/** Collects the messages of one Append call. */
class IncomingAppend {
  private options: { stream: string; expected: Expected } | undefined;
  private readonly events: ProposedEvent[] = [];
  private bytes = 0;
  private dataBytes = 0;

  constructor(private readonly maximumBytes: number) {}

  addMessage(message: AppendReq): void {
    const options = message.getOptions();
    const proposed = message.getProposedMessage();
    if (options && this.options)
      throw new InvalidRequestError('An append has its options once.', status.UNKNOWN);
    if (options) this.options = parseOptions(options);
    else if (proposed) this.addEvent(parseProposedEvent(proposed));
    else throw new InvalidRequestError('A message of an append holds neither options nor an event.');
  }

  async submit({ writer, guard }: WriteParts, metadata: Metadata): Promise<AppendResp> {
    if (!this.options) throw new InvalidRequestError('An append begins with its options.');
    const { stream } = this.options;
    await admitToStream(guard, metadata, 'write', stream);
    const outcome = await writer.submit({ kind: 'append', ...this.options, events: this.events });
    return appendResponse(stream, outcome);
  }

  private addEvent(event: ProposedEvent): void {
    if (!this.options) throw new InvalidRequestError('An append begins with its options.');
    this.bytes += sizeOf(event);
    this.dataBytes += dataSizeOf([event]);
    if (this.dataBytes > this.maximumBytes) throw new AppendTooLargeError(this.maximumBytes);
    if (this.bytes > MAX_BYTES) throw new AppendTooLargeError(MAX_BYTES);
    this.events.push(event);
  }
}

function parseOptions(options: AppendReq.Options) {
  return {
    stream: parseWritableStreamName(options.getStreamIdentifier()),
    expected: parseExpected(options, options.hasRevision() ? options.getRevision() : undefined),
  };
}

function appendResponse(stream: string, outcome: WriteOutcome): AppendResp {
  switch (outcome.kind) {
    case 'written':
      return new AppendResp().setSuccess(successOf(outcome));
    case 'wrong_expected':
      return new AppendResp().setWrongExpectedVersion(wrongExpectedOf(outcome));
    case 'deleted':
      throw new StreamDeletedError(stream);
    case 'too_late':
      throw new DeadlinePassedError('The deadline passed before the append was begun.');
  }
}

function successOf({ revision, position }: { revision: number; position: number }): AppendResp.Success {
  const success = new AppendResp.Success();
  if (revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(revision));
  if (position === 0) return success.setNoPosition(new Empty());
  const text = String(position);
  return success.setPosition(new AppendResp.Position().setCommitPosition(text).setPreparePosition(text));
}

function wrongExpectedOf(outcome: Extract<WriteOutcome, { kind: 'wrong_expected' }>) {
  const message = new AppendResp.WrongExpectedVersion();
  if (outcome.actual === undefined) message.setCurrentNoStream(new Empty());
  else message.setCurrentRevision(String(outcome.actual));
  const { expected } = outcome;
  if (expected.kind === 'exact') return message.setExpectedRevision(revisionText(expected));
  if (expected.kind === 'no_stream') return message.setExpectedNoStream(new Empty());
  if (expected.kind === 'stream_exists') return message.setExpectedStreamExists(new Empty());
  return message.setExpectedAny(new Empty());
}
