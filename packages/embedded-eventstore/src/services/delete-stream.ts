import type { Metadata } from '@grpc/grpc-js';
import {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';

import { admitToStream } from '../access/guard';
import { isMetastream } from '../storage/heads/stream-head';
import {
  DeadlinePassedError,
  InvalidRequestError,
  StreamDeletedError,
  WrongExpectedRevisionError,
} from './errors';
import { parseExpected, parseWritableStreamName } from './parse';
import type { WriteParts } from './append/write-parts';

/** Soft delete: it hides the stream. An append shows it again, from the next revision on. */
export async function deleteStream(
  parts: WriteParts,
  request: DeleteReq,
  metadata: Metadata,
): Promise<DeleteResp> {
  const position = await endStream(parts, metadata, 'delete', request.getOptions());
  return new DeleteResp().setPosition(
    new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
  );
}

/** Hard delete: it ends the stream for ever. */
export async function tombstoneStream(
  parts: WriteParts,
  request: TombstoneReq,
  metadata: Metadata,
): Promise<TombstoneResp> {
  const position = await endStream(parts, metadata, 'tombstone', request.getOptions());
  return new TombstoneResp().setPosition(
    new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
  );
}

async function endStream(
  { writer, guard }: WriteParts,
  metadata: Metadata,
  kind: 'delete' | 'tombstone',
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
): Promise<string> {
  if (!options) throw new InvalidRequestError('Options are required.');
  const stream = parseWritableStreamName(options.getStreamIdentifier());
  if (isMetastream(stream))
    throw new InvalidRequestError(`The metadata stream '${stream}' cannot be deleted.`);
  await admitToStream(guard, metadata, 'delete', stream);
  const expected = parseExpected(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await writer.submit({ kind, stream, expected });
  switch (outcome.kind) {
    case 'written':
      return String(outcome.position);
    case 'wrong_expected':
      throw new WrongExpectedRevisionError(stream, outcome);
    case 'deleted':
      throw new StreamDeletedError(stream);
    case 'too_late':
      throw new DeadlinePassedError('The deadline passed before the deletion was begun.');
  }
}
