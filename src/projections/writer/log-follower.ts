import { comparePositions, formatPosition, type EventStore } from '../../event-store/event-store';
import { ForeignLog } from '../../event-store/log/log-mark';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import { inBatches } from '../engine/batches';
import { readCheckpoints } from '../engine/checkpoints';
import { prefixesOf } from '../engine/projection';
import type { Database } from '../schema';
import { lockCheckpoints } from './checkpoint-moves';
import { clearReadModel } from './clear-read-model';
import { GroupWriter, type OnApplied } from './group-writer';
import { GroupPace } from './group-pace';
import { findForeign } from './log-proof';
import type { ModelProgress } from './model-progress';
import type { ForeignLogRule } from './projection-status';

export interface LogFollowerParts {
  readonly eventStore: Pick<EventStore, 'subscribe'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What to do where the event store holds another log than a read model was built from; `rebuild` unless given. */
  readonly onForeignLog?: ForeignLogRule;
  /** Told when the event store is replaced by another one after this process had begun. */
  readonly onReplaced?: () => void;
  /** Told of the events that this process has applied. */
  readonly onApplied?: OnApplied;
}

/** Items of a group at most: one SQL transaction applies a group. */
const GROUP_LIMIT = 500;
/** The same before the end of history was reached. Nothing waits for such a group, and larger ones cost less by event. */
const CATCH_UP_LIMIT = 2_000;
/** How often a held checkpoint is tried again while no event comes, in milliseconds. */
const HELD_RETRY_MS = 250;

/**
 * Feeds the read models from one subscription. They can be at different places: after a rebuild, or when one was held. The
 * subscription begins at the place furthest behind, and each passes over what it has.
 */
export class LogFollower {
  private readonly streamPrefixes: readonly string[];
  private readonly groups: GroupWriter;

  constructor(
    private readonly parts: LogFollowerParts,
    private readonly models: readonly ModelProgress[],
    private readonly onProgress: () => void,
  ) {
    this.streamPrefixes = [...new Set(models.flatMap(({ projection }) => prefixesOf(projection)))];
    const { clock, logger, onApplied } = parts;
    this.groups = new GroupWriter({ clock, logger, onCommit: onProgress, onApplied });
  }

  /**
   * Follows the log until the signal aborts, or a read model has to begin somewhere else: then it is to be called again.
   * @throws {Fault} the database or the event store is away
   */
  async follow(connection: Database, ending: AbortSignal): Promise<void> {
    await this.loadCheckpoints(connection);
    try {
      if (await this.leaveForeign(connection, this.besideFirst(), ending)) return;
      await this.writeGroups(connection, ending);
    } catch (error) {
      if (!(error instanceof ForeignLog)) throw error;
      await this.leaveForeign(connection, this.live(), ending);
    }
  }

  private live(): ModelProgress[] {
    return this.models.filter(({ isEnded }) => !isEnded);
  }

  /** The read model furthest behind. */
  private first(): ModelProgress {
    return this.live().reduce((first, model) => (isBefore(model, first) ? model : first));
  }

  /** Those whose marks the subscription does not prove when it begins. */
  private besideFirst(): ModelProgress[] {
    const first = this.first();
    return this.live().filter(({ mark }) => mark?.eventId !== first.mark?.eventId);
  }

  /** Where the last writer left off. A place before which no event was applied proves nothing: it is begun again. */
  private async loadCheckpoints(connection: Database): Promise<void> {
    const live = this.live();
    const names = live.map(({ name }) => name);
    const checkpoints = await readCheckpoints(connection, names);
    for (const model of live) {
      model.resumeAt(checkpoints.get(model.name));
      if (model.position && !model.mark) await this.beginAgain(connection, model);
    }
    this.onProgress();
  }

  private async writeGroups(connection: Database, ending: AbortSignal): Promise<void> {
    const { eventStore, clock } = this.parts;
    const { streamPrefixes } = this;
    const { position: after, mark } = this.first();
    for (const model of this.live()) model.readsAfter(after);
    const subscribe = (signal: AbortSignal) => eventStore.subscribe({ after, mark, streamPrefixes, signal });
    const pace = new GroupPace(clock);
    const patience = { gatherMs: () => pace.gatherMs, clock };
    const idleMs = () => (this.heldModels().length > 0 ? HELD_RETRY_MS : undefined);
    const limit = () => (this.live().every(({ isCaughtUp }) => isCaughtUp) ? GROUP_LIMIT : CATCH_UP_LIMIT);
    for await (const items of inBatches(subscribe, { limit, patience, idleMs }, ending)) {
      if (items.length > 0) this.onLogConfirmed();
      await pace.time(() => this.groups.write(connection, this.live(), items));
      if (this.live().length === 0 || (await this.canHeldGoOn(connection))) return;
    }
  }

  private heldModels(): ModelProgress[] {
    return this.live().filter(({ isHeld }) => isHeld);
  }

  private async canHeldGoOn(connection: Database): Promise<boolean> {
    const names = this.heldModels().map(({ name }) => name);
    if (names.length === 0) return false;
    const places = await lockCheckpoints(connection, names);
    return names.some(name => places.get(name) !== 'held');
  }

  /** The event store answers, and holds the log that the read models were built from. */
  private onLogConfirmed(): void {
    for (const model of this.live()) {
      if (model.state === 'writing') continue;
      model.stands('writing');
      const at = model.position ? formatPosition(model.position) : 'beginning';
      this.parts.logger.info({ projection: model.name, position: at }, 'Projection writes');
    }
  }

  /** Where the log does not hold the mark, what stands in the tables rests on events that are not there. */
  private async leaveForeign(
    connection: Database,
    models: readonly ModelProgress[],
    ending: AbortSignal,
  ): Promise<boolean> {
    const foreign = await findForeign(this.parts.eventStore, models, this.streamPrefixes, ending);
    for (const model of models) if (model.mark && !foreign.has(model)) model.isProved = true;
    if ([...foreign.keys()].some(({ isProved }) => isProved)) this.parts.onReplaced?.();
    for (const [model, error] of foreign) await this.leave(connection, model, error);
    return foreign.size > 0;
  }

  private async leave(connection: Database, model: ModelProgress, { message }: ForeignLog): Promise<void> {
    const { logger, clock, onForeignLog = 'rebuild' } = this.parts;
    model.foreignLogs += 1;
    model.isCaughtUp = false;
    model.isProved = false;
    if (onForeignLog === 'refuse') {
      logger.error({ projection: model.name }, message);
      return model.fails(message, clock.now(), 'refused');
    }
    logger.error({ projection: model.name }, `Projection begins again from nothing: ${message}`);
    model.isRebuilding = true;
    await this.beginAgain(connection, model);
  }

  private async beginAgain(connection: Database, model: ModelProgress): Promise<void> {
    await clearReadModel(connection, model.name);
    model.resumeAt(undefined);
  }
}

function isBefore(left: ModelProgress, right: ModelProgress): boolean {
  if (!right.position) return false;
  return !left.position || comparePositions(left.position, right.position) < 0;
}
