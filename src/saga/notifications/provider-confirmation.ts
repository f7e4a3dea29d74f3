import type { LoadedPayout, Payouts } from '../../commands/payouts/payout-repository';
import type { PayoutRequested } from '../../domain/payout/events';
import { GONE_AFTER, isNotFound } from '../../domain/payout/order-lookups';
import type { Called, Provider, Report, Returned, ReturnQuestion } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import { causeOf } from '../saga-cause';
import type { ExchangeLog } from '../exchanges/exchange-log';
import type { Looks } from '../exchanges/lookup-recorder';
import { isDecisive, type DecisiveReport, type PayoutReports } from '../exchanges/report-recorder';
import type { ProviderGate } from '../../providers/gate/single-provider-gate';

type Completed = Extract<Report, { kind: 'completed' }>;

/** What is asked, and for which work. */
export interface OutcomeQuestion {
  /** The work that waits for the answer. */
  readonly key: string;
  readonly payout: LoadedPayout;
  readonly provider: Provider;
  /** The provider's own id as it was told; null: none was. */
  readonly providerId: string | null;
}

export interface CheckParts {
  readonly gate: ProviderGate;
  readonly payouts: Payouts;
  readonly exchanges: ExchangeLog;
  readonly looks: Looks;
  readonly reports: PayoutReports;
  readonly clock: Clock;
}

/**
 * CONFIRMED: the provider says so itself. CONTRADICTED: it says otherwise, and what it says of the payment is recorded.
 * OPEN: it was asked and does not say. UNANSWERED: it could not be asked.
 */
export type Checked = 'CONFIRMED' | 'CONTRADICTED' | 'OPEN' | 'UNANSWERED';

/**
 * Asks the provider, where a notification proves only that its sender knows a secret: nothing is charged, nothing given
 * back and nothing credited on the sender's word alone.
 */
export class SenderCheck {
  constructor(private readonly parts: CheckParts) {}

  /** Has this payout failed? @throws {Fault} */
  async failure(question: OutcomeQuestion): Promise<Checked> {
    const askedAt = this.parts.clock.now();
    const called = await this.askOf(question, decidesFailure);
    return called ? this.judgeFailure(question, called, askedAt) : 'UNANSWERED';
  }

  /** Has this payout been paid? What the provider itself answers is recorded, never what was told. @throws {Fault} */
  async completion(question: OutcomeQuestion, told: Completed): Promise<Checked> {
    const called = await this.askOf(question, isDecisive);
    return called ? this.judgeCompletion(question, called, told) : 'UNANSWERED';
  }

  /** Has this come back? @throws {Fault} */
  async returned(key: string, payout: Paid, provider: Provider, told: Returned): Promise<Checked> {
    invariant(
      provider.askReturn,
      `${provider.name} is believed by its sender, and cannot be asked about a return`,
    );
    const ask = provider.askReturn.bind(provider, returnQuestion(payout, told));
    const called = await this.inTurn(key, payout.request, provider, ask, isDecisive);
    return called ? judgeReturn(called, told) : 'UNANSWERED';
  }

  /** About the id that was told, else the one that is known, else our reference. */
  private askOf(
    { key, payout, provider, providerId }: OutcomeQuestion,
    decides: (report: Report) => boolean,
  ): Promise<Called<Report> | undefined> {
    const { state } = payout;
    invariant('providerKey' in state, 'Nobody is asked about an order that was never sent');
    const { request } = state;
    const { externalReference, amountMinor, requestedAt } = request;
    const names = { providerId: providerId ?? state.providerId, externalReference };
    const asked = { ...names, amountMinor, requestedAt };
    return this.inTurn(key, request, provider, () => provider.ask(asked), decides);
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
    question: OutcomeQuestion,
    called: Called<Report>,
    askedAt: Date,
  ): Promise<Checked> {
    const { outcome } = called;
    if (outcome.kind === 'failed') return 'CONFIRMED';
    if (outcome.kind === 'not_found' || outcome.kind === 'processing')
      return (await this.isGone(question, called, askedAt)) ? 'CONFIRMED' : 'OPEN';
    if (!isDecisive(outcome)) return called.provider === 'down' ? 'UNANSWERED' : 'OPEN';
    await this.record(question, outcome);
    return 'CONTRADICTED';
  }

