import type { NewEvent } from '../event-store';

/**
 * An append that the server handles up to the decision about it and then refuses: it expects a revision that no stream
 * has. So it can be tried any number of times, and leaves nothing behind.
 */
export const PROBE_STREAM = 'holdfast-probe';
export const NO_SUCH_REVISION = 2n ** 62n;
export const PROBE: NewEvent = {
  id: '6f1d3c52-8a4b-5e0e-9c77-2b1f0a9d4e61',
  body: { type: 'Probed', data: {} },
  metadata: {
    $correlationId: PROBE_STREAM,
    $causationId: PROBE_STREAM,
    actor: 'health',
    schemaVersion: 1,
    occurredAt: new Date(0).toISOString(),
  },
};
