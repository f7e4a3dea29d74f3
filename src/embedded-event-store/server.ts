import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';

import type { Clock } from '../shared/clock';
import type { Random } from '../shared/random';
import { handleAppend } from './services/append';
import { handleBatchAppend } from './services/batch-append';
import { deleteStream, tombstoneStream } from './services/delete';
import { clusterInfo, supportedMethods } from './services/discovery';
import { statusOf } from './services/errors';
import type { ReadCall } from './services/outgoing';
import { handleRead, type ReadParts } from './services/read';
import { EventLog } from './storage/event-log';
import { freeBytesOf, requireRoom } from './storage/free-space';
import { CommitSignal } from './write/commit-signal';
import { GroupWriter } from './write/group-writer';

export interface ServerOptions {
  readonly dataDir: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
  /** A write failed: the process has to end, so that the next one starts from what the disk has. */
  readonly onWritingStopped: (error: Error) => void;
}

export interface RunningServer {
  readonly port: number;
  /** Writes and answers what was accepted, then ends. */
  close(): Promise<void>;
}

/** As EventStoreDB's default: the data, metadata and types of one append together. */
const MAX_APPEND_BYTES = 1024 * 1024;
/** Clients send up to 3 MiB in one message of a batch, whatever the append's limit is. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;
/** How long calls that are going on may take to end when the server closes. */
const CLOSE_GRACE_MS = 250;

/** @throws {FolderInUseError | CorruptDataError | Error} the folder cannot be opened or the port not be taken */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = await EventLog.open(options.dataDir);
  const commits = new CommitSignal();
  const { clock, random } = options;
  const writer = new GroupWriter({
    log,
    commits,
    clock,
    random,
    requireRoom: () => requireRoom(options.dataDir, freeBytesOf),
    onStopped: options.onWritingStopped,
  });
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES, 'grpc.so_reuseport': 0 });
  const address = { host: options.host, port: 0 };
  server.addService(readPassingBytes, streamsService(writer, { log, commits, clock, newId: () => random.uuid() }));
  server.addService(ServerFeaturesService, { getSupportedMethods: unary(async () => supportedMethods()) });
  const instanceId = random.uuid();
  const gossip = unary(async () => clusterInfo(instanceId, address.host, address.port, clock.now()));
  server.addService(GossipService, { read: gossip });
  try {
    address.port = await bind(server, options.host, options.port);
  } catch (error) {
    await log.close();
    throw error;
  }
  return { port: address.port, close: () => closeAll(server, writer, log) };
}

/** The Streams service, except that Read answers with messages that are encoded already. */
const readPassingBytes = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (frame: Buffer) => frame },
};

function streamsService(writer: GroupWriter, reads: ReadParts): UntypedServiceImplementation {
  return {
    read: (call: ReadCall) => void handleRead(reads, call),
    append: (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) =>
      handleAppend(writer, MAX_APPEND_BYTES, call, callback),
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) =>
      handleBatchAppend(writer, MAX_APPEND_BYTES, call),
    delete: unary((request: DeleteReq) => deleteStream(writer, request)),
    tombstone: unary((request: TombstoneReq) => tombstoneStream(writer, request)),
  };
}

function unary<Request, Response>(
  answer: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request).then(
      response => callback(null, response),
      error => callback(statusOf(error)),
    );
  };
}

function bind(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
}

/** What was accepted is written and answered first; then the calls that never end by themselves are ended. */
async function closeAll(server: Server, writer: GroupWriter, log: EventLog): Promise<void> {
  await writer.close();
  await new Promise<void>(resolve => {
    const grace = setTimeout(() => server.forceShutdown(), CLOSE_GRACE_MS);
    server.tryShutdown(() => {
      clearTimeout(grace);
      resolve();
    });
  });
  await log.close();
}
