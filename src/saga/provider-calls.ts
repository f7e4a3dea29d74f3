import type { LoadedPayout, Payouts } from '../commands/payouts';
import type { References } from '../commands/references';
import { idsToAsk } from '../domain/payout/acceptances';
import type { PayoutRequested } from '../domain/payout/events';
import type { ProviderName } from '../domain/payout/payee';
import type { PayoutCommand, PayoutState } from '../domain/payout/payout';
import { payoutStream } from '../event-store/stream-names';
import type { Provider, Report, SubmissionOutcome } from '../providers/provider';
import type { Clock } from '../shared/clock';
import { invariant } from '../shared/invariant';
import type { Logger } from '../shared/logging';
import type { Random } from '../shared/random';
import { causeOf } from './cause';
import type { ExchangeLog } from './exchange-log';
import { isDecisive, type PayoutReports } from './payout-reports';
import { orderOf } from './payout-order';
import type { Pass, ProviderGate } from './provider-gate';
import type { Caller } from './waiting-line';

export interface ProviderCallParts {
  readonly payouts: Payouts;
  readonly references: References;
  readonly reports: PayoutReports;
  readonly exchanges: ExchangeLog;
  readonly gate: ProviderGate;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** A payout that has a provider key. */
export type Submitting = Extract<PayoutState, { providerKey: string }>;

/** HELD_BACK: it is not this payout's turn; nothing was recorded, and its turn will be told. */
export type Went = 'WENT' | 'HELD_BACK';

type RefusedAnswer = Extract<PayoutCommand, { type: 'RecordUnknownOutcome' }>['refused'];
type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;
type Declined = Extract<SubmissionOutcome, { kind: 'declined' }>;

/** Calls the provider, and records the intent before and the outcome after every call. */
export class ProviderCalls {
  /** When this process last called the provider for a payout that has no outcome yet. */
  private readonly calledAt = new Map<string, Date>();
  /** Payouts this process set out to send and provably did not, with their count of submissions then. */
  private readonly unsent = new Map<string, number>();
  /** Payouts whose first order this process sent with a token that was refused. */
  private readonly tokenRefused = new Set<string>();

  constructor(private readonly parts: ProviderCallParts) {}

  lastCallAt(payoutId: string): Date | undefined {
    return this.calledAt.get(payoutId);
  }

  /** This process knows that nothing of the order has left. */
  isUnsent(state: Submitting): boolean {
    return this.unsent.get(state.request.payoutId) === state.submissions;
  }

  /** The only order so far was refused for its token: it may be sent again at once, with a new one. */
  wasTokenRefused({ request, submissions }: Submitting): boolean {
    return submissions === 1 && this.tokenRefused.has(request.payoutId);
  }

  /** The payout has ended: what is remembered of its calls is of no use any more. */
  forget(payoutId: string): void {
    this.calledAt.delete(payoutId);
    this.unsent.delete(payoutId);
    this.tokenRefused.delete(payoutId);
    this.parts.gate.forget(payoutStream(payoutId));
  }

  /** Draws the payout's one key, records it, and sends the order. */
  start(request: PayoutRequested): Promise<Went> {
    return this.inTurn(request, 'submission', async pass => {
      const providerKey = this.parts.random.uuid();
      const webhookUrl = this.providerOf(request).webhookUrl();
      const started = await this.change(request, { type: 'StartSubmission', providerKey, webhookUrl });
      // Only who recorded the key knows that nothing was sent with it yet. Everybody else waits a call's length.
      if (started?.status === 'submitting' && started.providerKey === providerKey)
        await this.send(started, true, pass);
    });
  }

  /** Sends the same order again; the repeat is recorded first, unless nothing of the order can have been sent. */
  repeat(state: Submitting): Promise<Went> {
    const { request } = state;
    return this.inTurn(request, 'submission', async pass => {
      if (this.isUnsent(state)) return this.send(state, true, pass);
      // Whoever else repeats at the same moment must not pass for this one: each post is on record by itself.
      const claim = `RepeatSubmission:${this.parts.random.uuid()}`;
      const repeated = await this.change(request, { type: 'RepeatSubmission' }, claim);
      if (repeated?.status === 'submitting' || repeated?.status === 'unknown')
        await this.send(repeated, false, pass);
    });
  }

  /** About each id under which the order may still be paid; each in a turn of its own. */
  async ask(state: Submitting): Promise<Went> {
    for (const providerId of idsToAsk(state))
      if ((await this.askAbout(state, providerId)) === 'HELD_BACK') return 'HELD_BACK';
    return 'WENT';
  }

  private askAbout({ request }: Submitting, providerId: string | null): Promise<Went> {
    const { payoutId, externalReference, amountMinor } = request;
    return this.inTurn(request, 'question', async pass => {
      const called = await this.providerOf(request).ask({ providerId, externalReference, amountMinor });
      pass.leave(called);
      this.calledAt.set(payoutId, this.parts.clock.now());
      const report = called.outcome;
      await this.parts.exchanges.record(request, called, isDecisive(report) || needsPerson(report));
      await this.recordAnswer(request, report, providerId);
    });
  }

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

  /** The pass is given back whatever happens; nothing is recorded by who has none. */
  private async inTurn(
    request: PayoutRequested,
    kind: Caller['kind'],
    call: (pass: Pass) => Promise<void>,
  ): Promise<Went> {
    const { payoutId, requestedAt, provider } = request;
    const pass = this.parts.gate.enter(provider, { key: payoutStream(payoutId), kind, requestedAt });
    if (!pass) return 'HELD_BACK';
    try {
      await call(pass);
    } finally {
      pass.leave();
    }
    return 'WENT';
  }

  private async recordAnswer(
    request: PayoutRequested,
    report: Report,
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
    const provider = this.providerOf(request);
    const result = await this.parts.reports.record({
      payoutId,
      report,
      provider,
      evidence,
      cause,
      providerId,
    });
    if (result.ok) return;
    const claimed = CLAIMS[report.kind];
    await this.recordUnknown(request, `POLL_CONTRADICTS: ${result.refusal}`, true, { claimed, evidence });
  }

  private async send(state: Submitting, first: boolean, pass: Pass): Promise<void> {
    const { request, submissions } = state;
    const { payoutId } = request;
    this.unsent.delete(payoutId);
    const called = await this.providerOf(request).submit(orderOf(state, first));
    pass.leave(called);
    const { outcome } = called;
    this.calledAt.set(payoutId, this.parts.clock.now());
    await this.parts.exchanges.record(request, called, outcome.kind !== 'unknown');
    switch (outcome.kind) {
      case 'accepted':
        return this.recordAccepted(request, outcome);
      case 'declined':
        return this.recordDecline(request, outcome);
      case 'unknown':
        if (outcome.tokenRefused) this.tokenRefused.add(payoutId);
        if (outcome.sent) return this.recordUnknown(request, outcome.reason, false);
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
    const evidence = { kind: 'submission', answerHash } as const;
    if (!ours) {
      const refused = { claimed: 'ACCEPTED', evidence } as const;
      return this.recordUnknown(request, 'PROVIDER_ID_BELONGS_TO_ANOTHER_PAYOUT', true, refused);
    }
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

  private providerOf({ provider: name }: PayoutRequested): Provider {
    const provider = this.parts.providers.get(name);
    invariant(provider, `No provider ${name} is configured, but a payout goes through it`);
    return provider;
  }
}

const CLAIMS = { completed: 'COMPLETED', failed: 'FAILED', returned: 'RETURNED' } as const;

const needsPerson = (report: Report): boolean => report.kind === 'unclear' && report.needsPerson;
