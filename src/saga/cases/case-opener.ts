import type { CaseRepository } from '../../commands/cases/case-repository';
import type { LoadedPayout } from '../../commands/payouts/payout-repository';
import type { CaseOpened } from '../../domain/case/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { payoutStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import { caseFor, sharedSubjectOf } from './case-policy';

export interface CaseOpenerParts {
  readonly store: EventStore;
  readonly cases: CaseRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the cases of events, and resolves the cases that evidence has decided. Every method can be repeated. */
export class CaseOpener {
  constructor(private readonly parts: CaseOpenerParts) {}

  /**
   * Opens the case of an event, if the event opens one.
   * @throws {Fault} The event store does not answer, or did not return the event.
   */
  async openForEvent(streamId: string, revision: bigint): Promise<void> {
    for await (const event of this.parts.store.readStream(streamId, revision, 1)) {
      invariant(event.revision === revision, `${streamId} has no event ${revision}`);
      const opened = caseFor(event);
      if (opened) await this.openShared(opened, event);
      return;
    }
    // The saga has seen the event, so the stream was not read to its end.
    throw new Fault('event store', `${streamId}@${revision} cannot be read`);
  }

  /**
   * Resolves the cases about an unknown outcome once the outcome is known. A case whose own decision is the evidence stays
   * for that decision, and a confirmed decision is carried out first.
   * @throws {Fault} The event store does not answer.
   */
  async resolveByEvidence({ state, neededPerson }: LoadedPayout): Promise<void> {
    if (!neededPerson || (state.status !== 'completed' && state.status !== 'failed')) return;
    const { evidence } = state.outcome;
    for await (const event of this.parts.store.readStream(payoutStream(state.request.payoutId))) {
      const opened = caseFor(event);
      if (opened?.kind !== 'OUTCOME_UNKNOWN') continue;
      if (evidence.kind === 'case' && evidence.caseId === opened.caseId) continue;
      await this.open(opened, event);
      const now = this.parts.clock.now().toISOString();
      const command = { type: 'ResolveCase', resolution: 'EVIDENCE', now } as const;
      await this.parts.cases.change(opened.caseId, command, caseCause(opened, event));
    }
  }

  /** A shared case is opened only when every earlier case of the subject is resolved. */
  private async openShared(opened: CaseOpened, event: RecordedEvent): Promise<void> {
    const subject = sharedSubjectOf(event);
    if (subject === undefined) return this.open(opened, event);
    for (let number = 0; ; number += 1) {
      const caseId = derivedId('shared-case', opened.kind, subject, String(number));
      const { state } = await this.parts.cases.load(caseId);
      if (state.status === 'none') return this.open({ ...opened, caseId }, event);
      if (state.status !== 'resolved' || state.opened.cause.eventId === event.id) return;
    }
  }

  private async open(opened: CaseOpened, event: RecordedEvent): Promise<void> {
    const { cases, logger } = this.parts;
    const { caseId, kind, payoutId } = opened;
    const { state } = await cases.load(caseId);
    if (state.status !== 'none') return;
    const result = await cases.change(caseId, { type: 'OpenCase', opened }, caseCause(opened, event));
    invariant(result.ok, `Case ${caseId} could not be opened`);
    logger.error({ caseId, kind, payoutId }, 'a case is open: a person decides');
  }
}

const caseCause = ({ payoutId }: CaseOpened, { id, streamId }: RecordedEvent) => ({
  causationId: id,
  correlationId: payoutId ?? streamId,
  actor: 'saga',
});
