import { ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { Clock } from '../../shared/clock';
import type {
  AnsweredRequest,
  EventTold,
  JudgedNotification,
  PayoutChange,
  ProjectedEvents,
  Telemetry,
  TimedAppend,
  TimedProviderCall,
} from '../../shared/system/telemetry';
import { isTraceable, spanOfCaller, traceOf, type TraceIds, withinTraceOf } from './payout-trace';

/** The events with which the way of a payout ends. */
const ENDS: readonly string[] = [
  'PayoutRejected',
  'PayoutApprovalRejected',
  'PayoutApprovalExpired',
  'PayoutCompleted',
  'PayoutFailed',
];

/** An older event comes from a rebuild or from catching up: the trace of its payout left long ago. */
const OLDEST_PROJECTED_MS = 600_000;

interface Step {
  readonly payoutId: string;
  readonly name: string;
  readonly kind?: SpanKind;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly isFailed?: boolean;
  /** The caller's `traceparent`. */
  readonly caller?: string | null;
}

/** One trace for each payout, across processes: the request, its appends, the calls, the notification, the read models. */
export class PayoutTraces implements Telemetry {
  constructor(
    private readonly tracer: Tracer,
    private readonly ids: TraceIds,
    private readonly clock: Clock,
  ) {}

  requestAnswered({ method, route, status, durationMs, payoutId, traceParent }: AnsweredRequest): void {
    if (payoutId === null) return;
    const attributes = {
      'http.request.method': method,
      'http.route': route ?? '',
      'http.response.status_code': status,
    };
    const isFailed = status >= 500;
    const times = this.lasting(durationMs);
    const step = { payoutId, name: `${method} ${route ?? ''}`, kind: SpanKind.SERVER };
    this.tell({ ...step, ...times, attributes, isFailed, caller: traceParent });
  }

  providerCalled({ provider, call, health, durationMs, payoutId }: TimedProviderCall): void {
    if (payoutId === null) return;
    const attributes = { 'holdfast.provider': provider, 'holdfast.provider.health': health };
    const step = { payoutId, name: `${provider} ${call}`, kind: SpanKind.CLIENT };
    this.tell({ ...step, ...this.lasting(durationMs), attributes, isFailed: health === 'down' });
  }

  appended({ result, durationMs, events }: TimedAppend): void {
    const times = this.lasting(durationMs);
    for (const [payoutId, types] of typesByPayout(events)) {
      const attributes = { 'holdfast.events': types.join(' '), 'holdfast.append.result': result };
      const step = { payoutId, name: 'append', kind: SpanKind.CLIENT };
      this.tell({ ...step, ...times, attributes, isFailed: result === 'fault' });
    }
  }

  notificationJudged({ payoutId, provider, verdict, receivedAt }: JudgedNotification): void {
    const attributes = { 'holdfast.provider': provider, 'holdfast.notification.verdict': verdict };
    const times = { startedMs: receivedAt.getTime(), endedMs: this.clock.now().getTime() };
    this.tell({ payoutId, name: `${provider} notification`, kind: SpanKind.CONSUMER, ...times, attributes });
  }

  projected({ events }: ProjectedEvents): void {
    const endedMs = this.clock.now().getTime();
    const fresh = events.filter(({ recordedAt }) => endedMs - recordedAt.getTime() < OLDEST_PROJECTED_MS);
    const startedMs = Math.min(...fresh.map(({ recordedAt }) => recordedAt.getTime()));
    for (const [payoutId, types] of typesByPayout(fresh)) {
      const attributes = { 'holdfast.events': types.join(' ') };
      this.tell({ payoutId, name: 'read models', kind: SpanKind.CONSUMER, startedMs, endedMs, attributes });
    }
  }

  /** The first span covers the whole way, so it leaves at its end. */
  payoutChanged({ payoutId, provider, type, requestedAt, at }: PayoutChange): void {
    if (!ENDS.includes(type) || !requestedAt || !isTraceable(payoutId)) return;
    const attributes = {
      'holdfast.payout.id': payoutId,
      'holdfast.provider': provider,
      'holdfast.outcome': type,
    };
    this.ids.under(traceOf(payoutId), () => {
      const span = this.tracer.startSpan(
        'payout',
        { startTime: requestedAt, attributes, root: true },
        ROOT_CONTEXT,
      );
      span.end(at);
    });
  }

  private tell({
    payoutId,
    name,
    startedMs,
    endedMs,
    attributes,
    isFailed = false,
    caller,
    kind,
  }: Step): void {
    if (!isTraceable(payoutId)) return;
    const linked = spanOfCaller(caller ?? null);
    const links = linked ? [{ context: linked }] : [];
    const options = { startTime: startedMs, attributes, links, ...(kind !== undefined && { kind }) };
    const span = this.tracer.startSpan(name, options, withinTraceOf(payoutId));
    if (isFailed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(Math.max(startedMs, endedMs));
  }

  private lasting(durationMs: number): { startedMs: number; endedMs: number } {
    const endedMs = this.clock.now().getTime();
    return { startedMs: endedMs - durationMs, endedMs };
  }
}

/** The types of the events that belong to payouts, by payout. */
function typesByPayout(events: readonly EventTold[]): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (const { body, metadata } of events) {
    const { $correlationId: id } = metadata;
    if (isTraceable(id)) types.set(id, [...(types.get(id) ?? []), body.type]);
  }
  return types;
}
