import type { Terms } from '../../commands/provider-terms';
import type { PayoutRequested } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import type { QueuedCall } from '../../providers/gate/call-queue';
import type { Permit, ProviderGate } from '../../providers/gate/provider-gate';
import type { Provider } from '../../providers/port/provider';
import type { Logger } from '../../shared/logging';
import { invariant } from '../../shared/invariant';
import { textOfWorkItem, type WorkItem } from '../work-item';

/** HELD_BACK: there was no permit, and nothing was recorded. The gate or the next sweep wakes the work item. */
export type CallAttempt = 'CALLED' | 'HELD_BACK';

type CallKind = QueuedCall['kind'];
type Call = (permit: Permit) => Promise<void>;

/** The providers, each behind its gate. */
export class GatedProviders {
  constructor(
    private readonly gate: ProviderGate,
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
    private readonly terms: Terms,
    private readonly logger: Logger,
  ) {}

  /** Makes a call for a payout, if the gate permits it. */
  call(request: PayoutRequested, kind: CallKind, call: Call): Promise<CallAttempt> {
    return this.callFor({ kind: 'payout', payoutId: request.payoutId }, request, kind, call);
  }

  /** Makes a call for a work item, if the gate permits it. The permit is released in any case. */
  async callFor(
    item: WorkItem,
    request: Pick<PayoutRequested, 'provider' | 'requestedAt' | 'mode'>,
    kind: CallKind,
    call: Call,
  ): Promise<CallAttempt> {
    if (this.isOfOtherMode(item, request)) return 'HELD_BACK';
    const { provider, requestedAt } = request;
    const permit = this.gate.acquire(provider, { key: textOfWorkItem(item), kind, requestedAt });
    if (!permit) return 'HELD_BACK';
    try {
      await call(permit);
    } finally {
      permit.release();
    }
    return 'CALLED';
  }

  /**
   * A sandbox knows nothing of money that moved, and a provider must not pay what was accepted as a trial. So a payout
   * waits, with its hold, until the provider is configured again as it was at the request.
   */
  private isOfOtherMode(
    item: WorkItem,
    { provider, mode }: Pick<PayoutRequested, 'provider' | 'mode'>,
  ): boolean {
    const now = this.terms.get(provider)?.mode;
    if (mode === undefined || now === undefined || mode === now) return false;
    const accepted = { ...item, provider, acceptedFor: mode, now };
    this.logger.error(
      accepted,
      'the provider is configured otherwise than at the request: nothing is sent or asked',
    );
    return true;
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
