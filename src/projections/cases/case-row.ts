import type { Insertable } from 'kysely';
import type { CaseDecision, CaseEvent, CaseOpened } from '../../domain/case/events';
import type { RecordedEvent } from '../../event-store/event-store';
import { invariant, unreachable } from '../../shared/invariant';
import { storable } from '../engine/projection';
import type { CaseTable } from '../schema';

export type CaseRow = Insertable<CaseTable>;

/**
 * What an event makes of a case's row. Pure.
 * @throws {Bug} the event speaks of a case that was never opened, or that was opened before
 */
export function evolveCase(row: CaseRow | undefined, body: CaseEvent, event: RecordedEvent): CaseRow {
  if (body.type === 'CaseOpened') {
    invariant(row === undefined, `Case ${body.data.caseId} is opened twice`);
    return openedRow(body.data, event);
  }
  invariant(row !== undefined, `${body.type} for case ${body.data.caseId}, which was never opened`);
  return { ...row, ...change(body), revision: event.revision };
}

function change(body: Exclude<CaseEvent, { type: 'CaseOpened' }>): Partial<CaseRow> {
  switch (body.type) {
    case 'CaseDecisionProposed': {
      const { decision, reason, proposedBy, proposedAt } = body.data;
      return {
        status: 'PROPOSED',
        decision: decisionJson(decision),
        reason: storable(reason),
        proposedBy: storable(proposedBy),
        proposedAt: new Date(proposedAt),
        confirmedBy: null,
        confirmedAt: null,
        failure: null,
      };
    }
    case 'CaseDecisionConfirmed': {
      const { confirmedBy, confirmedAt } = body.data;
      return {
        status: 'CONFIRMED',
        confirmedBy: storable(confirmedBy),
        confirmedAt: new Date(confirmedAt),
      };
    }
    case 'CaseDecisionFailed':
      return { status: 'OPEN', failure: storable(body.data.refusal) };
    case 'CaseResolved': {
      const { resolution, resolvedAt } = body.data;
      return { status: 'RESOLVED', resolution, resolvedAt: new Date(resolvedAt) };
    }
    default:
      return unreachable(body);
  }
}

const openedRow = (data: CaseOpened, event: RecordedEvent): CaseRow => ({
  id: data.caseId,
  kind: data.kind,
  status: 'OPEN',
  payoutId: data.payoutId,
  causeEventId: data.cause.eventId,
  causeStreamId: data.cause.streamId,
  detail: storable(data.detail),
  openedAt: new Date(data.openedAt),
  decision: null,
  reason: null,
  proposedBy: null,
  proposedAt: null,
  confirmedBy: null,
  confirmedAt: null,
  failure: null,
  resolution: null,
  resolvedAt: null,
  revision: event.revision,
  commitPosition: event.position.commit,
  preparePosition: event.position.prepare,
});

const decisionJson = (decision: CaseDecision): string =>
  JSON.stringify(decision, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'string' ? storable(value) : value;
  });
