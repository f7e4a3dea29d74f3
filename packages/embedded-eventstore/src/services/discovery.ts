import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';

/** The version of EventStoreDB that this server follows, call by call. Clients decide by it which calls they make. */
const SERVER_VERSION = '23.10.6';

const PERSISTENT = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

/** The available calls as [service, method, features], in lower case as the clients expect. */
const METHODS: readonly (readonly [string, string, ...string[]])[] = [
  ['event_store.client.streams.streams', 'read', 'position', 'events'],
  ['event_store.client.streams.streams', 'append'],
  ['event_store.client.streams.streams', 'batchappend', 'deadline_duration'],
  ['event_store.client.streams.streams', 'delete'],
  ['event_store.client.streams.streams', 'tombstone'],
  ...['create', 'update', 'delete', 'disable', 'enable', 'details', 'changepassword', 'resetpassword'].map(
    method => ['event_store.client.users.users', method] as const,
  ),
  ...['create', 'update', 'delete', 'read', 'getinfo', 'list', 'replayparked', 'restartsubsystem'].map(
    method => [PERSISTENT, method, 'stream', 'all'] as const,
  ),
  ['event_store.client.operations.operations', 'restartpersistentsubscriptions'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

export const supportedMethods = (): SupportedMethods =>
  new SupportedMethods()
    .setEventStoreServerVersion(SERVER_VERSION)
    .setMethodsList(
      METHODS.map(([service, method, ...features]) =>
        new SupportedMethod().setServiceName(service).setMethodName(method).setFeaturesList(features),
      ),
    );

/** A cluster with one node, which is the leader. */
export const clusterInfo = (instanceId: string, host: string, port: number, now: Date): ClusterInfo =>
  new ClusterInfo().setMembersList([
    new MemberInfo()
      .setInstanceId(new UUID().setString(instanceId))
      .setTimeStamp(String(BigInt(now.getTime()) * 10_000n))
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
  ]);
