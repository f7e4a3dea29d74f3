import type { LoadedPayout, Payouts } from '../../commands/payouts/payout-repository';
import type { References } from '../../commands/references';
import type { Claim, Evidence } from '../../domain/payout/events';
import { payout, type PayoutCommand, type PayoutRefusal, type PayoutState } from '../../domain/payout/payout';
import type { ProviderName } from '../../domain/payout/payee';
import type { RecordReturn } from '../../domain/payout/state';
import type { Cause } from '../../event-store/new-events';
import type { Provider, Report, Returned } from '../../providers/port/provider';
import { derivedId } from '../../shared/ids';
import { refuse, type Result } from '../../shared/result';

/** A report that decides something of a payout: an outcome, or money that came back. */
export type DecisiveReport = Extract<Report, { kind: 'completed' | 'failed' | 'returned' }>;

export type ReportRefusal =
  | PayoutRefusal
  | 'REFERENCE_DIFFERS'
  | 'END_TO_END_ID_DIFFERS'
  | 'END_TO_END_ID_BELONGS_TO_ANOTHER_PAYOUT'
  | 'RETURN_BELONGS_TO_ANOTHER_PAYOUT';

type Recorded = Result<LoadedPayout, ReportRefusal>;
type Completed = Extract<Report, { kind: 'completed' }>;

/** What was reported, by whom, and what it rests on. */
export interface Reported<Kind extends DecisiveReport = DecisiveReport> {
  readonly payoutId: string;
  readonly report: Kind;
  readonly provider: Pick<Provider, 'name' | 'currency'>;
  readonly evidence: Evidence;
  readonly cause: Cause;
  /** The id that was asked about, or that a notification names; missing: as the report says. */
  readonly providerId?: string | null;
}

export const isDecisive = (report: Report): report is DecisiveReport =>
  report.kind === 'completed' || report.kind === 'failed' || report.kind === 'returned';

/** The figures of a report, as an event or a decision carries them; null where it decides nothing. */
export function claimOf(
  provider: ProviderName,
  currency: Provider['currency'],
  report: Report,
): Claim | null {
  if (!isDecisive(report)) return null;
  switch (report.kind) {
    case 'failed':
      return { kind: 'failed', code: report.code, message: report.message };
    case 'completed':
      return completionOf(report);
    case 'returned': {
      const { returnName, endToEndId, amountMinor, feeAmountMinor, providerTime, completion } = report;
      const figures = { endToEndId, currency, amountMinor, feeAmountMinor, providerTime };
      const returned = { returnId: returnIdOf(provider, returnName), ...figures };
      return { kind: 'returned', returned, completion: completion && completionOf(completion) };
    }
  }
}

/** Records what a provider reports of a payout: an outcome, a return, or a contradiction to what stands. */
export class PayoutReports {
  constructor(
    private readonly payouts: Payouts,
    private readonly references: References,
  ) {}

  /** Refused where it cannot be about this payout, or cannot be true of it. @throws {Fault} */
  async record(reported: Reported): Promise<Recorded> {
    const { payoutId, report, evidence, cause } = reported;
    const { state } = await this.payouts.load(payoutId);
    const named = report.externalReference;
    if (state.status !== 'none' && named !== null && named !== state.request.externalReference)
      return refuse('REFERENCE_DIFFERS');
    switch (report.kind) {
      case 'failed': {
        const { code, message } = report;
        const command = {
          type: 'RecordFailure',
          code,
          message,
          providerId: idOf(reported),
          evidence,
        } as const;
        return this.payouts.change(payoutId, command, cause);
      }
      case 'completed':
        return this.recordCompletion(state, { ...reported, report });
      case 'returned':
        return this.recordReturn(state, { ...reported, report });
    }
  }

