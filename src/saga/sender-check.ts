import type { LoadedPayout } from '../commands/payouts';
import type { PayoutRequested } from '../domain/payout/events';
import type { Called, Provider, Report, Returned } from '../providers/provider';
import type { Clock } from '../shared/clock';
import { invariant } from '../shared/invariant';
import { causeOf } from './cause';
import type { ExchangeLog } from './exchange-log';
import { isDecisive, type PayoutReports } from './payout-reports';
import type { ProviderGate } from './provider-gate';

export interface CheckParts {
  readonly gate: ProviderGate;
  readonly exchanges: ExchangeLog;
  readonly reports: PayoutReports;
  readonly clock: Clock;
}

/**
 * CONFIRMED: the provider says so itself. CONTRADICTED: it says otherwise, and what it says of the payment is recorded.
 * OPEN: it was asked and does not say. UNANSWERED: it could not be asked.
 */
export type Checked = 'CONFIRMED' | 'CONTRADICTED' | 'OPEN' | 'UNANSWERED';

/** Longer than a provider may take to find what it has just taken, in milliseconds. */
const FOUND_AFTER_MS = 10_000;

/**
 * Asks the provider, where a notification proves only that its sender knows a secret: nothing is given back, and nothing
 * credited, on the sender's word alone.
 */
export class SenderCheck {
  constructor(private readonly parts: CheckParts) {}

  /** Has this payout failed? `key`: the work that waits for the answer. @throws {Fault} */
  async failure(key: string, payout: LoadedPayout, provider: Provider): Promise<Checked> {
    const { state } = payout;
    if (!('providerKey' in state)) return 'OPEN';
    const { request, providerId } = state;
    const { externalReference } = request;
    const ask = () => provider.ask({ providerId, externalReference });
    const called = await this.inTurn(key, request, provider, ask, decidesFailure);
    return called ? this.judgeFailure(payout, called, provider) : 'UNANSWERED';
  }

  /** Has this come back? @throws {Fault} */
  async returned(
    key: string,
    request: PayoutRequested,
    provider: Provider,
    told: Returned,
  ): Promise<Checked> {
    invariant(
      provider.askReturn,
      `${provider.name} is believed by its sender, and cannot be asked about a return`,
    );
    const ask = provider.askReturn.bind(provider, told.returnName);
    const called = await this.inTurn(key, request, provider, ask, isDecisive);
    return called ? judgeReturn(called, told) : 'UNANSWERED';
  }

  /** The answer, kept before anything is made of it; undefined: it is not this work's turn, which will be told. */
  private async inTurn(
    key: string,
    request: PayoutRequested,
    provider: Provider,
    ask: () => Promise<Called<Report>>,
    decides: (report: Report) => boolean,
  ): Promise<Called<Report> | undefined> {
    const { requestedAt } = request;
    const pass = this.parts.gate.enter(provider.name, { key, kind: 'question', requestedAt });
    if (!pass) return undefined;
    let called: Called<Report>;
    try {
      called = await ask();
      pass.leave(called);
    } finally {
      pass.leave();
    }
    await this.parts.exchanges.record(request, called, decides(called.outcome));
    return called;
  }

  private async judgeFailure(
    payout: LoadedPayout,
    called: Called<Report>,
    provider: Provider,
  ): Promise<Checked> {
    const { outcome } = called;
    if (outcome.kind === 'failed') return 'CONFIRMED';
    if (outcome.kind === 'not_found') return this.isGone(payout) ? 'CONFIRMED' : 'OPEN';
    if (!isDecisive(outcome)) return called.provider === 'down' ? 'UNANSWERED' : 'OPEN';
    if (payout.state.status === 'none') return 'OPEN';
    const { request } = payout.state;
    const evidence = { kind: 'poll', answerHash: outcome.answerHash } as const;
    const cause = causeOf(request, `poll:${outcome.answerHash}`);
    const { payoutId } = request;
    await this.parts.reports.record({ payoutId, report: outcome, provider, evidence, cause });
    return 'CONTRADICTED';
  }

  /**
   * It took the order, by its own answer, and does not know it any more: beside a failure that is told, no payment. An
   * order that nobody is known to have taken proves nothing by not being found: it may still arrive.
   */
  private isGone({ state, times }: LoadedPayout): boolean {
    if (!('providerId' in state) || state.providerId === null || !times.lastEventAt) return false;
    return this.parts.clock.now().getTime() - times.lastEventAt.getTime() >= FOUND_AFTER_MS;
  }
}

const decidesFailure = (report: Report): boolean => isDecisive(report) || report.kind === 'not_found';

function judgeReturn({ outcome, provider }: Called<Report>, told: Returned): Checked {
  if (outcome.kind === 'returned') {
    return isSame(outcome, told) ? 'CONFIRMED' : 'CONTRADICTED';
  }
  if (outcome.kind === 'unclear' && outcome.needsPerson) return 'CONTRADICTED';
  return provider === 'down' ? 'UNANSWERED' : 'OPEN';
}

const isSame = (shown: Returned, told: Returned): boolean =>
  shown.amountMinor === told.amountMinor &&
  shown.feeAmountMinor === told.feeAmountMinor &&
  (shown.endToEndId === null || told.endToEndId === null || shown.endToEndId === told.endToEndId);
