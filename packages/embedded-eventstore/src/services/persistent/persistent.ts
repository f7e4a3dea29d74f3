import type { handleUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import {
  CreateResp,
  DeleteReq,
  DeleteResp,
  GetInfoReq,
  GetInfoResp,
  ListReq,
  ListResp,
  ReplayParkedReq,
  ReplayParkedResp,
  UpdateResp,
  type CreateReq,
  type UpdateReq,
} from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';

import { PersistentSubscriptionError, type GroupName } from '../../persistent/errors';
import type { PersistentSubscriptions } from '../../persistent/registry';
import type { Guard } from '../../access/guard';
import { InvalidRequestError } from '../errors';
import { parseStreamName } from '../parse';
import { infoOf } from './persistent-info';
import { handlePersistentRead, type PersistentReadCall } from './persistent-read';
import { unary } from '../unary';
import { parseGroupFilter, parseGroupName, parseRequestedGroup } from './persistent-requests';

/** The PersistentSubscriptions service. Its Read call answers with messages that are encoded already. */
export const persistentDefinition = {
  ...PersistentSubscriptionsService,
  read: { ...PersistentSubscriptionsService.read, responseSerialize: (frame: Buffer) => frame },
};

export interface PersistentServiceParts {
  readonly guard: Guard;
  readonly subscriptions: PersistentSubscriptions;
  readonly newId: () => string;
  readonly nowMs: () => number;
}

/** Operators create, see and change groups. A caller who may read the stream may consume. */
export function persistentService(parts: PersistentServiceParts): UntypedServiceImplementation {
  const { subscriptions, guard } = parts;
  const forOperators = operatorsOnly(guard);
  return {
    create: forOperators((request: CreateReq) => createGroup(subscriptions, request)),
    update: forOperators((request: UpdateReq) => updateGroup(subscriptions, request)),
    delete: forOperators((request: DeleteReq) => deleteGroup(subscriptions, request)),
    getInfo: forOperators((request: GetInfoReq) => groupInfo(parts, request)),
    list: forOperators((request: ListReq) => listGroups(parts, request)),
    replayParked: forOperators((request: ReplayParkedReq) => replayParked(subscriptions, request)),
    restartSubsystem: restartSubsystem(parts),
    read: (call: PersistentReadCall) => handlePersistentRead(parts, call),
  };
}

/** The call has two names: one in this service and one in the operations service. */
export const restartSubsystem = ({
  guard,
  subscriptions,
}: Pick<PersistentServiceParts, 'guard' | 'subscriptions'>) =>
  operatorsOnly(guard)(async () => {
    await subscriptions.restart();
    return new Empty();
  });

const operatorsOnly =
  (guard: Guard) =>
  <Request, Response>(answer: (request: Request) => Promise<Response>): handleUnaryCall<Request, Response> =>
    unary(async (request: Request, metadata) => {
      guard.checkOperator(await guard.identify(metadata));
      return answer(request);
    });

async function createGroup(subscriptions: PersistentSubscriptions, request: CreateReq): Promise<CreateResp> {
  const filter = parseGroupFilter(request);
  await subscriptions.create({ ...parseRequestedGroup(request), ...(filter && { filter }) });
  return new CreateResp();
}

async function updateGroup(subscriptions: PersistentSubscriptions, request: UpdateReq): Promise<UpdateResp> {
  await subscriptions.update(parseRequestedGroup(request));
  return new UpdateResp();
}

async function deleteGroup(subscriptions: PersistentSubscriptions, request: DeleteReq): Promise<DeleteResp> {
  await subscriptions.remove(nameIn(request.getOptions()));
  return new DeleteResp();
}

async function groupInfo(
  { subscriptions, nowMs }: PersistentServiceParts,
  request: GetInfoReq,
): Promise<GetInfoResp> {
  const group = await subscriptions.group(nameIn(request.getOptions()));
  return new GetInfoResp().setSubscriptionInfo(infoOf(group, nowMs()));
}

async function listGroups(
  { subscriptions, nowMs }: PersistentServiceParts,
  request: ListReq,
): Promise<ListResp> {
  const forStream = request.getOptions()?.getListForStream();
  if (!forStream && !request.getOptions()?.hasListAllSubscriptions()) {
    throw new InvalidRequestError('A list is of all groups or of those of a stream.');
  }
  const stream = forStream && (forStream.hasAll() ? '$all' : parseStreamName(forStream.getStream()));
  const groups = await subscriptions.list(stream);
  if (stream !== undefined && groups.length === 0) {
    throw new PersistentSubscriptionError('does-not-exist', { stream, group: '' });
  }
  return new ListResp().setSubscriptionsList(groups.map(group => infoOf(group, nowMs())));
}

async function replayParked(
  subscriptions: PersistentSubscriptions,
  request: ReplayParkedReq,
): Promise<ReplayParkedResp> {
  const options = request.getOptions();
  const name = nameIn(options);
  const stopAt = options?.hasStopAt() ? Number(options.getStopAt()) : undefined;
  if (stopAt !== undefined && !(stopAt >= 0)) {
    const reason = 'Cannot stop replaying parked message at a negative version.';
    throw new PersistentSubscriptionError('failed', name, reason);
  }
  (await subscriptions.group(name)).replay(stopAt);
  return new ReplayParkedResp();
}

type NamingOptions = DeleteReq.Options | GetInfoReq.Options | ReplayParkedReq.Options;

function nameIn(options: NamingOptions | undefined): GroupName {
  if (!options) throw new InvalidRequestError('Options are required.');
  return parseGroupName(options.getStreamIdentifier(), options.hasAll(), options.getGroupName());
}
