import { Server, ServerCredentials } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb';

import type { Clock } from '../core/clock';
import type { Random } from '../core/random';
import { AccessChanges } from '../access/access-changes';
import {
  loginSecurity,
  noSecurity,
  startSecurity,
  type Security,
  type SecurityParts,
} from '../access/security';
import type { BasicCredentials } from '../access/users/basic-credentials';
import { PersistentSubscriptions } from '../persistent/registry';
import { raiseResetLimit } from './reset-limit';
import { clusterInfo, supportedMethods } from '../services/discovery';
import { notOffered } from '../services/not-offered';
import { SlowReaders } from '../services/read/read-output';
import { bufferOutgoing } from '../services/outgoing-buffer';
import { streamsDefinition, streamsService } from '../services/streams';
import { unary } from '../services/unary';
import { usersService } from '../services/users';
import { persistentDefinition, persistentService, restartSubsystem } from '../services/persistent/persistent';
import { EventLog } from '../storage/event-log';
import { freeBytesOf, requireRoom } from '../storage/free-space';
import { CommitSignal } from '../write/commit-signal';
import { GroupWriter } from '../write/group-writer';

export interface ServerOptions {
  readonly dataDir: string;
  readonly host: string;
  /** The port; 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly random: Random;
  /** The address for clients that ask for the cluster, by default the host. */
  readonly advertisedHost?: string;
  /**
   * `users` switches on users, passwords and access lists. A login is the only one, and may do everything. Without
   * either, every caller may do everything.
   */
  readonly access?: 'users' | BasicCredentials;
  /** PEM texts. Without them, connections are not encrypted. */
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer };
  /** Called when a write failed. The process must end, so that the next one starts from what the disk has. */
  readonly onWritingStopped: (error: Error) => void;
}

export interface RunningServer {
  readonly port: number;
  /** Writes and answers the accepted requests, then ends. */
  close(): Promise<void>;
}

/** The most bytes of data in one append, without metadata and types. EventStoreDB has the same default. */
const MAX_APPEND_BYTES = 1024 * 1024;
/**
 * The most bytes in one message. Clients send up to 3 MiB in one message of a batch, whatever the limit of an append
 * is.
 */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024;
/** Milliseconds for running calls to end when the server closes. */
const CLOSE_GRACE_MS = 250;
/** The server drops a client that does not answer a ping. These are EventStoreDB's defaults. */
const KEEP_ALIVE_MS = 10_000;

/** @throws {FolderInUseError | CorruptDataError | Error} when the folder cannot be opened or the port is in use */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = await EventLog.open(options.dataDir);
  const commits = new CommitSignal();
  const { clock, random } = options;
  const changes = new AccessChanges();
  const writer = new GroupWriter({
    log,
    commits,
    clock,
    random,
    requireRoom: () => requireRoom(options.dataDir, freeBytesOf),
    onCommitted: streams => changes.noteWrittenStreams(streams),
    onStopped: options.onWritingStopped,
  });
  try {
    const security = await securityOf(options.access, { log, writer, random, changes });
    const server = newServer();
    raiseResetLimit(server);
    const { guard } = security;
    const reads = { log, commits, clock, guard, slow: new SlowReaders(), newId: () => random.uuid() };
    server.addService(
      streamsDefinition,
      streamsService(reads, { writer, guard, clock, maximumBytes: MAX_APPEND_BYTES }),
    );
    const subscriptions = new PersistentSubscriptions({ log, writer, commits, clock, random });
    const nowMs = () => clock.now().getTime();
    server.addService(persistentDefinition, persistentService({ ...reads, subscriptions, nowMs }));
    const address = addDiscovery(server, security, options);
    addOtherServices(server, security, subscriptions);
    address.port = await bind(server, options);
    subscriptions.start();
    return { port: address.port, close: () => closeAll(server, subscriptions, writer, log) };
  } catch (error) {
    await writer.close();
    await log.close();
    throw error;
  }
}

async function securityOf(access: ServerOptions['access'], parts: SecurityParts): Promise<Security> {
  if (access === undefined) return noSecurity;
  return access === 'users' ? startSecurity(parts) : loginSecurity(parts, access);
}

const newServer = (): Server =>
  new Server({
    interceptors: [bufferOutgoing()],
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.so_reuseport': 0,
    'grpc.keepalive_time_ms': KEEP_ALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEP_ALIVE_MS,
  });

/** Adds the services with which clients discover the cluster. The caller fills in the port after binding. */
function addDiscovery(server: Server, { guard }: Security, options: ServerOptions): { port: number } {
  const address = { host: options.advertisedHost ?? options.host, port: 0 };
  const instanceId = options.random.uuid();
  const getSupportedMethods = unary(async (_request, metadata) => {
    await guard.identify(metadata);
    return supportedMethods();
  });
  const read = unary(async (_request, metadata) => {
    await guard.identify(metadata);
    return clusterInfo(instanceId, address.host, address.port, options.clock.now());
  });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  server.addService(GossipService, { read });
  return address;
}

function addOtherServices(server: Server, security: Security, subscriptions: PersistentSubscriptions): void {
  server.addService(UsersService, usersService(security));
  server.addService(
    ProjectionsService,
    notOffered(ProjectionsService, 'This server has no projections: use EventStoreDB itself for them.'),
  );
  server.addService(OperationsService, {
    ...notOffered(OperationsService, 'This server needs no operating: it does not scavenge, merge or elect.'),
    restartPersistentSubscriptions: restartSubsystem({ guard: security.guard, subscriptions }),
  });
  server.addService(MonitoringService, notOffered(MonitoringService, 'This server tells no statistics.'));
}

function bind(server: Server, { host, port, tls }: ServerOptions): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.certificate }])
    : ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
}

/** Writes and answers the accepted requests first, then ends the calls that do not end by themselves. */
async function closeAll(
  server: Server,
  subscriptions: PersistentSubscriptions,
  writer: GroupWriter,
  log: EventLog,
): Promise<void> {
  await subscriptions.close();
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
