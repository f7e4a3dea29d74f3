/** One request, after its answer. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address; null where no route was met. */
  readonly route: string | null;
  readonly status: number;
  readonly durationMs: number;
}

/** One call to a provider, after its result. */
export interface ProviderCallTimed {
  readonly provider: string;
  readonly call: 'submit' | 'look_up' | 'poll' | 'poll_return' | 'balance';
  /** `up` and `down` as the port has them. */
  readonly health: 'up' | 'down';
  readonly durationMs: number;
}

/** One append to the event store, after its answer. */
export interface TimedAppend {
  readonly result: 'appended' | 'conflict' | 'fault';
  readonly durationMs: number;
}

/** One event that this process has put into a payout's stream. */
export interface PayoutChange {
  readonly provider: string;
  readonly type: string;
  /** Since the request; undefined where the stream does not say when that was. */
  readonly sinceRequestMs: number | undefined;
}

/**
 * What the service counts and times while it works, as a port and its injection token. A label never holds a person, an
 * amount or an id. The counts are of this process: sum them over all processes.
 */
export abstract class Metrics {
  abstract requestAnswered(request: AnsweredRequest): void;
  abstract providerCalled(call: ProviderCallTimed): void;
  abstract appended(append: TimedAppend): void;
  abstract payoutChanged(change: PayoutChange): void;
  /** All of them in Prometheus' text, with those of the process itself. */
  abstract text(): Promise<string>;
}
