import type { AccountEvent } from '../../domain/account/events';
import type { CaseEvent } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { NotificationEvent } from '../../domain/notification/events';
import { payoutVerdict } from '../../domain/notification/payout-verdict';
import type { PayoutEvent } from '../../domain/payout/events';
import type { RecordedEvent } from '../../event-store/event-store';
import {
  ACCOUNT_PREFIX,
  CASE_PREFIX,
  isEventOf,
  NOTIFICATION_PREFIX,
  PAYOUT_PREFIX,
} from '../../event-store/stream-names';
import { caseFor } from '../cases/case-policy';
import { payoutToWake } from '../payouts/payout.process';
import { workItemOf, type WorkItem } from '../work-item';
import type { ExpectedEffect } from './expected-effect';
import type { UnfinishedWork } from './unfinished-work';

/**
 * Notes what each event leaves unfinished, in the order of the events. An outcome is finished when the account's own event
 * shows it, also when another process wrote that event. Every other item is finished by a step of the saga.
 */
export class EventTracker {
  constructor(
    private readonly unfinished: UnfinishedWork,
    /** Called when an event has finished the item: what this process remembers of it can be forgotten. */
    private readonly onFinished: (item: WorkItem) => void,
  ) {}

  /** Returns the items to work on at once. */
  track(event: RecordedEvent): WorkItem[] {
    const { streamId, revision } = event;
    const items = this.trackStream(event);
    if (!caseFor(event)) return items;
    const opening = { kind: 'opening', streamId, revision } as const;
    this.unfinished.markForWork(opening);
    return [...items, opening];
  }

  private trackStream(event: RecordedEvent): WorkItem[] {
    if (isEventOf(ACCOUNT_PREFIX, event)) return this.trackAccount(event.body);
    const item = workItemOf(event.streamId);
    if (isEventOf(NOTIFICATION_PREFIX, event)) return this.trackNotification(item, event);
    if (isEventOf(CASE_PREFIX, event)) return this.trackCase(item, event.body);
    return isEventOf(PAYOUT_PREFIX, event) ? this.trackPayout(item, event.body) : [];
  }

  private trackNotification(item: WorkItem, { id, body }: RecordedEvent<NotificationEvent>): WorkItem[] {
    if (body.type !== 'ProviderNotificationReceived') {
      this.finishDelivery(item, body.data.receivedEventId);
      return [];
    }
    this.unfinished.expectDelivery(item, id);
    return [item];
  }

  private finishDelivery(item: WorkItem, receivedEventId: string): void {
    if (!this.unfinished.has(item)) return;
    this.unfinished.finishDelivery(item, receivedEventId);
    if (!this.unfinished.has(item)) this.onFinished(item);
  }

  /** The saga carries out a confirmed decision. Until then the case waits for people, not for the saga. */
  private trackCase(item: WorkItem, event: CaseEvent): WorkItem[] {
    if (event.type === 'CaseResolved') this.unfinished.finish(item);
    if (event.type !== 'CaseDecisionConfirmed') return [];
    this.unfinished.markForWork(item);
    return [item];
  }

  private trackPayout(item: WorkItem, event: PayoutStreamEvent): WorkItem[] {
    // An exchange leaves nothing unfinished. What rests on it is the next event of the same append.
    if (event.type === 'ProviderExchanged') return [];
    const verdict = payoutVerdict(event);
    if (verdict) this.finishDelivery(workItemOf(verdict.streamId), verdict.receivedEventId);
    const effect = effectExpectedBy(event);
    if (effect) this.unfinished.expectEffect(item, effect);
    else this.unfinished.markForWork(item);
    return payoutToWake(event) === undefined ? [] : [item];
  }

  private trackAccount(event: AccountEvent): WorkItem[] {
    switch (event.type) {
      case 'FundsHeld':
      case 'HoldRefused': {
        const item = payoutItem(event.data.payoutId);
        this.unfinished.markForWork(item, { answered: true });
        return [item];
      }
      case 'HoldCaptured':
        return this.trackEffect(event.data.payoutId, captureWith(event.data.feeAmountMinor));
      case 'HoldReleased':
        return this.trackEffect(event.data.payoutId, RELEASE);
      case 'FundsReturned':
        return this.trackEffect(event.data.payoutId, { kind: 'return', returnId: event.data.returnId });
      case 'ReleaseReversed':
        return this.trackReversal(event.data.payoutId, captureWith(event.data.feeAmountMinor));
      case 'CaptureReversed':
        return this.trackReversal(event.data.payoutId, RELEASE);
      case 'DepositRequested':
      case 'DepositApproved':
      case 'DepositApprovalRejected':
      case 'DepositApprovalExpired':
        return this.trackDeposit(event);
      default:
        return [];
    }
  }

  /** It is unfinished while it waits, and its end is an event of the account. */
  private trackDeposit({ type, data }: DepositWait): WorkItem[] {
    const { accountId, depositId } = data;
    const item = { kind: 'deposit', accountId, depositId } as const;
    const isWaiting = type === 'DepositRequested' || (type === 'DepositApproved' && data.approval < data.of);
    if (isWaiting) this.unfinished.markForWork(item);
    else this.unfinished.finish(item);
    return type === 'DepositRequested' ? [item] : [];
  }

  private trackEffect(payoutId: string, effect: ExpectedEffect): WorkItem[] {
    this.isExpected(payoutId, effect);
    return [];
  }

  /**
   * Another process can settle an old outcome after a decision has replaced it. Its reversal is unexpected here, so the
   * saga drives the payout again.
   */
  private trackReversal(payoutId: string, effect: ExpectedEffect): WorkItem[] {
    if (this.isExpected(payoutId, effect)) return [];
    const item = payoutItem(payoutId);
    this.unfinished.markForWork(item);
    return [item];
  }

  private isExpected(payoutId: string, effect: ExpectedEffect): boolean {
    const item = payoutItem(payoutId);
    const expected = this.unfinished.effectSeen(item, effect);
    if (expected && !this.unfinished.has(item)) this.onFinished(item);
    return expected;
  }
}

type DepositWait = Extract<
  AccountEvent,
  {
    type: 'DepositRequested' | 'DepositApproved' | 'DepositApprovalRejected' | 'DepositApprovalExpired';
  }
>;

const RELEASE: ExpectedEffect = { kind: 'release' };
const captureWith = (feeAmountMinor: bigint): ExpectedEffect => ({ kind: 'capture', feeAmountMinor });
const payoutItem = (payoutId: string): WorkItem => ({ kind: 'payout', payoutId });

/** What must appear before the payout is finished; undefined when only the payout's own steps finish it. */
function effectExpectedBy(event: PayoutEvent): ExpectedEffect | undefined {
  switch (event.type) {
    case 'PayoutCompleted':
      return captureWith(event.data.feeAmountMinor);
    case 'PayoutApprovalRejected':
    case 'PayoutApprovalExpired':
    case 'PayoutFailed':
      return RELEASE;
    case 'PayoutReturned':
      return { kind: 'return', returnId: event.data.returnId };
    case 'PayoutOutcomeUnknown':
      // The case of this event is closed with the outcome, and no account event shows that.
      return event.data.needsPerson ? { kind: 'case' } : undefined;
    case 'PayoutOutcomeContradicted': {
      // Another acceptance is polled until it ends, also after the account has settled the payout.
      const { claimed, providerId } = event.data;
      return claimed === 'ACCEPTED' && providerId ? { kind: 'acceptance', providerId } : undefined;
    }
    default:
      return undefined;
  }
}
