import type { CreateReq, ReadReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';

import { PersistentSubscriptionError, type GroupName } from '../../persistent/errors';
import type { StoredFilter } from '../../persistent/group-entry';
import type { NackAction } from '../../persistent/state/group-state';
import type { RequestedGroup } from '../../persistent/registry';
import { STRATEGIES, type GroupSettings, type StrategyName } from '../../persistent/settings';
import { InvalidRequestError } from '../errors';
import { parseNumber, parseStreamName } from '../parse';

const MAX_GROUP_NAME_BYTES = 1024;

/** @throws {InvalidRequestError} when the name of the stream or the group is missing or invalid */
export function parseGroupName(
  identifier: StreamIdentifier | undefined,
  isAll: boolean,
  group: string,
): GroupName {
  const stream = isAll ? '$all' : parseStreamName(identifier);
  if (group.length === 0 || Buffer.byteLength(group) > MAX_GROUP_NAME_BYTES || group.includes('\0')) {
    throw new InvalidRequestError(`A group name has 1 to ${MAX_GROUP_NAME_BYTES} bytes and no NUL.`);
  }
  if (!isAll && stream === '$all') {
    throw new PersistentSubscriptionError(
      'failed',
      { stream, group },
      'Subscribe to $all as that, not as a stream.',
    );
  }
  return { stream, group };
}

/**
 * Parses the parts that Create and Update share.
 * @throws {InvalidRequestError | PersistentSubscriptionError} when a part is invalid
 */
export function parseRequestedGroup(message: CreateReq | UpdateReq): RequestedGroup {
  const options = message.getOptions();
  const settings = options?.getSettings();
  if (!options || !settings) throw new InvalidRequestError('Options and settings are required.');
  const all = options.getAll();
  const stream = options.getStream();
  const identifier = stream ? stream.getStreamIdentifier() : options.getStreamIdentifier();
  const name = parseGroupName(identifier, all !== undefined, options.getGroupName());
  const start = all
    ? startOfAll(all, name)
    : stream
      ? startOfStream(stream)
      : revisionStart(settings.getRevision());
  return { name, settings: parseSettings(settings, name), ...start };
}

/** Only Create has a filter. Update keeps the present one. */
export function parseGroupFilter(message: CreateReq): StoredFilter | undefined {
  const filter = message.getOptions()?.getAll()?.getFilter();
  if (!filter) return undefined;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) throw new InvalidRequestError('A filter is by stream name or by event type.');
  return {
    on: byStream ? 'stream' : 'type',
    prefixes: expression.getPrefixList(),
    regex: expression.getRegex(),
  };
}

type Start = Pick<RequestedGroup, 'startFrom' | 'first'>;
type StreamOptions = CreateReq.StreamOptions | UpdateReq.StreamOptions;
type AllOptions = CreateReq.AllOptions | UpdateReq.AllOptions;

function startOfStream(options: StreamOptions): Start {
  if (options.hasEnd()) return { startFrom: '-1', first: undefined };
  return revisionStart(options.hasRevision() ? options.getRevision() : '0');
}

/** Minus one as an unsigned number: older fields of the protocol use it for the end. */
const END = String(2n ** 64n - 1n);

function revisionStart(revision: string): Start {
  if (revision === END) return { startFrom: '-1', first: undefined };
  return { startFrom: String(parseNumber(revision)), first: parseNumber(revision) };
}

function startOfAll(options: AllOptions, name: GroupName): Start {
  const position = options.getPosition();
  if (options.hasEnd()) return { startFrom: 'C:-1/P:-1', first: undefined };
  if (!position) return { startFrom: 'C:0/P:0', first: 0 };
  const [commit, prepare] = [position.getCommitPosition(), position.getPreparePosition()].map(parseNumber);
  if (commit === undefined || prepare === undefined || prepare > commit) {
    const reason = 'prepare position must be less than or equal to the commit position.';
    throw new PersistentSubscriptionError('failed', name, `Invalid Start From position: ${reason}`);
  }
  return { startFrom: `C:${commit}/P:${prepare}`, first: commit };
}

type Settings = CreateReq.Settings | UpdateReq.Settings;

const TICKS_PER_MS = 10_000;

function parseSettings(settings: Settings, name: GroupName): GroupSettings {
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeoutMs: settings.hasMessageTimeoutTicks()
      ? Math.trunc(Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS)
      : settings.getMessageTimeoutMs(),
    checkpointAfterMs: settings.hasCheckpointAfterTicks()
      ? Math.trunc(Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS)
      : settings.getCheckpointAfterMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: parseStrategy(settings, name),
  };
}

/** The strategies by the numbers of the protocol's older field, which the official client uses. */
const NUMBERED: readonly StrategyName[] = ['DispatchToSingle', 'RoundRobin', 'Pinned'];

function parseStrategy(settings: Settings, name: GroupName): StrategyName {
  const named = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  const number = settings.getNamedConsumerStrategy();
  const strategy = named ? STRATEGIES.find(known => known === named) : NUMBERED[number];
  if (strategy) return strategy;
  const reason = `Consumer strategy ${named || number} does not exist.`;
  throw new PersistentSubscriptionError('failed', name, reason);
}

const ACTIONS: readonly NackAction[] = ['retry', 'park', 'retry', 'skip', 'stop'];

/**
 * The action of a refusal; an unknown action means retry.
 * @throws {InvalidRequestError} when the action is invalid
 */
export function parseAction(nack: ReadReq.Nack): NackAction {
  const action = ACTIONS[nack.getAction()];
  if (!action) throw new InvalidRequestError(`${nack.getAction()} is not an action.`);
  return action;
}
