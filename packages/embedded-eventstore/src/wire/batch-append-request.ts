import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';

import { fieldsOf } from './protobuf';

/** One message of a BatchAppend call. */
export interface BatchAppendMessage {
  readonly message: BatchAppendReq;
  /** Milliseconds that the caller waits for its append, from the newer of the two deadline fields. */
  readonly timeoutMs: number | undefined;
}

// Field numbers of BatchAppendReq, its options and Duration.
const OPTIONS = 2;
const DEADLINE = 7;
const SECONDS = 1;
const NANOS = 2;

/**
 * The generated classes are older than the field `deadline`, so this function reads it from the bytes.
 * @throws {Error} when the bytes are not a message
 */
export function parseBatchAppend(bytes: Uint8Array): BatchAppendMessage {
  const message = BatchAppendReq.deserializeBinary(bytes);
  const options = message.getOptions() && partOf(Buffer.from(bytes), OPTIONS);
  const duration = options && partOf(options, DEADLINE);
  return { message, timeoutMs: duration && millisecondsOf(duration) };
}

function partOf(message: Buffer, wanted: number): Buffer | undefined {
  for (const { number, bytes } of fieldsOf(message)) if (number === wanted && bytes) return bytes;
  return undefined;
}

/** A duration can be negative: then the deadline has passed. */
function millisecondsOf(duration: Buffer): number {
  let milliseconds = 0;
  for (const { number, value = 0 } of fieldsOf(duration)) {
    const signed = value >= 2 ** 63 ? value - 2 ** 64 : value;
    if (number === SECONDS) milliseconds += signed * 1000;
    if (number === NANOS) milliseconds += signed / 1e6;
  }
  return milliseconds;
}
