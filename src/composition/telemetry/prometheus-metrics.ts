import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { CountedFigures } from '../../api/operations/gauge';
import type {
  AnsweredRequest,
  PayoutChange,
  Telemetry,
  TimedAppend,
  TimedProviderCall,
} from '../../shared/system/telemetry';

const SECONDS_OF_A_CALL = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECONDS_OF_A_PAYOUT = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400];

/** What an event says became of the payout. An event that is not here is a step on the way. */
const OUTCOMES: Readonly<Record<string, string>> = {
  PayoutRejected: 'REJECTED',
  PayoutApprovalRejected: 'REJECTED',
  PayoutApprovalExpired: 'REJECTED',
  PayoutOutcomeUnknown: 'OUTCOME_UNKNOWN',
  PayoutCompleted: 'COMPLETED',
  PayoutFailed: 'FAILED',
  PayoutReturned: 'RETURNED',
};

/** A return comes days later: its time says nothing of how fast payouts are settled. */
const SETTLED: readonly string[] = ['COMPLETED', 'FAILED'];

let ofProcess: Registry | undefined;

/**
 * What Node tells of the process: once, however many services it has had. The collection begins with the first question,
 * because its observers stay until the process ends.
 */
function processFigures(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

/** The counters and histograms of this process, and what Node tells of it. */
export class PrometheusMetrics implements Telemetry, CountedFigures {
  private readonly registry = new Registry();
  private readonly requests: Histogram;
  private readonly calls: Histogram;
  private readonly appends: Histogram;
  private readonly settling: Histogram;
  private readonly requested: Counter;
  private readonly outcomes: Counter;

  constructor() {
    const registers = [this.registry];
    this.requests = new Histogram({
      name: 'holdfast_http_request_duration_seconds',
      help: 'Requests by route and status, from the first byte to the end of the answer',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS_OF_A_CALL,
      registers,
    });
    this.calls = new Histogram({
      name: 'holdfast_provider_call_duration_seconds',
      help: 'Calls to a provider: what was asked, and what the answer says of the provider itself',
      labelNames: ['provider', 'call', 'health'],
      buckets: SECONDS_OF_A_CALL,
      registers,
    });
    this.appends = new Histogram({
      name: 'holdfast_event_store_append_duration_seconds',
      help: 'Appends to the event store, until they are on disk',
      labelNames: ['result'],
      buckets: SECONDS_OF_A_CALL,
      registers,
    });
    this.settling = new Histogram({
      name: 'holdfast_payout_settling_seconds',
      help: 'From the request of a payout to its outcome',
      labelNames: ['provider', 'outcome'],
      buckets: SECONDS_OF_A_PAYOUT,
      registers,
    });
    this.requested = new Counter({
      name: 'holdfast_payouts_requested_total',
      help: 'Payouts that were put on record',
      labelNames: ['provider'],
      registers,
    });
    this.outcomes = new Counter({
      name: 'holdfast_payout_outcomes_total',
      help: 'What became of payouts; a payout can have several, such as OUTCOME_UNKNOWN and then COMPLETED',
      labelNames: ['provider', 'outcome'],
      registers,
    });
  }

  requestAnswered({ method, route, status, durationMs }: AnsweredRequest): void {
    this.requests.observe({ method, route: route ?? 'none', status }, durationMs / 1_000);
  }

  providerCalled({ provider, call, health, durationMs }: TimedProviderCall): void {
    this.calls.observe({ provider, call, health }, durationMs / 1_000);
  }

  appended({ result, durationMs }: TimedAppend): void {
    this.appends.observe({ result }, durationMs / 1_000);
  }

  payoutChanged({ provider, type, requestedAt, at }: PayoutChange): void {
    if (type === 'PayoutRequested') this.requested.inc({ provider });
    const outcome = OUTCOMES[type];
    if (outcome === undefined) return;
    this.outcomes.inc({ provider, outcome });
    if (requestedAt && SETTLED.includes(outcome))
      this.settling.observe({ provider, outcome }, secondsBetween(requestedAt, at));
  }

  /** The saga's own log lines and cases tell of these. */
  notificationJudged(): void {}

  /** A gauge has the lag. */
  projected(): void {}

  async text(): Promise<string> {
    const [own, ofProcess] = await Promise.all([this.registry.metrics(), processFigures().metrics()]);
    return `${own}\n${ofProcess}`;
  }
}

/** A clock that was set back makes no negative time. */
const secondsBetween = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime()) / 1_000;
