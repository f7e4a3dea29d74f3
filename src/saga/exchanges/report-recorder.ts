import type { LoadedPayout, PayoutRepository } from '../../commands/payouts/payout-repository';
import type { References } from '../../commands/references';
import type { Evidence, PayoutEvent } from '../../domain/payout/events';
import type { ProviderName } from '../../domain/payout/payee';
import { payout, type PayoutCommand, type PayoutRefusal, type PayoutState } from '../../domain/payout/payout';
import type { RecordReturn } from '../../domain/payout/state';
import type { Cause } from '../../event-store/new-events';
import type { Provider, PayoutReport, Returned } from '../../providers/port/provider';
import { refuse, type Result } from '../../shared/result';
import { returnIdOf, type DecisiveReport } from './decisive-report';
import type { UnrecordedExchanges } from './unrecorded-exchanges';

type ReportRefusal =
  | PayoutRefusal
  | 'REFERENCE_DIFFERS'
  | 'END_TO_END_ID_DIFFERS'
  | 'END_TO_END_ID_BELONGS_TO_ANOTHER_PAYOUT'
  | 'RETURN_BELONGS_TO_ANOTHER_PAYOUT';

type Recorded = Result<LoadedPayout, ReportRefusal>;
type Completed = Extract<PayoutReport, { kind: 'completed' }>;

/** A report, who reported it, and the evidence that it rests on. */
export interface ReportToRecord<Kind extends DecisiveReport = DecisiveReport> {
  readonly payoutId: string;
  readonly report: Kind;
  readonly provider: Pick<Provider, 'name' | 'currency'>;
  readonly evidence: Evidence;
  readonly cause: Cause;
  /** The id that was polled, or that a notification names. Absent: the id in the report counts. */
  readonly providerId?: string | null;
  /** What went over the wire for the report. Absent: nothing that is not on record. */
  readonly exchanges?: UnrecordedExchanges;
}

/** Records what a provider reports about a payout: an outcome, a return, or a contradiction of the recorded outcome. */
export class ReportRecorder {
  constructor(
    private readonly payouts: PayoutRepository,
    private readonly references: References,
  ) {}

  /**
   * Refuses a report that can't be about this payout, or can't be true of it.
   * @throws {Fault} The event store does not answer.
   */
  async record(reported: ReportToRecord): Promise<Recorded> {
    const { payoutId } = reported;
    const known = this.payouts.findKnown(payoutId);
    const recorded = known && (await this.recordOn(known.state, reported));
    if (recorded?.ok) return recorded;
    // A refusal never rests on what this process remembers.
    return this.recordOn((await this.payouts.read(payoutId)).state, reported);
  }

  private async recordOn(state: PayoutState, reported: ReportToRecord): Promise<Recorded> {
    const { report } = reported;
    const named = report.externalReference;
    if (state.status !== 'none' && named !== null && named !== state.request.externalReference)
      return refuse('REFERENCE_DIFFERS');
    switch (report.kind) {
      case 'failed':
        return this.change(state, reported, failureCommand({ ...reported, report }));
      case 'completed':
        return this.recordCompletion(state, { ...reported, report });
      case 'returned':
        return this.recordReturn(state, { ...reported, report });
    }
  }

  /**
   * Returns true if the PIX id of the payment belongs to the payout now. Only ids that begin with E name payments.
   * @throws {Fault} The event store does not answer.
   */
  async reserveEndToEndId(
    owner: ProviderName,
    endToEndId: string | null,
    payoutId: string,
    cause: Cause,
  ): Promise<boolean> {
    if (endToEndId === null || !endToEndId.startsWith('E')) return true;
    const reference = { kind: 'end-to-end-id', owner, reference: endToEndId } as const;
    return this.references.reserve(reference, payoutId, cause);
  }

  /**
   * Returns true if the return belongs to the payout now, by the provider's name for it and by its PIX id.
   * @throws {Fault} The event store does not answer.
   */
  async reserveReturn(
    owner: ProviderName,
    { returnId, endToEndId }: Pick<RecordReturn, 'returnId' | 'endToEndId'>,
    payoutId: string,
    cause: Cause,
  ): Promise<boolean> {
    for (const reference of [returnId, ...(endToEndId === null ? [] : [endToEndId])])
      if (!(await this.references.reserve({ kind: 'return', owner, reference }, payoutId, cause)))
        return false;
    return true;
  }

  private async recordCompletion(state: PayoutState, reported: ReportToRecord<Completed>): Promise<Recorded> {
    const { payoutId, report, provider, cause } = reported;
    const command = completionCommand(reported);
    // The reservation comes before the outcome, so that a later report about this payment finds its payout.
    const completes = decides(state, command, 'PayoutCompleted');
    if (completes && !(await this.reserveEndToEndId(provider.name, report.endToEndId, payoutId, cause)))
      return refuse('END_TO_END_ID_BELONGS_TO_ANOTHER_PAYOUT');
    return this.change(state, reported, command);
  }

