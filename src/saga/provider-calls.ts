import type { LoadedPayout, Payouts } from '../commands/payouts';
import type { References } from '../commands/references';
import type { PayoutRequested } from '../domain/payout/events';
import type { ProviderName } from '../domain/payout/payee';
import type { PayoutCommand, PayoutState } from '../domain/payout/payout';
import { derivedId } from '../shared/ids';
import { invariant } from '../shared/invariant';
import type { Cause } from '../event-store/new-events';
import type { PayoutOrder, Provider, SubmissionOutcome } from '../providers/provider';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { Random } from '../shared/random';
import { isDecisive, recordReport } from './payout-reports';

export interface ProviderCallParts {
  readonly payouts: Payouts;
  readonly references: References;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** A payout that has a provider key. */
export type Submitting = Extract<PayoutState, { providerKey: string }>;

type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;
type Declined = Extract<SubmissionOutcome, { kind: 'declined' }>;

/** Calls the provider, and records the intent before and the outcome after every call. */
export class ProviderCalls {
  /** When this process last called the provider for a payout that has no outcome yet. */
  private readonly calledAt = new Map<string, Date>();
  /** Payouts this process set out to send and provably did not, with their count of submissions then. */
  private readonly unsent = new Map<string, number>();

  constructor(private readonly parts: ProviderCallParts) {}

  lastCallAt(payoutId: string): Date | undefined {
    return this.calledAt.get(payoutId);
  }

  /** The payout has ended: what is remembered of its calls is of no use any more. */
  forget(payoutId: string): void {
    this.calledAt.delete(payoutId);
    this.unsent.delete(payoutId);
  }

  /** Draws the payout's one key, records it, and sends the order. */
  async start(request: PayoutRequested): Promise<void> {
    const providerKey = this.parts.random.uuid();
    const webhookUrl = this.providerOf(request).webhookUrl();
    const started = await this.change(request, { type: 'StartSubmission', providerKey, webhookUrl });
    // Only who recorded the key knows that nothing was sent with it yet. Everybody else waits a call's length.
    if (started?.status === 'submitting' && started.providerKey === providerKey)
      await this.send(started, true);
  }

  /** Sends the same order again; the repeat is recorded first, unless nothing of the order can have been sent. */
  async repeat(state: Submitting): Promise<void> {
    const { request } = state;
    if (this.unsent.get(request.payoutId) === state.submissions) return this.send(state, true);
    const repeated = await this.change(request, { type: 'RepeatSubmission' });
    if (repeated?.status === 'submitting' || repeated?.status === 'unknown') await this.send(repeated, false);
  }

  async ask({ request, providerId }: Submitting): Promise<void> {
    const { payoutId, externalReference, currency } = request;
    const { clock, payouts, logger } = this.parts;
    const report = await this.providerOf(request).ask({ providerId, externalReference });
    this.calledAt.set(payoutId, clock.now());
    if (report.kind === 'unclear')
      logger.warn({ payoutId, reason: report.reason }, 'the provider gave no evidence');
    if (!isDecisive(report)) return;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = causeOf(request, `poll:${report.answerHash}`);
    const result = await recordReport(payouts, payoutId, report, currency, evidence, cause);
    if (!result.ok) await this.recordUnknown(request, `POLL_CONTRADICTS: ${result.refusal}`);
  }

  async recordUnknown(request: PayoutRequested, reason: string): Promise<void> {
    await this.change(request, { type: 'RecordUnknownOutcome', reason });
    this.parts.logger.warn({ payoutId: request.payoutId, reason }, 'outcome unknown: the hold stays');
  }

  private async send(state: Submitting, first: boolean): Promise<void> {
    const { request, submissions } = state;
    const { payoutId } = request;
    this.unsent.delete(payoutId);
    const outcome = await this.providerOf(request).submit(orderOf(state, first));
    this.calledAt.set(payoutId, this.parts.clock.now());
    switch (outcome.kind) {
      case 'accepted':
        return this.recordAccepted(request, outcome);
      case 'declined':
        return this.recordDecline(request, outcome);
      case 'unknown':
        if (outcome.sent) return this.recordUnknown(request, outcome.reason);
        // What provably never reached the provider is no unknown outcome: it stays as it is and is sent again.
        if (first) this.unsent.set(payoutId, submissions);
        this.parts.logger.warn({ payoutId, reason: outcome.reason }, 'provider not reached');
    }
  }

  private async recordAccepted(request: PayoutRequested, outcome: Accepted): Promise<void> {
    const { providerId, transactionId, answerHash } = outcome;
    const { payoutId, provider } = request;
    const reference = { kind: 'provider-id', owner: provider, reference: providerId } as const;
    const ours = await this.parts.references.reserve(reference, payoutId, causeOf(request, 'submission'));
    if (!ours) return this.recordUnknown(request, 'PROVIDER_ID_BELONGS_TO_ANOTHER_PAYOUT');
    const evidence = { kind: 'submission', answerHash } as const;
    await this.change(request, { type: 'RecordSubmission', providerId, transactionId, evidence });
  }

  private async recordDecline(
    request: PayoutRequested,
    { code, message, answerHash }: Declined,
  ): Promise<void> {
    const evidence = { kind: 'submission', answerHash } as const;
    await this.change(request, { type: 'RecordDecline', code, message, evidence });
  }

  /** The payout after the command, or undefined where it was refused because of what others recorded meanwhile. */
  private async change(
    request: PayoutRequested,
    command: PayoutCommand,
  ): Promise<LoadedPayout['state'] | undefined> {
    const { payouts, logger } = this.parts;
    const { payoutId } = request;
    const result = await payouts.change(payoutId, command, causeOf(request, command.type));
    if (result.ok) return result.value.state;
    const { refusal } = result;
    if (refusal === 'PROVIDER_ID_DIFFERS') {
      logger.error({ payoutId, refusal }, 'payout needs a person: the provider took it under two ids');
      await this.recordUnknown(request, refusal);
    } else logger.warn({ payoutId, command: command.type, refusal }, 'payout has moved on');
    return undefined;
  }

  private providerOf({ provider: name }: PayoutRequested): Provider {
    const provider = this.parts.providers.get(name);
    invariant(provider, `No provider ${name} is configured, but a payout goes through it`);
    return provider;
  }
}

export const causeOf = ({ payoutId }: PayoutRequested, step: string): Cause => ({
  causationId: derivedId('saga', payoutId, step),
  correlationId: payoutId,
  actor: 'saga',
});

function orderOf({ request, providerKey, webhookUrl }: Submitting, first: boolean): PayoutOrder {
  const { payoutId, amountMinor, currency, externalReference, description, personal } = request;
  const { payee } = personal;
  return {
    payoutId,
    providerKey,
    webhookUrl,
    amountMinor,
    currency,
    externalReference,
    description,
    payee,
    first,
  };
}
