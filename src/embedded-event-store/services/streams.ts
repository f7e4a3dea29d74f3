import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb';

import { handleAppend } from './append';
import { handleBatchAppend } from './batch-append';
import { deleteStream, tombstoneStream } from './delete';
import type { ReadCall } from './outgoing';
import { handleRead, type ReadParts } from './read';
import { unary } from './unary';
import type { WriteParts } from './write-parts';

/** The Streams service, except that Read answers with messages that are encoded already. */
export const streamsDefinition = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (frame: Buffer) => frame },
};

export function streamsService(reads: ReadParts, writes: WriteParts): UntypedServiceImplementation {
  return {
    read: (call: ReadCall) => void handleRead(reads, call),
    append: (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) =>
      handleAppend(writes, call, callback),
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) =>
      handleBatchAppend(writes, call),
    delete: unary((request: DeleteReq, metadata) => deleteStream(writes, request, metadata)),
    tombstone: unary((request: TombstoneReq, metadata) => tombstoneStream(writes, request, metadata)),
  };
}
