import {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';

import { isMetastream } from '../storage/stream-head';
import type { GroupWriter } from '../write/group-writer';
import {
  DeadlinePassedError,
  InvalidRequestError,
  StreamDeletedError,
  WrongExpectedRevisionError,
} from './errors';
import { parseExpected, parseWritableStreamName } from './parse';

/** Soft delete: the stream is hidden; appending to it shows it again, from the next revision on. */
export async function deleteStream(writer: GroupWriter, request: DeleteReq): Promise<DeleteResp> {
  const position = await endStream(writer, 'delete', request.getOptions());
  return new DeleteResp().setPosition(
    new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
  );
}

/** Hard delete: the stream is ended for ever. */
export async function tombstoneStream(writer: GroupWriter, request: TombstoneReq): Promise<TombstoneResp> {
  const position = await endStream(writer, 'tombstone', request.getOptions());
  return new TombstoneResp().setPosition(
    new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
  );
}

async function endStream(
  writer: GroupWriter,
  kind: 'delete' | 'tombstone',
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
): Promise<string> {
  if (!options) throw new InvalidRequestError('Options are required.');
  const stream = parseWritableStreamName(options.getStreamIdentifier());
  if (isMetastream(stream))
    throw new InvalidRequestError(`The metadata stream '${stream}' cannot be deleted.`);
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
