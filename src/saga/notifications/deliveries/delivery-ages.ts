import type { Clock } from '../../../shared/clock';
import { backoffMs } from '../../backoff';
import { MonotonicTimes } from '../../monotonic-times';
import type { Delivery } from './pending-deliveries';

export interface DeliveryTiming {
  /** How long a delivery may wait before it is quarantined, in milliseconds. */
  readonly unknownReferenceMs: number;
  /** The shortest time between two tries, in milliseconds. */
  readonly retryMs: number;
}

/** How long deliveries wait, and when each is tried again. */
export class DeliveryAges {
  private readonly times: MonotonicTimes;

  constructor(
    private readonly clock: Clock,
    private readonly timing: DeliveryTiming,
  ) {
    this.times = new MonotonicTimes(clock);
  }

  /** Whether the delivery has waited as long as a delivery may wait. */
  isLate(delivery: Delivery): boolean {
    const ageMs = this.clock.now().getTime() - this.receivedAt(delivery).getTime();
    return ageMs >= this.timing.unknownReferenceMs;
  }

  /** The longer a delivery waits, the longer is the time until the next try. */
  nextTry(delivery: Delivery): Date {
    const now = this.clock.now();
    const waitMs = backoffMs({ now, since: this.receivedAt(delivery) }, this.timing.retryMs);
    return new Date(now.getTime() + waitMs);
  }

  forget(streamId: string): void {
    this.times.forget(streamId);
  }

  private receivedAt({ streamId, receivedAt }: Delivery): Date {
    return this.times.notInFuture(streamId, receivedAt);
  }
}
