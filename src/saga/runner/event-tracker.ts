import type { AccountEvent } from '../../domain/account/events';
import type { CaseEvent } from '../../domain/case/events';
import type { NotificationEvent } from '../../domain/notification/events';
import type { PayoutEvent } from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import {
  CASE_PREFIX,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
  payoutStream,
} from '../../event-store/stream-names';
import { caseFor } from '../cases/case-policy';
import { cueOf } from '../payouts/payout.process';
import type { UnfinishedWork } from './unfinished-work';

/** Work on an event that opens a case: `cause:<stream>@<revision>`. The event is on disk, so its place is enough. */
const CAUSE_PREFIX = 'cause:';

const RELEASE = 'release';
const DOUBT = 'doubt';
const captureOf = (fee: bigint): string => `capture:${fee}`;
const returnOf = (returnId: string): string => `return:${returnId}`;
const isOutcome = (debt: string): boolean => debt === RELEASE || debt.startsWith('capture:');

export interface CausePlace {
  readonly streamId: string;
  readonly revision: bigint;
}

/** The event that a piece of work is to open a case for; undefined for other work. */
export function causePlaceOf(work: string): CausePlace | undefined {
  if (!work.startsWith(CAUSE_PREFIX)) return undefined;
  const at = work.lastIndexOf('@');
  return { streamId: work.slice(CAUSE_PREFIX.length, at), revision: BigInt(work.slice(at + 1)) };
}

/**
 * Notes for every event what is unfinished with it, in the order of the events. What an outcome demands of the account
 * is finished when the account's own event says so, whoever brought it about; everything else by being worked on.
 */
export class EventTracker {
  constructor(
    private readonly unfinished: UnfinishedWork,
    /** The payout was settled by somebody else. */
    private readonly settled: (payoutId: string) => void,
  ) {}

  /** What is to be worked on at once. */
  track(event: RecordedEvent): string[] {
    const { streamId, revision } = event;
    const due = this.trackStream(event);
    if (!caseFor(event)) return due;
    const cause = `${CAUSE_PREFIX}${streamId}@${revision}`;
    this.unfinished.cue(cause);
    return [...due, cause];
  }

  private trackStream({ streamId, body }: RecordedEvent): string[] {
    if (streamId.startsWith(NOTIFICATION_PREFIX))
      return this.trackNotification(streamId, body as NotificationEvent);
    if (streamId.startsWith(CASE_PREFIX)) return this.trackCase(streamId, body as CaseEvent);
    if (streamId.startsWith(PAYOUT_PREFIX)) return this.trackPayout(streamId, body as PayoutEvent);
    return this.trackAccount(body as AccountEvent);
  }

  private trackNotification(streamId: string, event: NotificationEvent): string[] {
    if (event.type !== 'ProviderNotificationReceived') {
      this.unfinished.settleDelivery(streamId);
      return [];
    }
    this.unfinished.expectDelivery(streamId);
    return [streamId];
  }

  /** A decision that is final is to be carried out; until then a case waits for people, not for us. */
  private trackCase(streamId: string, event: CaseEvent): string[] {
    if (event.type === 'CaseResolved') this.unfinished.finish(streamId);
    if (event.type !== 'CaseDecisionConfirmed') return [];
    this.unfinished.cue(streamId);
    return [streamId];
  }

  private trackPayout(streamId: string, event: PayoutEvent): string[] {
    switch (event.type) {
      case 'PayoutCompleted':
        this.unfinished.owe(streamId, captureOf(event.data.feeAmountMinor), isOutcome);
        break;
      case 'PayoutFailed':
        this.unfinished.owe(streamId, RELEASE, isOutcome);
        break;
      case 'PayoutReturned':
        this.unfinished.owe(streamId, returnOf(event.data.returnId));
        break;
      case 'PayoutOutcomeUnknown':
        // The case that stands for it is closed with the outcome, and no event of the account tells of that.
        if (event.data.needsPerson) this.unfinished.owe(streamId, DOUBT);
        else this.unfinished.cue(streamId);
        break;
      case 'PayoutOutcomeContradicted': {
        // Asked about until it has ended, whatever the account says of the payout meanwhile.
        const { claimed, providerId } = event.data;
        if (claimed === 'ACCEPTED' && providerId) this.unfinished.owe(streamId, `acceptance:${providerId}`);
        else this.unfinished.cue(streamId);
        break;
      }
      default:
        this.unfinished.cue(streamId);
    }
    return cueOf(event) === undefined ? [] : [streamId];
  }

  private trackAccount(event: AccountEvent): string[] {
    switch (event.type) {
      case 'FundsHeld':
      case 'HoldRefused': {
        const stream = payoutStream(event.data.payoutId);
        this.unfinished.cue(stream, { answered: true });
        return [stream];
      }
      case 'HoldCaptured':
        return this.paid(event.data.payoutId, captureOf(event.data.feeAmountMinor));
      case 'HoldReleased':
        return this.paid(event.data.payoutId, RELEASE);
      case 'FundsReturned':
        return this.paid(event.data.payoutId, returnOf(event.data.returnId));
      case 'ReleaseReversed':
        return this.reversed(event.data.payoutId, captureOf(event.data.feeAmountMinor));
      case 'CaptureReversed':
        return this.reversed(event.data.payoutId, RELEASE);
      default:
        return [];
    }
  }

  private paid(payoutId: string, debt: string): string[] {
    const stream = payoutStream(payoutId);
    if (this.unfinished.pay(stream, debt) && !this.unfinished.has(stream)) this.settled(payoutId);
    return [];
  }

  /**
   * A reversal that nobody waited for may be the work of somebody who had read an outcome that has been replaced since:
   * the payout is looked at again.
   */
  private reversed(payoutId: string, debt: string): string[] {
    const stream = payoutStream(payoutId);
    if (this.unfinished.pay(stream, debt)) {
      if (!this.unfinished.has(stream)) this.settled(payoutId);
      return [];
    }
    this.unfinished.cue(stream);
    return [stream];
  }
}
