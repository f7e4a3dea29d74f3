import { caseDecider, type CaseCommand, type CaseRefusal, type CaseState } from '../../domain/case/case';
import type { CaseEvent } from '../../domain/case/events';
import type { EventStore, Position } from '../../event-store/event-store';
import { newEvents, type Cause } from '../../event-store/new-events';
import { caseStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { ok, type Result } from '../../shared/result';
import { Aggregate, type Announce } from '../../event-store/aggregate';

/** A case as its stream tells it. revision −1: no stream. */
export interface LoadedCase {
  readonly state: CaseState;
  readonly revision: bigint;
  readonly position: Position;
  /** The event by which the decision that stands became final. */
  readonly confirmedEventId: string | undefined;
}

export interface EarlierAnswer {
  readonly status: 'PROPOSED' | 'CONFIRMED';
  readonly position: Position;
}

export interface CaseParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly announce: Announce;
}

const MAX_CONFLICTS = 20;
const START: Position = { commit: 0n, prepare: 0n };

/** Reads and changes case streams; the stream's revision decides between two who change it at once. */
export class Cases {
  constructor(private readonly parts: CaseParts) {}

  /** @throws {Fault} */
  async load(caseId: string): Promise<LoadedCase> {
    const aggregate = new Aggregate(caseDecider, caseDecider.initial, this.parts.announce);
    let loaded = { revision: -1n, position: START, confirmedEventId: undefined as string | undefined };
    for await (const event of this.parts.store.readStream(caseStream(caseId))) {
      aggregate.loadFromHistory([event.body as CaseEvent]);
      const { revision, position } = event;
      const confirmed = event.body.type === 'CaseDecisionConfirmed';
      loaded = { revision, position, confirmedEventId: confirmed ? event.id : loaded.confirmedEventId };
    }
    return { state: aggregate.state, ...loaded };
  }

  /**
   * What was answered when the command with this causation id took effect; undefined where it never has.
   * @throws {Fault}
   */
  async answered(caseId: string, causationId: string): Promise<EarlierAnswer | undefined> {
    let found: EarlierAnswer | undefined;
    for await (const { body, metadata, position } of this.parts.store.readStream(caseStream(caseId))) {
      if (metadata.$causationId !== causationId) continue;
      const confirmed = body.type === 'CaseDecisionConfirmed' || found?.status === 'CONFIRMED';
      found = { status: confirmed ? 'CONFIRMED' : 'PROPOSED', position };
    }
    return found;
  }

  /**
   * Decides on what the stream says now and appends; on a conflict it reads and decides again.
   * @throws {Fault} the event store is away or its answer was lost: repeat the command, it takes effect once.
   */
  async change(caseId: string, command: CaseCommand, cause: Cause): Promise<Result<LoadedCase, CaseRefusal>> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const changed = await this.tryChange(caseId, command, cause);
      if (changed) return changed;
    }
    throw new Fault('event store', `Case ${caseId} is written by too many at once`);
  }

  /** undefined if somebody else wrote between the read and the append. */
  private async tryChange(
    caseId: string,
    command: CaseCommand,
    cause: Cause,
  ): Promise<Result<LoadedCase, CaseRefusal> | undefined> {
    const loaded = await this.load(caseId);
    const aggregate = new Aggregate(caseDecider, loaded.state, this.parts.announce);
    const decision = aggregate.run(command);
    if (!decision.ok) return decision;
    if (decision.value.length === 0) return ok(loaded);
    const { store, clock } = this.parts;
    const events = newEvents(caseStream(caseId), decision.value, cause, clock.now(), String(loaded.revision));
    const expected = loaded.revision < 0n ? 'no_stream' : loaded.revision;
    const result = await store.append(caseStream(caseId), expected, events);
    if (!result.ok) return undefined;
    aggregate.commit();
    const confirmed = events.find(({ body }) => body.type === 'CaseDecisionConfirmed');
    const { revision, position } = result;
    const confirmedEventId = confirmed?.id ?? loaded.confirmedEventId;
    return ok({ state: aggregate.state, revision, position, confirmedEventId });
  }
}
