import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { OnApplied } from '../../projections/writer/group-writer';
import type { Clock } from '../../shared/clock';
import type { Telemetry } from '../../shared/system/telemetry';
import { VERSION } from './version';
import { both } from './both';
import { TraceIds } from './payout-trace';
import { PayoutTraces } from './payout-traces';
import { PrometheusMetrics } from './prometheus-metrics';
import { resourceFromAttributes } from '@opentelemetry/resources';

/** What counts and traces the work of this process. */
interface OpenTelemetry {
  readonly figures: PrometheusMetrics;
  readonly telemetry: Telemetry;
  /** Undefined where nothing is traced. */
  readonly onApplied: OnApplied | undefined;
  /** Sends the spans that wait. A collector that is away does not hold the end up for long. */
  stop(): Promise<void>;
}

/** How long the end of the process waits for the collector. */
const FLUSH_MS = 2_000;

/** `endpoint`: the base address of an OTLP collector over HTTP; null: no traces. */
export function openTelemetry(endpoint: string | null, clock: Clock): OpenTelemetry {
  const figures = new PrometheusMetrics();
  if (endpoint === null)
    return { figures, telemetry: figures, onApplied: undefined, stop: () => Promise.resolve() };
  const ids = new TraceIds();
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'holdfast', 'service.version': VERSION }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: FLUSH_MS })],
  });
  const traces = new PayoutTraces(provider.getTracer('holdfast', VERSION), ids, clock);
  const stop = () => Promise.race([provider.shutdown(), clock.wait(FLUSH_MS)]).catch(() => undefined);
  const onApplied: OnApplied = events => traces.projected({ events });
  return { figures, telemetry: both(figures, traces), onApplied, stop };
}
