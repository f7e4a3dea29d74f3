import type { Message } from 'google-protobuf';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Code } from '@eventstore/db-client/generated/code_pb';
import {
  AccessDenied,
  AllStreamPosition,
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  Unknown,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';

import { AccessDeniedError } from '../../access/errors';
import { CorruptDataError } from '../../storage/corrupt-data';
import { DiskFullError } from '../../storage/free-space';
import { BusyError, WritingStoppedError, type WriteOutcome } from '../../write/requests';
import {
  AppendTooLargeError,
  DeadlinePassedError,
  InvalidRequestError,
  MissingMetadataError,
  revisionText,
} from '../errors';

/** The answer to one append of the batch, without its correlation id. */
export function outcomeResponse(stream: string, outcome: WriteOutcome): BatchAppendResp {
  const response = new BatchAppendResp().setStreamIdentifier(identifierOf(stream));
  switch (outcome.kind) {
    case 'written':
      return response.setSuccess(successOf(outcome));
    case 'wrong_expected':
      return response.setError(wrongExpectedStatus(outcome));
    case 'deleted':
      return response.setError(
        statusWith(
          Code.NOT_FOUND,
          `Event stream '${stream}' is deleted.`,
          'StreamDeleted',
          streamDeleted(stream),
        ),
      );
    case 'too_late':
      return response.setError(
        failureStatus(new DeadlinePassedError('The deadline passed before the append was begun.')),
      );
  }
}

export const failureResponse = (stream: string, error: unknown): BatchAppendResp =>
  new BatchAppendResp().setStreamIdentifier(identifierOf(stream)).setError(failureStatus(error));

function failureStatus(error: unknown): Status {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AppendTooLargeError) {
    const details = new MaximumAppendSizeExceeded().setMaxappendsize(error.maximumBytes);
    return statusWith(Code.INVALID_ARGUMENT, message, 'MaximumAppendSizeExceeded', details);
  }
  if (error instanceof InvalidRequestError || error instanceof MissingMetadataError) {
    return statusWith(Code.INVALID_ARGUMENT, message, 'BadRequest', new BadRequest().setMessage(message));
  }
  if (error instanceof DeadlinePassedError) {
    return statusWith(Code.DEADLINE_EXCEEDED, message, 'Timeout', new Timeout());
  }
  if (error instanceof AccessDeniedError) {
    return statusWith(Code.PERMISSION_DENIED, message, 'AccessDenied', new AccessDenied());
  }
  if (error instanceof DiskFullError || error instanceof BusyError) {
    return failureWith(Code.RESOURCE_EXHAUSTED, message);
  }
  if (error instanceof WritingStoppedError) return failureWith(Code.UNAVAILABLE, message);
  if (error instanceof CorruptDataError) return failureWith(Code.DATA_LOSS, message);
  return statusWith(Code.UNKNOWN, message, 'Unknown', new Unknown());
}

/** The official client shows this sentence only when it has no error of its own for the details. */
function failureWith(code: Code, message: string): Status {
  const any = new Any();
  any.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  return new Status().setCode(code).setMessage(message).setDetails(any);
}

/** A `google.rpc.Status`. The clients recognise its details by their type name. */
function statusWith(code: Code, message: string, type: string, details: Message): Status {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${type}`);
  return new Status().setCode(code).setMessage(message).setDetails(any);
}

function successOf({ revision, position }: { revision: number; position: number }): BatchAppendResp.Success {
  const success = new BatchAppendResp.Success();
  if (revision < 0) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(revision));
  if (position === 0) return success.setNoPosition(new Empty());
  const text = String(position);
  return success.setPosition(new AllStreamPosition().setCommitPosition(text).setPreparePosition(text));
}

function wrongExpectedStatus({
  expected,
  actual,
}: Extract<WriteOutcome, { kind: 'wrong_expected' }>): Status {
  const details = new WrongExpectedVersion();
  if (actual === undefined) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(actual));
  if (expected.kind === 'exact') details.setExpectedStreamPosition(revisionText(expected));
  else if (expected.kind === 'no_stream') details.setExpectedNoStream(new Empty());
  else if (expected.kind === 'stream_exists') details.setExpectedStreamExists(new Empty());
  else details.setExpectedAny(new Empty());
  return statusWith(Code.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', details);
}

const streamDeleted = (stream: string): StreamDeleted =>
  new StreamDeleted().setStreamIdentifier(identifierOf(stream));

const identifierOf = (stream: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from(stream));
