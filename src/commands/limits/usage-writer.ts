import type { UsageEvent } from '../../domain/limits/events';
import { sharedUsage, type SharedUsage, type UsageCommand } from '../../domain/limits/shared-usage';
import type { ChangeParts, Order } from '../../event-store/change';
import { changeKnown, KnownStreams } from '../../event-store/known-streams';
import type { StreamDecider } from '../../event-store/load';
import { usageStream } from '../../event-store/stream-names';
import { type Cause } from '../../event-store/new-events';
import type { Result } from '../../shared/result';

type UsageResult = Result<SharedUsage, 'LIMITS_OUTDATED'>;

interface QueuedOrder extends Order<UsageCommand> {
  resolve(result: UsageResult): void;
  reject(error: unknown): void;
}

/** A payout gets one answer of a stream, and gives a share back once. */
const usageDecider: StreamDecider<SharedUsage, UsageCommand, UsageEvent, 'LIMITS_OUTDATED'> = {
  ...sharedUsage,
  eventIds: 'PER_CAUSE',
};

/** Of clients and payees that are paid for now: a day's stream is soon over. */
const MAX_KNOWN = 1_000;
const MAX_BATCH = 200;

/**
 * The one way to change a usage stream in this process. Orders that arrive during an append wait, and are appended
 * together; the expected revision keeps the stream right beside other processes.
 */
export class UsageWriter {
  private readonly known = new KnownStreams<SharedUsage, UsageEvent>(usageDecider, MAX_KNOWN);
  private readonly queues = new Map<string, QueuedOrder[]>();

  constructor(private readonly parts: ChangeParts) {}

  /** @throws {Fault} the event store is away, or its answer was lost: repeat it, it takes effect once */
  execute(command: UsageCommand, cause: Cause): Promise<UsageResult> {
    return new Promise((resolve, reject) => {
      const order = { command, cause, resolve, reject };
      const queue = this.queues.get(command.usage);
      if (queue) return void queue.push(order);
      const begun = [order];
      this.queues.set(command.usage, begun);
      void this.run(command.usage, begun);
    });
  }

  private async run(usage: string, queue: QueuedOrder[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      try {
        const { decisions } = await changeKnown(
          this.parts,
          this.known,
          usageDecider,
          usageStream(usage),
          batch,
        );
        batch.forEach(({ resolve }, index) => resolve(decisions[index]!));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.queues.delete(usage);
  }
}
