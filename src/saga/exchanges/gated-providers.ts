import type { PayoutRequested } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { QueuedCall } from '../../providers/gate/call-queue';
import type { Permit, ProviderGate } from '../../providers/gate/provider-gate';
import type { Provider } from '../../providers/port/provider';
import { invariant } from '../../shared/invariant';
import { textOfWorkItem, type WorkItem } from '../work-item';

/** HELD_BACK: the gate gave no permit and nothing was recorded. The gate wakes the work item later. */
export type CallAttempt = 'CALLED' | 'HELD_BACK';

type CallKind = QueuedCall['kind'];
type Call = (permit: Permit) => Promise<void>;

/** The providers, each behind its gate. */
export class GatedProviders {
  constructor(
    private readonly gate: ProviderGate,
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
  ) {}

  /** Makes a call for a payout, if the gate permits it. */
  call(request: PayoutRequested, kind: CallKind, call: Call): Promise<CallAttempt> {
    return this.callFor({ kind: 'payout', payoutId: request.payoutId }, request, kind, call);
  }

  /** Makes a call for a work item, if the gate permits it. The permit is released in any case. */
  async callFor(
    item: WorkItem,
    { provider, requestedAt }: Pick<PayoutRequested, 'provider' | 'requestedAt'>,
    kind: CallKind,
    call: Call,
  ): Promise<CallAttempt> {
    const permit = this.gate.acquire(provider, { key: textOfWorkItem(item), kind, requestedAt });
    if (!permit) return 'HELD_BACK';
    try {
      await call(permit);
    } finally {
      permit.release();
    }
    return 'CALLED';
  }

  providerOf({ provider: name }: PayoutRequested): Provider {
    const provider = this.providers.get(name);
    invariant(provider, `No provider ${name} is configured, but a payout goes through it`);
    return provider;
  }

  /** Whether the provider has no idempotency key. Then only a lookup by our reference can find an order. */
  isKeyless(request: PayoutRequested): boolean {
    return this.providerOf(request).lookUpOrder !== undefined;
  }

  forget(payoutId: string): void {
    this.gate.forget(textOfWorkItem({ kind: 'payout', payoutId }));
  }
}
