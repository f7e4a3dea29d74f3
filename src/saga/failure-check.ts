import type { LoadedPayout } from '../commands/payouts';
import type { Called, Provider, Report } from '../providers/provider';
import type { Clock } from '../shared/clock';
import { causeOf } from './cause';
import type { ExchangeLog } from './exchange-log';
import { isDecisive, type PayoutReports } from './payout-reports';
import type { ProviderGate } from './provider-gate';

export interface CheckParts {
  readonly gate: ProviderGate;
  readonly exchanges: ExchangeLog;
  readonly reports: PayoutReports;
  readonly clock: Clock;
  /** Longer than a call can take: before it an order may be on its way to a provider that does not know it yet. */
  readonly callMs: number;
}

/**
 * CONFIRMED: the provider says so itself. CONTRADICTED: it says otherwise, and that is recorded. OPEN: it was asked and
 * does not say. UNANSWERED: it could not be asked.
 */
export type CheckedFailure = 'CONFIRMED' | 'CONTRADICTED' | 'OPEN' | 'UNANSWERED';

/** Asks the provider whether a payout has failed, where the notification alone proves only that its sender knows a secret. */
export class FailureCheck {
  constructor(private readonly parts: CheckParts) {}

  /** `key`: the work that waits for the answer. @throws {Fault} */
  async check(key: string, payout: LoadedPayout, provider: Provider): Promise<CheckedFailure> {
    const { state } = payout;
    if (!('providerKey' in state)) return 'OPEN';
    const { request, providerId } = state;
    const { externalReference, requestedAt } = request;
    const pass = this.parts.gate.enter(provider.name, { key, kind: 'question', requestedAt });
    if (!pass) return 'UNANSWERED';
    let called: Called<Report>;
    try {
      called = await provider.ask({ providerId, externalReference });
      pass.leave(called);
    } finally {
      pass.leave();
    }
    await this.parts.exchanges.record(request, called, decides(called.outcome));
    return this.judge(payout, called, provider);
  }

  private async judge(
    payout: LoadedPayout,
    called: Called<Report>,
    provider: Provider,
  ): Promise<CheckedFailure> {
    const { outcome } = called;
    if (outcome.kind === 'failed') return 'CONFIRMED';
    if (outcome.kind === 'not_found') return this.mayBeOnItsWay(payout) ? 'OPEN' : 'CONFIRMED';
    if (!isDecisive(outcome)) return called.provider === 'down' ? 'UNANSWERED' : 'OPEN';
    if (payout.state.status === 'none') return 'OPEN';
    const { request } = payout.state;
    const evidence = { kind: 'poll', answerHash: outcome.answerHash } as const;
    const cause = causeOf(request, `poll:${outcome.answerHash}`);
    const { payoutId } = request;
    await this.parts.reports.record({ payoutId, report: outcome, provider, evidence, cause });
    return 'CONTRADICTED';
  }

  /** The provider's not knowing it proves nothing while somebody may still be sending it; what it took has arrived. */
  private mayBeOnItsWay({ state, times }: LoadedPayout): boolean {
    if ('providerId' in state && state.providerId !== null) return false;
    const { clock, callMs } = this.parts;
    return times.lastEventAt !== undefined && clock.now().getTime() - times.lastEventAt.getTime() < callMs;
  }
}

const decides = (report: Report): boolean => isDecisive(report) || report.kind === 'not_found';
