import { caseDecider, type CaseCommand, type CaseRefusal, type CaseState } from '../../domain/case/case';
import type { CaseEvent } from '../../domain/case/events';
import { change, type ChangeParts } from '../../event-store/change';
import type { Position } from '../../event-store/event-store';
import { load, type Loaded, type StreamDecider } from '../../event-store/load';
import type { Cause } from '../../event-store/new-events';
import { readEvents } from '../../event-store/read-events';
import { caseStream } from '../../event-store/stream-names';
import { ok, type Result } from '../../shared/result';

interface CaseRecord {
  readonly state: CaseState;
  /** The event by which the decision that stands became final. */
  readonly confirmedEventId: string | undefined;
}

/** A case as its stream tells it. revision −1: no stream. */
export type LoadedCase = CaseRecord & Omit<Loaded<CaseState>, 'state'>;

export interface EarlierDecision {
  readonly status: 'PROPOSED' | 'CONFIRMED';
  readonly position: Position;
}

const caseRecord: StreamDecider<CaseRecord, CaseCommand, CaseEvent, CaseRefusal> = {
  initial: { state: caseDecider.initial, confirmedEventId: undefined },
  decide: ({ state }, command) => caseDecider.decide(state, command),
  evolve: ({ state, confirmedEventId }, event, { id }) => ({
    state: caseDecider.evolve(state, event),
    confirmedEventId: event.type === 'CaseDecisionConfirmed' ? id : confirmedEventId,
  }),
};

/** Reads and changes case streams; the stream's revision decides between two who change it at once. */
export class CaseRepository {
  constructor(private readonly parts: ChangeParts) {}

  /** @throws {Fault} */
  async load(caseId: string): Promise<LoadedCase> {
    return flat(await load(this.parts.store, caseStream(caseId), caseRecord));
  }

  /**
   * What the command with this causation id was answered when it took effect. Returns undefined when it never took effect.
   * @throws {Fault}
   */
  async findEarlierDecision(caseId: string, causationId: string): Promise<EarlierDecision | undefined> {
    let earlier: EarlierDecision | undefined;
    for await (const { body, metadata, position } of readEvents(this.parts.store, caseStream(caseId))) {
      if (metadata.$causationId !== causationId) continue;
      const confirmed = body.type === 'CaseDecisionConfirmed' || earlier?.status === 'CONFIRMED';
      earlier = { status: confirmed ? 'CONFIRMED' : 'PROPOSED', position };
    }
    return earlier;
  }

  /** @throws {Fault} as `change` of the event store: repeat the command, it takes effect once */
  async change(caseId: string, command: CaseCommand, cause: Cause): Promise<Result<LoadedCase, CaseRefusal>> {
    const changed = await change(this.parts, caseRecord, caseStream(caseId), command, cause);
    return changed.ok ? ok(flat(changed.value)) : changed;
  }
}

const flat = ({ state, revision, position }: Loaded<CaseRecord>): LoadedCase => ({
  ...state,
  revision,
  position,
});
