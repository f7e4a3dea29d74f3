import type { NotificationEvent } from '../../domain/notification/events';
import type { EventStore } from '../../event-store/event-store';
import { appendEvents } from '../../event-store/append-events';
import { streamName } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { derivedId } from '../../shared/ids';
import type { Logger } from '../../shared/logging';
import type { ExchangeLog } from '../exchanges/exchange-log';
import type { ReportRecorder } from '../exchanges/report-recorder';
import type { UnrecordedExchanges } from '../exchanges/unrecorded-exchanges';
import type { AnswerRecorder } from './answer-recorder';
import type { UnrecordedAnswer } from './confirmation-query';
import type { DeliveryAges } from './deliveries/delivery-ages';
import { judgeConfirmation } from './judge-answer';
import type { ReadNotification } from './judge-notification';
import {
  quarantined,
  returnBeforeCompletion,
  READ_AGAIN,
  verdictEvent,
  type Applied,
  type ConfirmReport,
  type Judgement,
  type Quarantined,
  type ReadAgain,
  type RecordReport,
  type Verdict,
} from './notification-verdict';

export interface NotificationRecorderParts {
  readonly store: EventStore;
  readonly reports: ReportRecorder;
  readonly answers: AnswerRecorder;
  readonly exchanges: ExchangeLog;
  readonly ages: DeliveryAges;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Step 4 of 4. Records the provider's answer and the report, with the exchange in the first append, then the verdict. */
export class NotificationRecorder {
  constructor(private readonly parts: NotificationRecorderParts) {}

  /**
   * Records nothing and returns READ_AGAIN where the verdict would rest on what this process remembers, or where another
   * event has come to the notification's stream.
   * @throws {Fault} The event store does not answer; the whole way can be repeated.
   */
  async record(
    notification: ReadNotification,
    judgement: Judgement,
    answer: UnrecordedAnswer | undefined,
  ): Promise<Verdict | ReadAgain> {
    const conclude = () => this.conclude(notification, judgement, answer);
    const verdict = answer
      ? await this.parts.exchanges.conclude(answer.exchanges, conclude)
      : await conclude();
    if (verdict.kind === 'wait' || (verdict.kind === 'applied' && verdict.byPayout)) return verdict;
    // After a question the verdict rests on the provider's answer, and the answer may have changed the payout already.
    const restsOnMemory = !notification.isCurrent && judgement.kind !== 'confirm';
    if (verdict.kind === 'quarantined' && restsOnMemory) return READ_AGAIN;
    return (await this.recordVerdict(notification, verdict)) ? verdict : READ_AGAIN;
  }

  private async conclude(
    notification: ReadNotification,
    judgement: Judgement,
    answer: UnrecordedAnswer | undefined,
  ): Promise<Verdict> {
    const concluded =
      judgement.kind === 'confirm' ? await this.recordAnswer(notification, judgement, answer) : judgement;
    return concluded.kind === 'record'
      ? this.recordReport(notification, concluded, answer?.exchanges)
      : concluded;
  }

  private async recordAnswer(
    { provider, delivery }: ReadNotification,
    judgement: ConfirmReport,
    answer: UnrecordedAnswer | undefined,
  ): Promise<Verdict | RecordReport> {
    const confirmation = await this.parts.answers.record(provider, judgement.query, answer);
    return judgeConfirmation(judgement, confirmation, this.parts.ages.isLate(delivery));
  }

  /** The notification is the evidence. Where the provider has confirmed it, the exchange goes into the same append. */
  private async recordReport(
    notification: ReadNotification,
    { payoutId, report }: RecordReport,
    exchanges: UnrecordedExchanges | undefined,
  ): Promise<Verdict> {
    const { provider, delivery, parsed } = notification;
    const { eventId, streamId } = delivery;
    const evidence = { kind: 'notification', eventId, verdictOn: streamId } as const;
    const cause = { causationId: eventId, correlationId: payoutId, actor: `provider:${provider.name}` };
    const { providerId } = parsed;
    const recorded = await this.parts.reports.record({
      payoutId,
      report,
      provider,
      evidence,
      cause,
      providerId,
      ...(exchanges && { exchanges }),
    });
    if (recorded.ok) {
      const byPayout = recorded.value.appliedNotifications.includes(eventId);
      return { kind: 'applied', payoutId, byPayout };
    }
    if (recorded.refusal !== 'PAYOUT_NOT_COMPLETED') return quarantined(payoutId, recorded.refusal);
    return returnBeforeCompletion(payoutId, this.parts.ages.isLate(delivery));
  }

  /** Returns false when another event has come to the stream: a verdict of another process, or another delivery. */
  private async recordVerdict(
    { delivery, revision }: ReadNotification,
    verdict: Applied | Quarantined,
  ): Promise<boolean> {
    const { logger } = this.parts;
    const { streamId, eventId } = delivery;
    const { payoutId } = verdict;
    if (verdict.kind === 'quarantined')
      logger.warn({ notification: streamId, payoutId, reason: verdict.reason }, 'notification quarantined');
    const causationId = derivedId('apply', eventId);
    const cause = { causationId, correlationId: payoutId ?? streamId, actor: 'saga' };
    const stream = streamName<NotificationEvent>(streamId);
    const result = await appendEvents(this.parts, stream, revision, [verdictEvent(eventId, verdict)], cause);
    return result.ok;
  }
}
