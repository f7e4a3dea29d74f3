import type { Cases } from '../../commands/cases/case-repository';
import type { LoadedPayout } from '../../commands/payouts/payout-repository';
import type { CaseOpened } from '../../domain/case/events';
import type { EventStore, RecordedEvent } from '../../event-store/event-store';
import { payoutStream } from '../../event-store/stream-names';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import { caseFor, sharedBy } from './case-policy';

export interface DeskParts {
  readonly store: EventStore;
  readonly cases: Cases;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens what needs a person, and closes what evidence has settled after all. Everything can be repeated. */
export class CaseDesk {
  constructor(private readonly parts: DeskParts) {}

  /** Opens the case of the event at this place, if it opens one. @throws {Fault} */
  async openFor(streamId: string, revision: bigint): Promise<void> {
    for await (const event of this.parts.store.readStream(streamId, revision, 1)) {
      invariant(event.revision === revision, `${streamId} has no event ${revision}`);
      const opened = caseFor(event);
      if (opened) await this.openOnce(opened, event);
      return;
    }
    // It was seen there: the stream was not read whole.
    throw new Fault('event store', `${streamId}@${revision} cannot be read`);
  }

  /**
   * The outcome is known: nobody needs to decide any more what it is, if it was not decided on that very case. What two
   * people have decided already is carried out, or fails, first.
   * @throws {Fault}
   */
  async resolveDoubts({ state, doubted }: LoadedPayout): Promise<void> {
    if (!doubted || (state.status !== 'completed' && state.status !== 'failed')) return;
    const { evidence } = state.outcome;
    for await (const event of this.parts.store.readStream(payoutStream(state.request.payoutId))) {
      const opened = caseFor(event);
      if (opened?.kind !== 'OUTCOME_UNKNOWN') continue;
      if (evidence.kind === 'case' && evidence.caseId === opened.caseId) continue;
      await this.open(opened, event);
      const now = this.parts.clock.now().toISOString();
      const command = { type: 'ResolveCase', resolution: 'EVIDENCE', now } as const;
      await this.parts.cases.change(opened.caseId, command, causeOf(opened, event));
    }
  }

  /** A case that many events share: none where the last one is not resolved, else the next. */
  private async openOnce(opened: CaseOpened, event: RecordedEvent): Promise<void> {
    const shared = sharedBy(event);
    if (shared === undefined) return this.open(opened, event);
    for (let number = 0; ; number += 1) {
      const caseId = derivedId('shared-case', opened.kind, shared, String(number));
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
    const result = await cases.change(caseId, { type: 'OpenCase', opened }, causeOf(opened, event));
    invariant(result.ok, `Case ${caseId} could not be opened`);
    logger.error({ caseId, kind, payoutId }, 'a case is open: a person decides');
  }
}

const causeOf = ({ payoutId }: CaseOpened, { id, streamId }: RecordedEvent) => ({
  causationId: id,
  correlationId: payoutId ?? streamId,
  actor: 'saga',
});