  /** True if the payment's id in PIX is the payout's now. Only such ids: others are no names of payments. @throws {Fault} */
  async takeEndToEndId(
    owner: ProviderName,
    endToEndId: string | null,
    payoutId: string,
    cause: Cause,
  ): Promise<boolean> {
    if (endToEndId === null || !endToEndId.startsWith('E')) return true;
    const reference = { kind: 'end-to-end-id', owner, reference: endToEndId } as const;
    return this.references.reserve(reference, payoutId, cause);
  }

  /** True if the return is the payout's now, by what the provider calls it and by its id in PIX. @throws {Fault} */
  async takeReturn(
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

  private async recordCompletion(state: PayoutState, reported: Reported<Completed>): Promise<Recorded> {
    const { payoutId, report, provider, evidence, cause } = reported;
    const { endToEndId, amountMinor, feeAmountMinor, providerTime } = report;
    const figures = { endToEndId, currency: provider.currency, amountMinor, feeAmountMinor, providerTime };
    const providerId = idOf(reported);
    const command: PayoutCommand = { type: 'RecordCompletion', ...figures, providerId, evidence };
    const decided = payout.decide(state, command);
    const completes = decided.ok && decided.value.some(({ type }) => type === 'PayoutCompleted');
    // Before the outcome, so that whatever is told of the payment afterwards finds its payout.
    if (completes && !(await this.takeEndToEndId(provider.name, endToEndId, payoutId, cause)))
      return refuse('END_TO_END_ID_BELONGS_TO_ANOTHER_PAYOUT');
    return this.payouts.change(payoutId, command, cause);
  }

  /** What the same words prove of the payment comes first: only what was paid can come back. */
  private async recordReturn(state: PayoutState, reported: Reported<Returned>): Promise<Recorded> {
    const { payoutId, report, provider, evidence, cause } = reported;
    const differs = differsFrom(state, report);
    if (differs) return refuse(differs);
    const { completion, returnName, endToEndId, amountMinor, feeAmountMinor, providerTime } = report;
    if (completion && state.status !== 'completed' && state.status !== 'failed') {
      const completed = await this.recordCompletion(state, { ...reported, report: completion });
      if (!completed.ok) return completed;
    }
    const returnId = returnIdOf(provider.name, returnName);
    const figures = { currency: provider.currency, amountMinor, feeAmountMinor, providerTime };
    const names = { providerId: idOf(reported), paymentEndToEndId: report.originalEndToEndId };
    const command = { type: 'RecordReturn', returnId, endToEndId, ...figures, ...names, evidence } as const;
    const { state: current } = await this.payouts.load(payoutId);
    // Somebody else may have recorded another completion since: then the words do not prove this return either.
    const differsNow = differsFrom(current, report);
    if (differsNow) return refuse(differsNow);
    const decided = payout.decide(current, command);
    const returns = decided.ok && decided.value.some(({ type }) => type === 'PayoutReturned');
    if (returns && !(await this.takeReturn(provider.name, command, payoutId, cause)))
      return refuse('RETURN_BELONGS_TO_ANOTHER_PAYOUT');
    return this.payouts.change(payoutId, command, cause);
  }
}

const idOf = ({ providerId, report }: Reported): string | null => providerId ?? report.providerId ?? null;

/** What the return says of the payment, against what was asked for and against the payment that stands. */
function differsFrom(state: PayoutState, report: Returned): ReportRefusal | undefined {
  if (state.status === 'none' || state.status === 'failed') return undefined;
  const { completion, originalEndToEndId: named } = report;
  const stands = state.status === 'completed' ? state.outcome.endToEndId : null;
  if (named !== null && stands !== null && named !== stands) return 'END_TO_END_ID_DIFFERS';
  return completion && completion.amountMinor !== state.request.amountMinor ? 'AMOUNT_DIFFERS' : undefined;
}

/** One name for a return, however often and wherever it is told. */
export const returnIdOf = (provider: ProviderName, returnName: string): string =>
  derivedId('return', provider, returnName);

const completionOf = ({ endToEndId, amountMinor, feeAmountMinor, providerTime }: Completed) =>
  ({ kind: 'completed', endToEndId, amountMinor, feeAmountMinor, providerTime }) as const;
