import { rulesFor, type ApprovalSubject, type StandingRule } from '../../domain/approval/demand';
import type { ApprovalRuleEvent } from '../../domain/approval/events';
import {
  approvalRules,
  standingRules,
  type ApprovalRules,
  type DecideRule,
  type RuleRefusal,
} from '../../domain/approval/rules';
import { change, type ChangeParts } from '../../event-store/change';
import type { RecordedEvent } from '../../event-store/event-store';
import { emptyStream, load, type Loaded } from '../../event-store/load';
import { StreamFollower, type FollowerParts } from '../../event-store/log/stream-follower';
import { readEvents } from '../../event-store/read-events';
import type { Cause } from '../../event-store/new-events';
import { APPROVAL_RULES_STREAM } from '../../event-store/stream-names';
import type { Result } from '../../shared/result';

/**
 * The approval rules as this process knows them. Where the process follows their stream, a request costs no read. Where it
 * does not, each request reads them: no rule is missed.
 */
export class ApprovalRuleBook {
  private known: Loaded<ApprovalRules> = emptyStream(approvalRules);
  private follower: Pick<StreamFollower, 'ready'> | undefined;

  constructor(private readonly parts: ChangeParts) {}

  /** Follows the rules until the signal. Rejects only on what it must not go on after. */
  follow(parts: FollowerParts, signal: AbortSignal): Promise<void> {
    const follower = new StreamFollower(parts, {
      prefix: APPROVAL_RULES_STREAM,
      readHistory: () => readEvents(parts.store, APPROVAL_RULES_STREAM),
      take: event => this.take(event),
    });
    this.trust(follower);
    return follower.follow(signal);
  }

  /** While the follower is ready it gives the book every event of the rules, so the book answers from memory. */
  trust(follower: Pick<StreamFollower, 'ready'>): void {
    this.follower = follower;
  }

  /** Takes an event of the log. An event that it has already changes nothing. */
  take(event: RecordedEvent): void {
    if (!isRuleEvent(event) || event.revision !== this.known.revision + 1n) return;
    const { body, revision, position } = event;
    this.known = { state: approvalRules.evolve(this.known.state, body), revision, position };
  }

  /** The versions for payouts, or for deposits, that stand at this time. @throws {Fault} */
  async standingAt(now: Date, subject: ApprovalSubject): Promise<StandingRule[]> {
    const { state } = this.follower?.ready ? this.known : await this.read();
    return state.size === 0 ? [] : rulesFor(subject, standingRules(state, now));
  }

  /** Every rule as the disk has it now. @throws {Fault} */
  async read(): Promise<Loaded<ApprovalRules>> {
    return this.keep(await load(this.parts.store, APPROVAL_RULES_STREAM, approvalRules, this.known));
  }

  /** @throws {Fault} as `change` of the event store: repeat the command, it takes effect once */
  async change(command: DecideRule, cause: Cause): Promise<Result<Loaded<ApprovalRules>, RuleRefusal>> {
    const changed = await change(this.parts, approvalRules, APPROVAL_RULES_STREAM, command, cause);
    // This process knows its own change before the subscription tells of it.
    if (changed.ok) this.keep(changed.value);
    return changed;
  }

  private keep(loaded: Loaded<ApprovalRules>): Loaded<ApprovalRules> {
    if (loaded.revision > this.known.revision) this.known = loaded;
    return loaded;
  }
}

/** Whether it is an event of the rules' stream: a prefix may match more than one stream. */
const isRuleEvent = (event: RecordedEvent): event is RecordedEvent<ApprovalRuleEvent> =>
  event.streamId === APPROVAL_RULES_STREAM;
