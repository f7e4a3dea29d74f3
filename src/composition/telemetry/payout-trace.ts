import { hash } from 'node:crypto';
import { type Context, ROOT_CONTEXT, type SpanContext, trace, TraceFlags } from '@opentelemetry/api';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace-node';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether an id can be the id of a trace: a payout's can. */
export const isTraceable = (id: string): boolean => UUID.test(id);

/**
 * A payout's trace. Its id is the payout's id without the hyphens, and the id of its first span comes from the payout's id too. So
 * every process knows both from any event of the payout, also after a crash, and a person finds the trace by the payout's id.
 */
export function traceOf(payoutId: string): SpanContext {
  return {
    traceId: payoutId.replaceAll('-', ''),
    spanId: hash('sha256', `first span of ${payoutId}`, 'hex').slice(0, 16),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  };
}

/** The context in which a step of the payout is a child of its first span. */
export const withinTraceOf = (payoutId: string): Context =>
  trace.setSpanContext(ROOT_CONTEXT, traceOf(payoutId));

/** Random ids, except for a payout's first span, whose ids are given. */
export class TraceIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private given: SpanContext | undefined;

  /** Runs `start`, which starts one span without a parent, under these ids. */
  under(ids: SpanContext, start: () => void): void {
    this.given = ids;
    start();
    this.given = undefined;
  }

  readonly generateTraceId = (): string => this.given?.traceId ?? this.random.generateTraceId();
  readonly generateSpanId = (): string => this.given?.spanId ?? this.random.generateSpanId();
}

const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/;

/** The span that a header `traceparent` names (W3C Trace Context); undefined where it names none. */
export function spanOfCaller(header: string | null): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACE_PARENT.exec(header ?? '') ?? [];
  if (!traceId || !spanId || flags === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId))
    return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
