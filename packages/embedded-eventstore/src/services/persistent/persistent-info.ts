import { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb';

import { placeText } from '../../persistent/streams/checkpoints';
import type { ConnectedConsumer } from '../../persistent/connected-consumer';
import type { Group } from '../../persistent/group';

/** The configuration and the statistics of a group. Rates count since the last request for them. */
export function infoOf(group: Group, nowMs: number): SubscriptionInfo {
  const { name, startFrom } = group.entry;
  const { total, sinceLast, perSecond } = group.sent.measure(nowMs);
  const place = (of: number | undefined) => (of === undefined ? '' : placeText(name.stream, of));
  const info = new SubscriptionInfo()
    .setEventSource(name.stream)
    .setGroupName(name.group)
    .setStatus(statusOfGroup(group))
    .setStartFrom(startFrom)
    .setTotalItems(String(total))
    .setCountSinceLastMeasurement(String(sinceLast))
    .setAveragePerSecond(perSecond)
    .setLastCheckpointedEventPosition(place(group.lastCheckpoint))
    .setLastKnownEventPosition(place(group.lastKnown))
    .setParkedMessageCount(String(group.parkedCount))
    .setConnectionsList([...group.consumers.values()].map(consumer => connectionOf(group, consumer, nowMs)));
  return withCounts(withSettings(info, group), group);
}

const statusOfGroup = ({ isReplaying, live }: Group): string => {
  if (live) return isReplaying ? 'ReplayingParkedMessages, Live' : 'Live';
  return isReplaying ? 'Behind, ReplayingParkedMessages' : 'Behind';
};

function withSettings(info: SubscriptionInfo, { entry: { settings } }: Group): SubscriptionInfo {
  return info
    .setResolveLinkTos(settings.resolveLinks)
    .setExtraStatistics(settings.extraStatistics)
    .setMessageTimeoutMilliseconds(settings.messageTimeoutMs)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfterMs)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setNamedConsumerStrategy(settings.strategy);
}

function withCounts(info: SubscriptionInfo, { state, live, entry }: Group): SubscriptionInfo {
  const { fresh, retry, inFlight } = state.counts;
  return info
    .setReadBufferCount(fresh)
    .setLiveBufferCount(String(live ? Math.min(fresh, entry.settings.liveBufferSize) : 0))
    .setRetryBufferCount(retry)
    .setTotalInFlightMessages(inFlight)
    .setOutstandingMessagesCount(inFlight);
}

function connectionOf({ state, entry }: Group, { port, sent, latencies }: ConnectedConsumer, nowMs: number) {
  const { total, sinceLast, perSecond } = sent.measure(nowMs);
  const inFlight = state.consumer(port.id)?.inFlight ?? 0;
  const measurements = entry.settings.extraStatistics ? latencies.measurements() : [];
  return new SubscriptionInfo.ConnectionInfo()
    .setUsername(port.username)
    .setConnectionName(port.connectionName)
    .setTotalItems(String(total))
    .setCountSinceLastMeasurement(String(sinceLast))
    .setAverageItemsPerSecond(perSecond)
    .setAvailableSlots(port.slots - inFlight)
    .setInFlightMessages(inFlight)
    .setObservedMeasurementsList(
      measurements.map(([key, value]) =>
        new SubscriptionInfo.Measurement().setKey(key).setValue(String(value)),
      ),
    );
}
