import type { HealthProbe } from '../../api/operations/readiness';
import type { EndpointRegistry } from '../../outbound/endpoints/endpoint-registry';

/** Always up: payments do not wait for receivers. The text names no address and no client. */
export const outboundHealth = (registry: Pick<EndpointRegistry, 'all'>): HealthProbe => ({
  part: 'webhooks',
  check: () => {
    const parked = registry.all().filter(({ status }) => status.kind === 'PARKED').length;
    return Promise.resolve(parked === 0 || { note: `${parked} endpoints of clients are parked` });
  },
});
