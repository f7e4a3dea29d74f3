import type { LoadedPayout, Payouts } from '../../commands/payouts/payout-repository';
import type { References } from '../../commands/references';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutCommand } from '../../domain/payout/payout';
import type { Provider, Report, SubmissionOutcome } from '../../providers/port/provider';
import type { Logger } from '../../shared/logging';
import { causeOf } from '../saga-cause';
import { isDecisive, type PayoutReports } from './report-recorder';

export interface OutcomeParts {
  readonly payouts: Payouts;
  readonly references: References;
  readonly reports: PayoutReports;
  readonly logger: Logger;
}

type RefusedAnswer = Extract<PayoutCommand, { type: 'RecordUnknownOutcome' }>['refused'];
type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;
type Declined = Extract<SubmissionOutcome, { kind: 'declined' }>;

/** Records what was made of a call, in the payout's stream. */
export class CallOutcomes {
  constructor(private readonly parts: OutcomeParts) {}

  /** `refused`: the answer it is about, which could not be taken. */
  async recordUnknown(
    request: PayoutRequested,
    reason: string,
    needsPerson: boolean,
    refused?: RefusedAnswer,
  ): Promise<void> {
    const { payoutId } = request;
    const answer = refused ? { refused } : {};
    await this.change(request, { type: 'RecordUnknownOutcome', reason, needsPerson, ...answer });
    const { logger } = this.parts;
    if (needsPerson) logger.error({ payoutId, reason }, 'payout needs a person');
    else logger.warn({ payoutId, reason }, 'outcome unknown: the hold stays');
  }

  /** `providerId`: the id it was asked about. */
  async recordAnswer(
    request: PayoutRequested,
    report: Report,
    provider: Provider,
    providerId: string | null,
  ): Promise<void> {
    const { payoutId } = request;
    if (report.kind === 'unclear')
      this.parts.logger.warn({ payoutId, reason: report.reason }, 'the provider gave no evidence');
    if (report.kind === 'unclear' && report.needsPerson)
      return this.recordUnknown(request, report.reason, true);
    if (!isDecisive(report)) return;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = causeOf(request, `poll:${report.answerHash}`);
    const about = { payoutId, providerId };
    const result = await this.parts.reports.record({ ...about, report, provider, evidence, cause });
    if (result.ok) return;
    const claimed = CLAIMS[report.kind];
    await this.recordUnknown(request, `POLL_CONTRADICTS: ${result.refusal}`, true, { claimed, evidence });
  }

  async recordAccepted(request: PayoutRequested, outcome: Accepted): Promise<void> {
    const { providerId, transactionId, answerHash } = outcome;
    const { payoutId, provider } = request;
    const reference = { kind: 'provider-id', owner: provider, reference: providerId } as const;
    const ours = await this.parts.references.reserve(reference, payoutId, causeOf(request, 'submission'));
    const evidence = { kind: 'submission', answerHash } as const;
    if (!ours) {
      const refused = { claimed: 'ACCEPTED', evidence } as const;
      return this.recordUnknown(request, 'PROVIDER_ID_BELONGS_TO_ANOTHER_PAYOUT', true, refused);
    }
    await this.change(request, { type: 'RecordSubmission', providerId, transactionId, evidence });
  }

  async recordDecline(request: PayoutRequested, { code, message, answerHash }: Declined): Promise<void> {
    const evidence = { kind: 'submission', answerHash } as const;
    await this.change(request, { type: 'RecordDecline', code, message, evidence });
  }

  /** The payout after the command, or undefined where it was refused because of what others recorded meanwhile. */
  async change(
    request: PayoutRequested,
    command: PayoutCommand,
    step: string = command.type,
  ): Promise<LoadedPayout['state'] | undefined> {
    const { payouts, logger } = this.parts;
    const { payoutId } = request;
    const result = await payouts.change(payoutId, command, causeOf(request, step));
    if (result.ok) return result.value.state;
    const { refusal } = result;
    logger.warn({ payoutId, command: command.type, refusal }, 'payout has moved on');
    return undefined;
  }
}

const CLAIMS = { completed: 'COMPLETED', failed: 'FAILED', returned: 'RETURNED' } as const;
