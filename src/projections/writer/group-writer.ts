import type { RecordedEvent, SubscriptionItem } from '../../event-store/event-store';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import type { Logger } from '../../shared/logging';
import type { Database } from '../schema';
import { commitGroup } from './group-commit';
import type { GroupShare, ModelProgress } from './model-progress';
import { PoisonEvent } from './projection-status';

/** The events, each once, however many read models have applied it. */
export type OnApplied = (events: readonly RecordedEvent[]) => void;

export interface GroupWriterParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told after every commit. */
  readonly onCommit: () => void;
  /** Told of the events that a commit has applied. */
  readonly onApplied?: OnApplied | undefined;
}

/**
 * Writes groups of events into the read models. What one of them cannot apply parks that one, just before the event, and
 * is no matter of the others.
 */
export class GroupWriter {
  constructor(private readonly parts: GroupWriterParts) {}

  /**
   * Applies the items to those that have not applied them yet.
   * @throws {Fault} the database is away: each read model has applied a group, or has not
   * @throws {ForeignLog} the log does not hold what one of them was built from
   */
  async write(
    connection: Database,
    models: readonly ModelProgress[],
    items: readonly SubscriptionItem[],
  ): Promise<void> {
    const shares = models.flatMap(model => (model.isHeld ? [] : (model.shareOf(items) ?? [])));
    for (const { progress, events } of shares) progress.waitingSince = events[0]?.recordedAt;
    if (shares.length > 0) await this.commitOrIsolate(connection, shares);
    if (items.some(({ kind }) => kind === 'caught_up')) models.forEach(noteCaughtUp);
  }

  /** All at once; where that fails one read model after the other, so that only the one at fault stands still. */
  private async commitOrIsolate(connection: Database, shares: readonly GroupShare[]): Promise<void> {
    try {
      await this.commit(connection, shares);
    } catch (error) {
      if (error instanceof Fault) throw error;
      for (const share of shares) await this.commitOrPark(connection, share);
    }
  }

  /** The whole share at once; where that fails one event after the other, so that all before the bad one takes effect. */
  private async commitOrPark(connection: Database, share: GroupShare): Promise<void> {
    try {
      await this.commit(connection, [share]);
    } catch (error) {
      if (error instanceof Fault || share.events.length === 0) throw error;
      await this.applyUpToPoison(connection, share);
    }
  }

  private async applyUpToPoison(connection: Database, { progress, events }: GroupShare): Promise<void> {
    for (const event of events) {
      if (progress.isHeld) return;
      progress.waitingSince = event.recordedAt;
      try {
        await this.commit(connection, [{ progress, events: [event], end: event.position }]);
      } catch (error) {
        if (error instanceof Fault) throw error;
        return this.park(progress, new PoisonEvent(progress.name, event, error));
      }
    }
  }

  private park(progress: ModelProgress, { message }: PoisonEvent): void {
    this.parts.logger.error({ projection: progress.name }, message);
    progress.fails(message, this.parts.clock.now(), 'parked');
  }

  private async commit(connection: Database, shares: readonly GroupShare[]): Promise<void> {
    await commitGroup(connection, shares, this.parts.clock.now());
    this.parts.onCommit();
    this.parts.onApplied?.(eventsOf(shares));
  }
}

function noteCaughtUp(model: ModelProgress): void {
  if (model.isHeld || model.isEnded) return;
  model.isCaughtUp = true;
  model.isRebuilding = false;
}

const eventsOf = (shares: readonly GroupShare[]): readonly RecordedEvent[] => [
  ...new Map(shares.flatMap(({ events }) => events).map(event => [event.id, event])).values(),
];
