import type { sendUnaryData, ServerReadableStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type {
  AppendReq,
  AppendResp,
  DeleteReq,
  TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb';

import { parseBatchAppend } from '../wire/batch-append-request';
import { handleAppend } from './append/append';
import { handleBatchAppend, type BatchCall } from './append/batch-append';
import { deleteStream, tombstoneStream } from './delete-stream';
import type { ReadCall } from './read/read-output';
import { handleRead, type ReadParts } from './read/read';
import { unary } from './unary';
import type { WriteParts } from './append/write-parts';

/**
 * The Streams service. Read answers with messages that are encoded already, and BatchAppend also reads newer messages.
 */
export const streamsDefinition = {
  ...StreamsService,
  batchAppend: { ...StreamsService.batchAppend, requestDeserialize: parseBatchAppend },
  read: { ...StreamsService.read, responseSerialize: (frame: Buffer) => frame },
};

export function streamsService(reads: ReadParts, writes: WriteParts): UntypedServiceImplementation {
  return {
    read: (call: ReadCall) => void handleRead(reads, call),
    append: (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) =>
      handleAppend(writes, call, callback),
    batchAppend: (call: BatchCall) => handleBatchAppend(writes, call),
    delete: unary((request: DeleteReq, metadata) => deleteStream(writes, request, metadata)),
    tombstone: unary((request: TombstoneReq, metadata) => tombstoneStream(writes, request, metadata)),
  };
}
