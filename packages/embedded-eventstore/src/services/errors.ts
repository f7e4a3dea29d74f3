import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

import { CorruptDataError } from '../storage/corrupt-data';
import { DiskFullError } from '../storage/free-space';
import { BusyError, WritingStoppedError, type Expected, type WriteOutcome } from '../write/requests';

/** A request that is invalid or not allowed. Nothing was done. */
export class InvalidRequestError extends Error {
  override name = 'InvalidRequestError';
  /** EventStoreDB answers some of these as unknown errors. This server does the same and adds a sentence. */
  constructor(
    message: string,
    readonly code: status.INVALID_ARGUMENT | status.UNKNOWN = status.INVALID_ARGUMENT,
  ) {
    super(message);
  }
}

/** A call, or a part of one, that this server does not offer. */
class UnsupportedError extends Error {
  override name = 'UnsupportedError';
}

/** A refusal with its own status and trailers. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  constructor(
    readonly code: status,
    message: string,
    readonly trailers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export class MissingMetadataError extends Error {
  override name = 'MissingMetadataError';
  constructor(property: 'type' | 'content-type') {
    super(`Required Metadata Property '${property}' is missing`);
  }
}

export class StreamDeletedError extends Error {
  override name = 'StreamDeletedError';
  constructor(readonly stream: string) {
    super(`Event stream '${stream}' is deleted.`);
  }
}

export class AppendTooLargeError extends Error {
  override name = 'AppendTooLargeError';
  constructor(readonly maximumBytes: number) {
    super(`Maximum Append Size of ${maximumBytes} Exceeded.`);
  }
}

export class DeadlinePassedError extends Error {
  override name = 'DeadlinePassedError';
}

/** The error of a deletion. An append has this answer inside its response. */
export class WrongExpectedRevisionError extends Error {
  override name = 'WrongExpectedRevisionError';
  constructor(
    readonly stream: string,
    readonly outcome: Extract<WriteOutcome, { kind: 'wrong_expected' }>,
  ) {
    super(
      `Delete failed due to WrongExpectedVersion. Stream: ${stream}, ` +
        `Expected version: ${expectedVersionText(outcome.expected)}, Actual version: ${outcome.actual ?? -1}`,
    );
  }
}

/** The number of an expectation in EventStoreDB's messages. */
function expectedVersionText(expected: Expected): string {
  switch (expected.kind) {
    case 'exact':
      return revisionText(expected);
    case 'no_stream':
      return '-1';
    case 'any':
      return '-2';
    case 'stream_exists':
      return '-4';
  }
}

/** The expected revision as the caller wrote it. */
export const revisionText = ({ revision, given }: Extract<Expected, { kind: 'exact' }>): string =>
  given ?? String(revision);

/** The status of a failed call. The clients build their own errors from the trailing metadata. */
export function statusOf(error: unknown): Pick<ServiceError, 'code' | 'details' | 'metadata'> {
  const { code, trailers } = classify(error);
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, headerText(value));
  return { code, details: error instanceof Error ? error.message : 'Unknown error.', metadata };
}

interface Classified {
  code: status;
  trailers: Record<string, string>;
}

function classify(error: unknown): Classified {
  if (error instanceof RefusedError) return classifiedAs(error.code, error.trailers);
  if (error instanceof StreamDeletedError) {
    return classifiedAs(status.FAILED_PRECONDITION, {
      exception: 'stream-deleted',
      'stream-name': error.stream,
    });
  }
  if (error instanceof WrongExpectedRevisionError) return wrongExpected(error);
  if (error instanceof AppendTooLargeError) {
    const maximum = String(error.maximumBytes);
    const exception = 'maximum-append-size-exceeded';
    return classifiedAs(status.INVALID_ARGUMENT, { exception, 'maximum-append-size': maximum });
  }
  if (error instanceof MissingMetadataError) {
    const exception = 'missing-required-metadata-property';
    return classifiedAs(status.INVALID_ARGUMENT, {
      exception,
      'required-metadata-properties': 'type,content-type',
    });
  }
  return classifiedAs(plainCode(error));
}

function wrongExpected({ stream, outcome }: WrongExpectedRevisionError): Classified {
  return classifiedAs(status.FAILED_PRECONDITION, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': expectedVersionText(outcome.expected),
    'actual-version': String(outcome.actual ?? -1),
  });
}

function plainCode(error: unknown): status {
  if (error instanceof InvalidRequestError) return error.code;
  if (error instanceof UnsupportedError) return status.UNIMPLEMENTED;
  if (error instanceof DeadlinePassedError) return status.DEADLINE_EXCEEDED;
  if (error instanceof CorruptDataError) return status.DATA_LOSS;
  if (error instanceof BusyError || error instanceof DiskFullError) return status.RESOURCE_EXHAUSTED;
  if (error instanceof WritingStoppedError) return status.UNAVAILABLE;
  return status.INTERNAL;
}

const classifiedAs = (code: status, trailers: Record<string, string> = {}): Classified => ({
  code,
  trailers,
});

/** gRPC metadata has printable ASCII only, so any other character of a stream name is percent-encoded. */
const headerText = (text: string): string => text.replaceAll(/[^ -~]/gu, encodeURIComponent);
