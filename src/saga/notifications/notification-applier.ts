import type { NotificationEvent } from '../../domain/notification/events';
import type { RecordedEvent } from '../../event-store/event-store';
import type { Clock } from '../../shared/clock';
import { AnswerRecorder, type AnswerRecorderParts } from './answer-recorder';
import { DeliveryAges, type DeliveryTiming } from './deliveries/delivery-ages';
import { FirstDeliveries } from './deliveries/first-deliveries';
import { judgeNotification, type ReadNotification } from './judge-notification';
import { NotificationReader, type ReaderParts } from './notification-reader';
import { NotificationRecorder } from './notification-recorder';
import type { Applied, Judgement, Quarantined, ReadAgain, Verdict } from './notification-verdict';
import type { Delivery } from './deliveries/pending-deliveries';
import { ProviderConfirmation, type ConfirmationParts } from './provider-confirmation';

export interface ApplierParts {
  readonly reader: NotificationReader;
  readonly confirmation: ProviderConfirmation;
  readonly recorder: NotificationRecorder;
  readonly ages: DeliveryAges;
  readonly firstDeliveries: FirstDeliveries;
  readonly clock: Clock;
  /** Milliseconds. No call to a provider takes longer. */
  readonly callMs: number;
  /** Told of each verdict. It cannot fail. */
  readonly onJudged?: OnJudged | undefined;
}

export type OnJudged = (delivery: Delivery, verdict: Applied | Quarantined) => void;

/** Either every delivery has a verdict, or one waits. `payoutToPoll` is the payout that the saga polls meanwhile. */
export type ApplyProgress = 'done' | { readonly again: Date; readonly payoutToPoll: string | null };

/** Makes each stored notification take effect at most once. What can't be applied is quarantined, never dropped. */
export class NotificationApplier {
  constructor(private readonly parts: ApplierParts) {}

  /** @throws {Fault} The event store does not answer; the caller applies the notification again later. */
  async apply(streamId: string): Promise<ApplyProgress> {
    for (let next = await this.read(streamId); next; next = await this.read(streamId)) {
      const verdict = await this.applyDelivery(next);
      if (verdict === 'READ_AGAIN') this.parts.firstDeliveries.forget(streamId);
      else if (verdict.kind === 'wait')
        return { again: this.parts.ages.nextTry(next.delivery), payoutToPoll: verdict.payoutToPoll };
      else this.parts.onJudged?.(next.delivery, verdict);
      // Another delivery of the stream would be an event of its own: it makes the notification unfinished again.
      if (verdict !== 'READ_AGAIN' && !next.isCurrent) break;
    }
    this.forget(streamId);
    return 'done';
  }

  /** Takes note of an event in a notification's stream, so that a first delivery needs no read. */
  note(event: RecordedEvent<NotificationEvent>): void {
    this.parts.firstDeliveries.note(event);
  }

  /** Forgets what this process remembers of a notification whose deliveries have verdicts. */
  forget(streamId: string): void {
    this.parts.ages.forget(streamId);
    this.parts.firstDeliveries.forget(streamId);
  }

  private async read(streamId: string): Promise<ReadNotification | undefined> {
    const { reader, firstDeliveries } = this.parts;
    const first = firstDeliveries.get(streamId);
    return first ? reader.complete(first, false) : reader.read(streamId);
  }

  /** The way of a delivery: read (above), judge, ask, record. */
  private async applyDelivery(read: ReadNotification): Promise<Verdict | ReadAgain> {
    const { confirmation, recorder, reader } = this.parts;
    const known = this.judge(read);
    if (mayRestOnMemory(known)) return recorder.record(read, known, undefined);
    const notification = await reader.withCurrentPayout(read);
    const judgement = this.judge(notification);
    const answer =
      judgement.kind === 'confirm' ? await confirmation.ask(notification, judgement.query) : undefined;
    return recorder.record(notification, judgement, answer);
  }

  private judge(notification: ReadNotification): Judgement {
    const { ages, clock, callMs } = this.parts;
    const situation = { now: clock.now(), isLate: ages.isLate(notification.delivery), callMs };
    return judgeNotification(notification, situation);
  }
}

/** What refuses, waits or asks the provider rests on a read; what records begins with an append. */
const mayRestOnMemory = ({ kind }: Judgement): boolean => kind === 'record' || kind === 'applied';

type CreateParts = ReaderParts &
  AnswerRecorderParts &
  DeliveryTiming &
  Omit<ConfirmationParts, 'providers'> & {
    readonly gated: ConfirmationParts['providers'];
    readonly callMs: number;
    readonly onJudged?: OnJudged | undefined;
  };

/** Puts the four steps together. */
export function createNotificationApplier(parts: CreateParts): NotificationApplier {
  const ages = new DeliveryAges(parts.clock, parts);
  return new NotificationApplier({
    reader: new NotificationReader(parts),
    confirmation: new ProviderConfirmation({ ...parts, providers: parts.gated }),
    recorder: new NotificationRecorder({ ...parts, answers: new AnswerRecorder(parts), ages }),
    ages,
    firstDeliveries: new FirstDeliveries(),
    clock: parts.clock,
    callMs: parts.callMs,
    onJudged: parts.onJudged,
  });
}
