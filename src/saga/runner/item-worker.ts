import type { RecordedEvent } from '../../event-store/event-store';
import { isEventOf, NOTIFICATION_PREFIX } from '../../event-store/stream-names';
import { Fault } from '../../shared/fault';
import { unreachable } from '../../shared/invariant';
import type { DepositExpiry } from '../accounts/deposit-expiry';
import type { CaseExecutor } from '../cases/case-executor';
import type { CaseOpener } from '../cases/case-opener';
import type { ApplyProgress, NotificationApplier } from '../notifications/notification-applier';
import type { PayoutDriver, Progress } from '../payouts/payout-driver';
import type { WorkItem } from '../work-item';

export interface ItemWorkerParts {
  readonly driver: PayoutDriver;
  readonly applier: NotificationApplier;
  readonly caseOpener: CaseOpener;
  readonly executor: CaseExecutor;
  readonly deposits: DepositExpiry;
}

/** Takes one work item as far as it can go now. Each kind of item has one part that works on it. */
export class ItemWorker {
  constructor(
    private readonly parts: ItemWorkerParts,
    /** Called when a payout must be driven because a notification waits for it. */
    private readonly wakePayout: (item: WorkItem) => void,
  ) {}

  /**
   * `answered`: the account is known to have held the funds, or to have refused to.
   * @throws {Fault} The event store does not answer; the caller works on the item again later.
   */
  async work(item: WorkItem, answered: boolean): Promise<Progress> {
    const { driver, applier, caseOpener, executor, deposits } = this.parts;
    switch (item.kind) {
      case 'payout':
        return driver.drive(item.payoutId, answered);
      case 'notification':
        return this.afterNotification(await applier.apply(item.streamId));
      case 'decision':
        await executor.execute(item.caseId);
        return 'done';
      case 'opening':
        await caseOpener.openForEvent(item.streamId, item.revision);
        return 'done';
      case 'deposit':
        return deposits.expire(item.accountId, item.depositId);
      case 'unknown':
        throw new Fault('event store', `This version does not know the work item ${item.text}`);
      default:
        return unreachable(item);
    }
  }

  /** Takes note of an event that the saga has seen, so that its item needs no read for it. */
  note(event: RecordedEvent): void {
    if (isEventOf(NOTIFICATION_PREFIX, event)) this.parts.applier.note(event);
  }

  /** Forgets what this process remembers of an item that an event has finished. */
  forget(item: WorkItem): void {
    if (item.kind === 'payout') this.parts.driver.forget(item.payoutId);
    if (item.kind === 'notification') this.parts.applier.forget(item.streamId);
  }

  /** A notification can wait for the outcome of its payout: the saga polls the payout at once. */
  private afterNotification(progress: ApplyProgress): Progress {
    if (progress === 'done' || progress.payoutToPoll === null) return progress;
    this.parts.driver.pollSoon(progress.payoutToPoll);
    this.wakePayout({ kind: 'payout', payoutId: progress.payoutToPoll });
    return progress;
  }
}
