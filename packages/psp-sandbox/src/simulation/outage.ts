import type { Clock } from '../core/clock';
import type { Background } from '../core/background';

/** `reset` cuts each connection, `503` answers each request so, `refused` closes the port. */
export const OUTAGES = ['reset', '503', 'refused'] as const;
export type OutageKind = (typeof OUTAGES)[number];

/** A time in which the provider answers, settles and notifies nothing. */
export class Outage {
  private current: { readonly kind: OutageKind; readonly ended: AbortController } | undefined;
  private readonly listeners: ((kind: OutageKind | undefined) => Promise<void>)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly background: Background,
  ) {}

  get kind(): OutageKind | undefined {
    return this.current?.kind;
  }

  /** Adds a listener for each beginning (with its kind) and each end (with undefined). Both wait for the listener. */
  onChange(listener: (kind: OutageKind | undefined) => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Begins an outage of `forMs` milliseconds, or until `end`. It replaces the present one. */
  async begin(kind: OutageKind, forMs: number | null = null): Promise<void> {
    await this.end();
    const ended = new AbortController();
    this.current = { kind, ended };
    await this.notifyListeners(kind);
    if (forMs !== null) this.background.start(stopping => this.endAfter(forMs, stopping, ended.signal));
  }

  async end(): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    await this.notifyListeners(undefined);
    current.ended.abort();
  }

  /** Resolves when there is no outage, or when the signal aborts. */
  async waitUntilOver(signal: AbortSignal): Promise<void> {
    while (this.current && !signal.aborted)
      await untilAborted(AbortSignal.any([this.current.ended.signal, signal]));
  }

  private async endAfter(ms: number, stopping: AbortSignal, ended: AbortSignal): Promise<void> {
    const either = AbortSignal.any([stopping, ended]);
    await this.clock.wait(ms, either);
    if (!either.aborted) await this.end();
  }

  private async notifyListeners(kind: OutageKind | undefined): Promise<void> {
    for (const listener of this.listeners) await listener(kind);
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
