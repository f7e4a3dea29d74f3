import { gaugesOf, buildGauge, diskGauge, sandboxGauge } from '../../src/composition/health/gauges';
import { outboundGauges } from '../../src/composition/health/outbound-gauges';
import { PrometheusMetrics } from '../../src/composition/telemetry/prometheus-metrics';
import { proofGauges } from '../../src/composition/proofs/proof-gauges';
import { Refusals } from '../../src/api/http/edges/refusals';
import type { Gauge } from '../../src/api/operations/gauge';
import type { ReadModels } from '../../src/projections/read-models';
import { silentLogger } from '../../src/shared/logging';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';

type ProofParts = Parameters<typeof proofGauges>[0];

const NO_DISPATCHER = { loads: () => [], counts: { delivered: 0, failed: 0 }, madeByRevoked: () => [] };
const NO_PROOFS = { proofs: { stamping: {} } } as ProofParts;

/** What the expressions may name, and its labels. Prometheus itself adds `job` and `instance`. */
export async function knownFigures(): Promise<ReadonlyMap<string, readonly string[]>> {
  const figures = new Map<string, string[]>([
    ['up', []],
    ['holdfast_metric_failed', ['metric']],
    ...gauges().map(({ name, labels }): [string, string[]] => [name, [...labels]]),
  ]);
  for (const [name, labels] of await counted()) figures.set(name, labels);
  return figures;
}

/** No gauge is read, so its parts need not be there. */
function gauges(): readonly Gauge[] {
  const clock = new ManualClock();
  return [
    ...gaugesOf({} as ReadModels, { status: () => [] }, clock),
    ...proofGauges({ ...NO_PROOFS, clock }),
    new Refusals(clock, silentLogger).gauge,
    sandboxGauge({ byProvider: new Map() }),
    diskGauge('.'),
    buildGauge,
    ...outboundGauges({ clock, registry: { all: () => [] }, dispatcher: NO_DISPATCHER }),
  ];
}

/** The counters and histograms, from the text that they make once each has counted something. */
async function counted(): Promise<[string, string[]][]> {
  const metrics = new PrometheusMetrics();
  const durationMs = 1;
  const [payoutId, traceParent, requestedAt] = [null, null, new Date(0)];
  metrics.requestAnswered({ method: 'GET', route: '/', status: 200, durationMs, payoutId, traceParent });
  metrics.providerCalled({ provider: 'connectpsp', call: 'poll', health: 'up', durationMs, payoutId });
  metrics.appended({ result: 'appended', durationMs, events: [] });
  for (const type of ['PayoutRequested', 'PayoutCompleted'])
    metrics.payoutChanged({ payoutId: '', provider: 'connectpsp', type, requestedAt, at: requestedAt });
  const samples = (await metrics.text()).matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? /gm);
  return [...samples].map(([, name, labels]) => [
    name!,
    [...(labels ?? '').matchAll(/([a-z_]+)="/g)].map(([, label]) => label!),
  ]);
}
