import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Gauge as PrometheusGauge, Registry } from 'prom-client';
import { Clock } from '../../shared/clock';
import { errorFields, Logger } from '../../shared/logging';
import { Public } from '../../shared/route-metadata';
import { ApiProblem } from '../http/openapi/decorators';
import { Refusals } from '../http/edges/refusals';
import { CountedFigures, Gauges, type Gauge } from './gauge';

const FORMAT = 'text/plain; version=0.0.4; charset=utf-8';
/** Anybody may ask, so the database is not asked more often than this. */
const KEPT_MS = 1_000;

/** What the service does, for Prometheus: counts and ages, no names and no amounts of anybody. */
@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  private kept: { readonly text: Promise<string>; readonly untilMs: number } | undefined;

  constructor(
    private readonly gauges: Gauges,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly refusals: Refusals,
    private readonly figures: CountedFigures,
  ) {}

  @Get()
  @Public()
  @Header('Content-Type', FORMAT)
  @ApiOperation({ summary: 'Figures for Prometheus' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, schema: { type: 'string', example: 'holdfast_cases_open{kind="…"} 1' } })
  @ApiProblem(404, 'NOT_FOUND: the figures have an address of their own')
  metrics(): Promise<string> {
    const nowMs = this.clock.monotonicMs();
    if (!this.kept || this.kept.untilMs <= nowMs) this.kept = { text: this.read(), untilMs: nowMs + KEPT_MS };
    return this.kept.text;
  }

  private async read(): Promise<string> {
    const registry = new Registry();
    const failed = gauge(registry, {
      name: 'holdfast_metric_failed',
      help: 'Which of the figures could not be read: its own line is missing then',
      labels: ['metric'],
    });
    for (const of of [...this.gauges.all, this.refusals.gauge]) {
      const shown = gauge(registry, of);
      try {
        for (const { labels, value } of await of.read()) shown.set({ ...labels }, value);
      } catch (error) {
        this.logger.warn({ metric: of.name, ...errorFields(error) }, 'metric not read');
        failed.set({ metric: of.name }, 1);
      }
    }
    return (await registry.metrics()) + '\n' + (await this.figures.text());
  }
}

const gauge = (registry: Registry, { name, help, labels }: Omit<Gauge, 'read'>): PrometheusGauge =>
  new PrometheusGauge({ name, help, labelNames: [...labels], registers: [registry] });
