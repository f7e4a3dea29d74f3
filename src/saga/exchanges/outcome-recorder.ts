import type { LoadedPayout, PayoutRepository } from '../../commands/payouts/payout-repository';
import type { References } from '../../commands/references';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutCommand } from '../../domain/payout/payout';
import type { Provider, PayoutReport, SubmissionOutcome } from '../../providers/port/provider';
import type { Logger } from '../../shared/logging';
import { sagaCause } from '../saga-cause';
import { isDecisive } from './decisive-report';
import type { ReportRecorder } from './report-recorder';
import type { UnrecordedExchanges } from './unrecorded-exchanges';

export interface OutcomeParts {
  readonly payouts: PayoutRepository;
  readonly references: References;
  readonly reports: ReportRecorder;
  readonly logger: Logger;
}

/** Why the outcome of the payout is unknown. */
type Doubt = Omit<Extract<PayoutCommand, { type: 'RecordUnknownOutcome' }>, 'type'>;
type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;
type Declined = Extract<SubmissionOutcome, { kind: 'declined' }>;

/** The answer to a poll. `providerId`: the id that was polled. */
interface PollAnswer {
  readonly report: PayoutReport;
  readonly provider: Provider;
  readonly providerId: string | null;
}

/**
 * Records the outcome of a provider call in the payout's stream. The exchanges of the call go into the same append. They are
 * left where nothing is appended.
 */
export class OutcomeRecorder {
  constructor(private readonly parts: OutcomeParts) {}

  /** Without exchanges the doubt comes from no call. */
  async recordUnknown(
    request: PayoutRequested,
    doubt: Doubt,
    exchanges?: UnrecordedExchanges,
  ): Promise<void> {
    const { payoutId } = request;
    const { reason, needsPerson } = doubt;
    await this.change(request, { type: 'RecordUnknownOutcome', ...doubt }, { exchanges });
    const { logger } = this.parts;
    if (needsPerson) logger.error({ payoutId, reason }, 'payout needs a person');
    else logger.warn({ payoutId, reason }, 'outcome unknown: the hold stays');
  }

  async recordAnswer(
    request: PayoutRequested,
    { report, provider, providerId }: PollAnswer,
    exchanges: UnrecordedExchanges,
  ): Promise<void> {
    const { payoutId } = request;
    if (report.kind === 'unclear')
      this.parts.logger.warn({ payoutId, reason: report.reason }, 'the provider gave no evidence');
    if (report.kind === 'unclear' && report.needsPerson)
      return this.recordUnknown(request, { reason: report.reason, needsPerson: true }, exchanges);
    if (!isDecisive(report)) return;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = sagaCause(request, `poll:${report.answerHash}`);
    const about = { payoutId, providerId, exchanges };
    const result = await this.parts.reports.record({ report, provider, evidence, cause, ...about });
    if (result.ok) return;
    const refused = { claimed: CLAIMS[report.kind], evidence };
    const reason = `POLL_CONTRADICTS: ${result.refusal}`;
    await this.recordUnknown(request, { reason, needsPerson: true, refused }, exchanges);
  }

  /** The claim of the provider's id comes first. Alone it changes nothing: a repeat finds it with the same holder. */
  async recordAccepted(
    request: PayoutRequested,
    outcome: Accepted,
    exchanges: UnrecordedExchanges,
  ): Promise<void> {
    const { providerId, transactionId, answerHash } = outcome;
    const { payoutId, provider } = request;
    const reference = { kind: 'provider-id', owner: provider, reference: providerId } as const;
    const ours = await this.parts.references.reserve(reference, payoutId, sagaCause(request, 'submission'));
    const evidence = { kind: 'submission', answerHash } as const;
    if (!ours) {
      const refused = { claimed: 'ACCEPTED', evidence } as const;
      const reason = 'PROVIDER_ID_BELONGS_TO_ANOTHER_PAYOUT';
      return this.recordUnknown(request, { reason, needsPerson: true, refused }, exchanges);
    }
    const command = { type: 'RecordSubmission', providerId, transactionId, evidence } as const;
    await this.change(request, command, { exchanges });
  }

  async recordDecline(
    request: PayoutRequested,
    { code, message, answerHash }: Declined,
    exchanges: UnrecordedExchanges,
  ): Promise<void> {
    const evidence = { kind: 'submission', answerHash } as const;
    await this.change(request, { type: 'RecordDecline', code, message, evidence }, { exchanges });
  }

  /**
   * Returns the payout after the command, or undefined when the payout has moved on and the command was refused. `step` makes
   * the cause of the events; it is the command's name unless the same command must take effect again.
   */
  async change(
    request: PayoutRequested,
    command: PayoutCommand,
    { step = command.type, exchanges }: { step?: string; exchanges?: UnrecordedExchanges | undefined } = {},
  ): Promise<LoadedPayout['state'] | undefined> {
    const { payouts, logger } = this.parts;
    const { payoutId } = request;
    const cause = sagaCause(request, step);
    const result = exchanges
      ? await exchanges.change(payouts, command, cause)
      : await payouts.change(payoutId, command, cause);
    if (result.ok) return result.value.state;
    const { refusal } = result;
    logger.warn({ payoutId, command: command.type, refusal }, 'payout has moved on');
    return undefined;
  }
}

const CLAIMS = { completed: 'COMPLETED', failed: 'FAILED', returned: 'RETURNED' } as const;
