import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { BatchAppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData } from '@grpc/grpc-js';
import { supportedMethods } from '../../src/services/discovery';

/** The client's ceiling: the messages are decoded and answered, and that is all. */
const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
const refuse = (_call: unknown, callback: sendUnaryData<never>) => callback({ code: 12, details: 'A stub.' });

server.addService(ServerFeaturesService, {
  getSupportedMethods: (_call: unknown, callback: sendUnaryData<ReturnType<typeof supportedMethods>>) =>
    callback(null, supportedMethods()),
});
server.addService(StreamsService, {
  batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
    call.on('data', (request: BatchAppendReq) => {
      const success = new BatchAppendResp.Success().setCurrentRevision('0').setNoPosition(new Empty());
      const answer = new BatchAppendResp().setCorrelationId(request.getCorrelationId()).setSuccess(success);
      if (request.getIsFinal()) call.write(answer);
    });
    call.on('end', () => call.end());
  },
  read: refuse,
  append: refuse,
  delete: refuse,
  tombstone: refuse,
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, port) => process.send?.(port));
