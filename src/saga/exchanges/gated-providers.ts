import type { PayoutRequested } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import { payoutStream } from '../../event-store/stream-names';
import type { Provider } from '../../providers/port/provider';
import { invariant } from '../../shared/invariant';
import type { Pass, ProviderGate } from '../../providers/gate/single-provider-gate';
import type { Caller } from '../../providers/gate/call-queue';

/** HELD_BACK: it is not this payout's turn; nothing was recorded, and its turn will be told. */
export type Went = 'WENT' | 'HELD_BACK';

/** The providers, each behind its gate. */
export class ProviderTurns {
  constructor(
    private readonly gate: ProviderGate,
    private readonly providers: ReadonlyMap<ProviderName, Provider>,
  ) {}

  /** The pass is given back whatever happens; nothing is recorded by who has none. */
  async take(
    request: PayoutRequested,
    kind: Caller['kind'],
    call: (pass: Pass) => Promise<void>,
  ): Promise<Went> {
    const { payoutId, requestedAt, provider } = request;
    const pass = this.gate.enter(provider, { key: payoutStream(payoutId), kind, requestedAt });
    if (!pass) return 'HELD_BACK';
    try {
      await call(pass);
    } finally {
      pass.leave();
    }
    return 'WENT';
  }

  providerOf({ provider: name }: PayoutRequested): Provider {
    const provider = this.providers.get(name);
    invariant(provider, `No provider ${name} is configured, but a payout goes through it`);
    return provider;
  }

  /** Whether an order can be told from a repeat by our reference only. */
  isKeyless(request: PayoutRequested): boolean {
    return this.providerOf(request).find !== undefined;
  }

  forget(payoutId: string): void {
    this.gate.forget(payoutStream(payoutId));
  }
}
