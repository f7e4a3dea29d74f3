import type { PayoutEvent } from '../../domain/payout/events';
import { payout, type PayoutCommand, type PayoutRefusal, type PayoutState } from '../../domain/payout/payout';
import type { EventStore, Position } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import { payoutStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { ok, type Result } from '../../shared/result';
import { Aggregate, type Announce } from '../../event-store/aggregate';

/** A payout as its stream tells it. revision −1: no stream. */
export interface LoadedPayout {
  readonly state: PayoutState;
  readonly revision: bigint;
  readonly position: Position;
  readonly times: PayoutTimes;
  /** At some time nothing more was expected to come of it by itself: it has a case. */
  readonly doubted: boolean;
}

/** Our clock at moments of a payout's life, by its events. */
export interface PayoutTimes {
  readonly requestedAt?: Date;
  readonly submissionStartedAt?: Date;
  /** When somebody last set out to send the order, the first time or again. */
  readonly lastSubmissionAt?: Date;
  readonly repeatDecidedAt?: Date;
  readonly lastEventAt?: Date;
}

export interface PayoutParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly announce: Announce;
}

const MAX_CONFLICTS = 20;
const START: Position = { commit: 0n, prepare: 0n };

/** Reads and changes payout streams; the stream's revision decides between two who change it at once. */
export class Payouts {
  constructor(private readonly parts: PayoutParts) {}

  /** @throws {Fault} */
  async load(payoutId: string): Promise<LoadedPayout> {
    const aggregate = new Aggregate(payout, payout.initial, this.parts.announce);
    let revision = -1n;
    let position = START;
    let times: PayoutTimes = {};
    let doubted = false;
    for await (const event of this.parts.store.readStream(payoutStream(payoutId))) {
      const body = event.body as PayoutEvent;
      aggregate.loadFromHistory([body]);
      ({ revision, position } = event);
      times = after(times, body, new Date(event.metadata.occurredAt));
      doubted ||= isDoubt(body);
    }
    return { state: aggregate.state, revision, position, times, doubted };
  }

  /**
   * Decides on what the stream says now and appends; on a conflict it reads and decides again.
   * @throws {Fault} the event store is away or its answer was lost: repeat the command, it takes effect once.
   */
  async change(
    payoutId: string,
    command: PayoutCommand,
    cause: Cause,
  ): Promise<Result<LoadedPayout, PayoutRefusal>> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const changed = await this.tryChange(payoutId, command, cause);
      if (changed) return changed;
    }
    throw new Fault('event store', `Payout ${payoutId} is written by too many at once`);
  }

  /** undefined if somebody else wrote between the read and the append. */
  private async tryChange(
    payoutId: string,
    command: PayoutCommand,
    cause: Cause,
  ): Promise<Result<LoadedPayout, PayoutRefusal> | undefined> {
    const loaded = await this.load(payoutId);
    const aggregate = new Aggregate(payout, loaded.state, this.parts.announce);
    const decision = aggregate.run(command);
    if (!decision.ok) return decision;
    if (decision.value.length === 0) return ok(loaded);
    const now = this.parts.clock.now();
    const events = newEvents(payoutStream(payoutId), decision.value, cause, now, String(loaded.revision));
    const expected = loaded.revision < 0n ? 'no_stream' : loaded.revision;
    const result = await this.parts.store.append(payoutStream(payoutId), expected, events);
    if (!result.ok) return undefined;
    aggregate.commit();
    const { revision, position } = result;
    const times = decision.value.reduce((known, event) => after(known, event, now), loaded.times);
    const doubted = loaded.doubted || decision.value.some(isDoubt);
    return ok({ state: aggregate.state, revision, position, times, doubted });
  }
}

const isDoubt = (event: PayoutEvent): boolean =>
  event.type === 'PayoutOutcomeUnknown' && event.data.needsPerson;

function after(times: PayoutTimes, event: PayoutEvent, at: Date): PayoutTimes {
  const lastEventAt = at;
  if (event.type === 'PayoutRequested') return { ...times, requestedAt: at, lastEventAt };
  if (event.type === 'PayoutSubmissionStarted')
    return { ...times, submissionStartedAt: at, lastSubmissionAt: at, lastEventAt };
  if (event.type === 'PayoutSubmissionRepeated') return { ...times, lastSubmissionAt: at, lastEventAt };
  if (event.type === 'PayoutRepeatDecided') return { ...times, repeatDecidedAt: at, lastEventAt };
  return { ...times, lastEventAt };
}