  /** A failure is not recorded here: that a hold may be given back is asked about by rules of its own. */
  private async judgeCompletion(
    question: OutcomeQuestion,
    called: Called<Report>,
    told: Completed,
  ): Promise<Checked> {
    const { outcome } = called;
    if (outcome.kind === 'failed') return 'CONTRADICTED';
    if (!isDecisive(outcome)) return called.provider === 'down' ? 'UNANSWERED' : 'OPEN';
    const recorded = await this.record(question, outcome);
    const shown = outcome.kind === 'returned' ? outcome.completion : outcome;
    return recorded && shown && isSamePayment(shown, told) ? 'CONFIRMED' : 'CONTRADICTED';
  }

  /** What the provider answered, with the answer as its evidence; false if it cannot be true of the payout. */
  private async record(
    { payout, provider, providerId }: OutcomeQuestion,
    report: DecisiveReport,
  ): Promise<boolean> {
    const { state } = payout;
    invariant('providerKey' in state, 'Nothing is answered about an order that was never sent');
    const { request } = state;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = causeOf(request, `poll:${report.answerHash}`);
    const about = { payoutId: request.payoutId, providerId: providerId ?? state.providerId };
    return (await this.parts.reports.record({ ...about, report, provider, evidence, cause })).ok;
  }

  /**
   * It took the order, by its own answer, and does not know it any more, by every way of asking, twice and minutes apart:
   * beside a failure that is told, no payment. Of an order that nobody is known to have taken it proves nothing: that may
   * still arrive, and the looks that count for it are the saga's own.
   */
  private async isGone(
    { payout: { state }, providerId }: OutcomeQuestion,
    called: Called<Report>,
    askedAt: Date,
  ): Promise<boolean> {
    if (!('providerKey' in state) || state.providerId === null) return false;
    if (providerId !== null && providerId !== state.providerId) return false;
    await this.parts.looks.record(state, called, called.outcome.kind === 'processing', askedAt);
    const { state: known } = await this.parts.payouts.load(state.request.payoutId);
    const isUnderWay = known.status === 'submitted' || known.status === 'unknown';
    return isUnderWay && known.providerId === state.providerId && isNotFound(known.looks, GONE_AFTER);
  }
}

type Paid = Extract<LoadedPayout['state'], { status: 'completed' }>;

/** The payment that a return must be of, by all the names that are known for it. */
function returnQuestion(
  { request, providerId, acceptances, outcome }: Paid,
  { returnName, endToEndId }: Returned,
): ReturnQuestion {
  const paid = acceptances.find(each => each.outcome === 'COMPLETED')?.providerId ?? providerId;
  const { externalReference } = request;
  const payment = { providerId: paid, externalReference, endToEndId: outcome.endToEndId };
  return { returnName, returnEndToEndId: endToEndId, payment };
}

const decidesFailure = (report: Report): boolean => isDecisive(report) || report.kind === 'not_found';

function judgeReturn({ outcome, provider }: Called<Report>, told: Returned): Checked {
  if (outcome.kind === 'returned') {
    return isSame(outcome, told) ? 'CONFIRMED' : 'CONTRADICTED';
  }
  if (outcome.kind === 'unclear' && outcome.needsPerson) return 'CONTRADICTED';
  return provider === 'down' ? 'UNANSWERED' : 'OPEN';
}

const isSamePayment = (shown: Completed, told: Completed): boolean =>
  shown.amountMinor === told.amountMinor &&
  shown.feeAmountMinor === told.feeAmountMinor &&
  (shown.endToEndId === null || told.endToEndId === null || shown.endToEndId === told.endToEndId);

const isSame = (shown: Returned, told: Returned): boolean =>
  shown.amountMinor === told.amountMinor &&
  shown.feeAmountMinor === told.feeAmountMinor &&
  (shown.endToEndId === null || told.endToEndId === null || shown.endToEndId === told.endToEndId);
