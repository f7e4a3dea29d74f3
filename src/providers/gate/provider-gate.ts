import type { ProviderName } from '../../domain/payout/payee';
import type { QueuedCall } from './call-queue';
import {
  SingleProviderGate,
  type GateParts,
  type Permit,
  type PermitListener,
  type ProviderGateStatus,
} from './single-provider-gate';

export type { Permit, ProviderGateStatus } from './single-provider-gate';

/**
 * Limits the calls of this process to each provider. A call without a permit does not block: the gate queues it, oldest
 * payout first, and calls the listener when a permit is free.
 */
export class ProviderGate {
  private readonly gates = new Map<ProviderName, SingleProviderGate>();
  private readonly stopping = new AbortController();
  private listener: PermitListener = () => {};

  constructor(private readonly parts: GateParts) {}

  /** The listener gets the key of a queued call that has a permit now. It acquires again, or returns the permit. */
  onPermit(listener: PermitListener): void {
    this.listener = listener;
  }

  /** Returns undefined when no permit is free; the call is queued, and the listener hears its key later. */
  acquire(provider: ProviderName, call: QueuedCall): Permit | undefined {
    return this.gateOf(provider).acquire(call);
  }

  /** Gives back a permit that was granted to a queued call and was not used. Does nothing when there is none. */
  returnPermit(key: string): void {
    for (const gate of this.gates.values()) gate.returnPermit(key);
  }

  /** Removes a key from the queues: no call follows from it. */
  forget(key: string): void {
    for (const gate of this.gates.values()) gate.forget(key);
  }

  status(): readonly ProviderGateStatus[] {
    return [...this.gates.values()].map(gate => gate.status());
  }

  stop(): void {
    this.stopping.abort();
  }

  private gateOf(provider: ProviderName): SingleProviderGate {
    const known = this.gates.get(provider);
    if (known) return known;
    const onPermit = (key: string) => this.listener(key);
    const gate = new SingleProviderGate(provider, this.parts, onPermit, this.stopping.signal);
    this.gates.set(provider, gate);
    return gate;
  }
}
