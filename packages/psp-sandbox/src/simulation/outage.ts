import type { Clock } from '../../../../src/shared/clock';
import type { Background } from '../core/background';

/** `reset`: each connection is cut · `503`: each request answered so · `refused`: nobody listens at the port. */
export const OUTAGES = ['reset', '503', 'refused'] as const;
export type OutageKind = (typeof OUTAGES)[number];

/** A while in which the provider is away: it answers nobody, settles nothing and notifies nobody. */
export class Outage {
  private current: { readonly kind: OutageKind; readonly ended: AbortController } | undefined;
  private readonly changed: ((kind: OutageKind | undefined) => Promise<void>)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly background: Background,
  ) {}

  get kind(): OutageKind | undefined {
    return this.current?.kind;
  }

  /** Told of each beginning and, with undefined, of each end; both wait for it. */
  onChange(listener: (kind: OutageKind | undefined) => Promise<void>): void {
    this.changed.push(listener);
  }

  /** Begins, for so long or until `end`. One under way is replaced. */
  async begin(kind: OutageKind, forMs: number | null = null): Promise<void> {
    await this.end();
    const ended = new AbortController();
    this.current = { kind, ended };
    await this.tell(kind);
    if (forMs !== null) this.background.start(stopping => this.endAfter(forMs, stopping, ended.signal));
  }

  async end(): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    await this.tell(undefined);
    current.ended.abort();
  }

  /** Resolves once there is none, or when the signal aborts. */
  async over(signal: AbortSignal): Promise<void> {
    while (this.current && !signal.aborted)
      await aborted(AbortSignal.any([this.current.ended.signal, signal]));
  }

  private async endAfter(ms: number, stopping: AbortSignal, ended: AbortSignal): Promise<void> {
    const either = AbortSignal.any([stopping, ended]);
    await this.clock.wait(ms, either);
    if (!either.aborted) await this.end();
  }

  private async tell(kind: OutageKind | undefined): Promise<void> {
    for (const listener of this.changed) await listener(kind);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
