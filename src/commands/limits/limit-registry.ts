import {
  applyingLimits,
  type ApplyingLimits,
  type KnownBook,
  type LimitedPayout,
} from '../../domain/limits/applying-limits';
import type { LimitScope } from '../../domain/limits/events';
import { limitBook } from '../../domain/limits/limit-book';
import type { RecordedEvent } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { StreamFollower, type FollowerParts } from '../../event-store/log/stream-follower';
import {
  isEventOf,
  LIMIT_SCOPES_STREAM,
  LIMITS_PREFIX,
  limitsStream,
  type LimitStreamEvent,
} from '../../event-store/stream-names';
import { Fault } from '../../shared/fault';
import { invariant } from '../../shared/invariant';

/** What a decision about a payout asks of the limits. */
export interface KnownLimits {
  /**
   * The limits for a payout at a time, RFC 3339; undefined where none was ever decided on for it.
   * @throws {Fault} the limits are not known: nothing is held meanwhile
   */
  applying(payout: LimitedPayout, at: string): ApplyingLimits | undefined;
}

/**
 * The limits as this process knows them. A process that is behind decides on older limits than another one. The account
 * remembers the versions on which it was decided, and never goes back behind them.
 */
export class LimitRegistry implements KnownLimits {
  private readonly books = new Map<LimitScope, KnownBook>();
  private readonly follower: StreamFollower;

  constructor(private readonly parts: FollowerParts) {
    this.follower = new StreamFollower(parts, {
      prefix: LIMITS_PREFIX,
      readHistory: () => this.readHistory(),
      take: event => this.take(event),
    });
  }

  get ready(): boolean {
    return this.follower.ready;
  }

  /** Follows the limits until the signal. Rejects only on what it must not go on after: then nothing is held any more. */
  follow(signal: AbortSignal): Promise<void> {
    return this.follower.follow(signal);
  }

  applying(payout: LimitedPayout, at: string): ApplyingLimits | undefined {
    if (!this.follower.ready) throw new Fault('event store', 'The limits have not been read yet');
    return applyingLimits(this.books, payout, at);
  }

  private async *readHistory(): AsyncIterable<RecordedEvent> {
    const { store } = this.parts;
    for await (const { body } of readEvents(store, LIMIT_SCOPES_STREAM))
      yield* readEvents(store, limitsStream(body.data.scope));
  }

  private take(event: RecordedEvent): void {
    if (!isEventOf(LIMITS_PREFIX, event) || event.streamId === LIMIT_SCOPES_STREAM) return;
    const scope = event.streamId.slice(LIMITS_PREFIX.length) as LimitScope;
    const { book, revision } = this.books.get(scope) ?? { book: limitBook.initial, revision: -1 };
    if (Number(event.revision) <= revision) return;
    invariant(Number(event.revision) === revision + 1, `An event of the limits of ${scope} is missing`);
    this.books.set(scope, { book: evolved(book, event.body), revision: Number(event.revision) });
  }
}

const evolved = (book: KnownBook['book'], body: LimitStreamEvent): KnownBook['book'] =>
  body.type === 'LimitScopeNamed' ? book : limitBook.evolve(book, body);
