import type { Gauge } from '../../api/operations/gauge';
import type { OutboundDispatcher } from '../../outbound/deliveries/outbound-dispatcher';
import type { EndpointRegistry } from '../../outbound/endpoints/endpoint-registry';
import type { Clock } from '../../shared/clock';

export interface OutboundGaugeParts {
  readonly dispatcher: Pick<OutboundDispatcher, 'loads' | 'counts' | 'madeByRevoked'>;
  readonly registry: Pick<EndpointRegistry, 'all'>;
  readonly clock: Clock;
}

const STATUSES = ['ENABLED', 'DISABLED', 'PARKED'] as const;

/** What /metrics tells of the messages to clients, of this process. */
export function outboundGauges({ dispatcher, registry, clock }: OutboundGaugeParts): Gauge[] {
  const oldestMs = (): number => {
    const times = dispatcher.loads().flatMap(({ oldestAt }) => (oldestAt ? [oldestAt.getTime()] : []));
    return times.length === 0 ? 0 : Math.max(0, clock.now().getTime() - Math.min(...times));
  };
  return [
    {
      name: 'holdfast_webhook_endpoints',
      help: 'Endpoints of clients by their status',
      labels: ['status'],
      read: async () =>
        STATUSES.map(status => ({
          labels: { status },
          value: registry.all().filter(each => each.status.kind === status).length,
        })),
    },
    {
      name: 'holdfast_webhook_endpoints_of_revoked_keys',
      help: 'Endpoints that are not disabled and were made, or changed last, with a key that was revoked since',
      labels: [],
      read: async () => [{ labels: {}, value: dispatcher.madeByRevoked().length }],
    },
    {
      name: 'holdfast_webhook_oldest_undelivered_seconds',
      help: 'Age of the oldest message that an endpoint has not taken; 0 where all are taken',
      labels: [],
      read: async () => [{ labels: {}, value: oldestMs() / 1_000 }],
    },
    {
      name: 'holdfast_webhook_open_deliveries',
      help: 'Messages that are read and not taken yet',
      labels: [],
      read: async () => [{ labels: {}, value: dispatcher.loads().reduce((sum, { open }) => sum + open, 0) }],
    },
    {
      name: 'holdfast_webhook_attempts',
      help: 'Attempts since the start of the process',
      labels: ['outcome'],
      read: async () => [
        { labels: { outcome: 'delivered' }, value: dispatcher.counts.delivered },
        { labels: { outcome: 'failed' }, value: dispatcher.counts.failed },
      ],
    },
  ];
}
