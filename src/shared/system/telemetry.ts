/** One request, after its answer. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address; null where no route was met. */
  readonly route: string | null;
  readonly status: number;
  readonly durationMs: number;
  /** The payout that the request made; null for all other requests. */
  readonly payoutId: string | null;
  /** The caller's trace, as its header `traceparent` has it; null where it sent none. */
  readonly traceParent: string | null;
}

/** One call to a provider, after its result. */
export interface TimedProviderCall {
  readonly provider: string;
  readonly call: 'submit' | 'look_up' | 'poll' | 'poll_return' | 'balance';
  /** `up` and `down` as the port has them. */
  readonly health: 'up' | 'down';
  readonly durationMs: number;
  /** Null where the call is about no payout, or the caller does not say. */
  readonly payoutId: string | null;
}

/** One append to the event store, after its answer. */
export interface TimedAppend {
  readonly result: 'appended' | 'conflict' | 'fault';
  readonly durationMs: number;
  readonly events: readonly EventTold[];
}

/** What telemetry may know of an event. */
export interface EventTold {
  readonly body: { readonly type: string };
  readonly metadata: { readonly $correlationId: string };
}

/** One event that this process has put into a payout's stream. */
export interface PayoutChange {
  readonly payoutId: string;
  readonly provider: string;
  readonly type: string;
  /** Undefined where the stream does not say when that was. */
  readonly requestedAt: Date | undefined;
  /** Our clock at the event. */
  readonly at: Date;
}

/** One notification of a provider that has been judged. */
export interface JudgedNotification {
  readonly payoutId: string;
  readonly provider: string;
  readonly verdict: string;
  readonly receivedAt: Date;
}

/** Events that stand in the read models now. */
export interface ProjectedEvents {
  readonly events: readonly (EventTold & { readonly recordedAt: Date })[];
}

/**
 * What the parts tell of their work while they work, as a port and its injection token. It cannot fail. Nothing told holds a
 * person, an amount or a secret.
 */
export abstract class Telemetry {
  abstract requestAnswered(request: AnsweredRequest): void;
  abstract providerCalled(call: TimedProviderCall): void;
  abstract appended(append: TimedAppend): void;
  abstract payoutChanged(change: PayoutChange): void;
  abstract notificationJudged(notification: JudgedNotification): void;
  abstract projected(group: ProjectedEvents): void;
}