  /** The completion that a return proves is recorded first: only a paid payout can have a return. */
  private async recordReturn(state: PayoutState, reported: ReportToRecord<Returned>): Promise<Recorded> {
    const { payoutId, report } = reported;
    const mismatch = returnMismatch(state, report);
    if (mismatch) return refuse(mismatch);
    const { completion } = report;
    if (completion && state.status !== 'completed' && state.status !== 'failed') {
      const evidence = withoutVerdict(reported.evidence);
      const completed = await this.recordCompletion(state, { ...reported, report: completion, evidence });
      if (!completed.ok) return completed;
    }
    const { state: current } = await this.payouts.read(payoutId);
    return this.recordReturnOf(current, reported);
  }

  private async recordReturnOf(state: PayoutState, reported: ReportToRecord<Returned>): Promise<Recorded> {
    const { payoutId, report, provider, cause } = reported;
    // Another process can have recorded another completion meanwhile. Then the report does not prove this return.
    const mismatch = returnMismatch(state, report);
    if (mismatch) return refuse(mismatch);
    const command = returnCommand(reported);
    const returns = decides(state, command, 'PayoutReturned');
    if (returns && !(await this.reserveReturn(provider.name, command, payoutId, cause)))
      return refuse('RETURN_BELONGS_TO_ANOTHER_PAYOUT');
    return this.change(state, reported, command);
  }

  /**
   * A later notification can name the payment by the provider's id alone. So the id is claimed before the event: the event
   * can be the verdict on this notification, and nothing may have to follow it.
   */
  private async change(
    state: PayoutState,
    reported: ReportToRecord,
    command: PayoutCommand,
  ): Promise<Recorded> {
    const { payoutId, evidence, cause, exchanges } = reported;
    if (evidence.kind === 'notification' && payout.decide(state, command).ok)
      await this.claimProviderId(state, reported);
    // The exchanges go into the first append that the report leads to.
    if (exchanges) return exchanges.change(this.payouts, command, cause);
    return this.payouts.change(payoutId, command, cause);
  }

  /** The id of the answer to the order was claimed before that answer was recorded. */
  private async claimProviderId(
    state: PayoutState,
    { payoutId, provider, providerId, cause }: ReportToRecord,
  ): Promise<void> {
    if (!providerId || ('providerId' in state && state.providerId === providerId)) return;
    const reference = { kind: 'provider-id', owner: provider.name, reference: providerId } as const;
    if ((await this.references.holder(reference)) === undefined)
      await this.references.reserve(reference, payoutId, cause);
  }
}

/** The completion that a return proves is not the verdict on its notification: the return is. */
const withoutVerdict = (evidence: Evidence): Evidence =>
  evidence.kind === 'notification' ? { kind: evidence.kind, eventId: evidence.eventId } : evidence;

const reportedProviderId = ({ providerId, report }: ReportToRecord): string | null =>
  providerId ?? report.providerId ?? null;

function failureCommand(reported: ReportToRecord<Extract<PayoutReport, { kind: 'failed' }>>): PayoutCommand {
  const { code, message } = reported.report;
  const providerId = reportedProviderId(reported);
  return { type: 'RecordFailure', code, message, providerId, evidence: reported.evidence };
}

function completionCommand(reported: ReportToRecord<Completed>): PayoutCommand {
  const { report, provider, evidence } = reported;
  const { endToEndId, amountMinor, feeAmountMinor, providerTime } = report;
  const figures = { endToEndId, currency: provider.currency, amountMinor, feeAmountMinor, providerTime };
  return { type: 'RecordCompletion', ...figures, providerId: reportedProviderId(reported), evidence };
}

function returnCommand(reported: ReportToRecord<Returned>): RecordReturn {
  const { report, provider, evidence } = reported;
  const { returnName, endToEndId, amountMinor, feeAmountMinor, providerTime } = report;
  const returnId = returnIdOf(provider.name, returnName);
  const figures = { currency: provider.currency, amountMinor, feeAmountMinor, providerTime };
  const names = { providerId: reportedProviderId(reported), paymentEndToEndId: report.originalEndToEndId };
  return { type: 'RecordReturn', returnId, endToEndId, ...figures, ...names, evidence };
}

/** Whether the command leads to such an event now. */
function decides(state: PayoutState, command: PayoutCommand, type: PayoutEvent['type']): boolean {
  const decided = payout.decide(state, command);
  return decided.ok && decided.value.some(event => event.type === type);
}

/** Compares what a return says of its payment with the request and with the recorded payment. */
function returnMismatch(state: PayoutState, report: Returned): ReportRefusal | undefined {
  if (state.status === 'none' || state.status === 'failed') return undefined;
  const { completion, originalEndToEndId: named } = report;
  const stands = state.status === 'completed' ? state.outcome.endToEndId : null;
  if (named !== null && stands !== null && named !== stands) return 'END_TO_END_ID_DIFFERS';
  return completion && completion.amountMinor !== state.request.amountMinor ? 'AMOUNT_DIFFERS' : undefined;
}
