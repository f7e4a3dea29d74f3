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
    return opened(body.data, event);
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
        decision: stored(decision),
        reason: storable(reason),
        proposed_by: storable(proposedBy),
        proposed_at: new Date(proposedAt),
        confirmed_by: null,
        confirmed_at: null,
        failure: null,
      };
    }
    case 'CaseDecisionConfirmed': {
      const { confirmedBy, confirmedAt } = body.data;
      return {
        status: 'CONFIRMED',
        confirmed_by: storable(confirmedBy),
        confirmed_at: new Date(confirmedAt),
      };
    }
    case 'CaseDecisionFailed':
      return { status: 'OPEN', failure: storable(body.data.refusal) };
    case 'CaseResolved': {
      const { resolution, resolvedAt } = body.data;
      return { status: 'RESOLVED', resolution, resolved_at: new Date(resolvedAt) };
    }
    default:
      return unreachable(body);
  }
}

const opened = (data: CaseOpened, event: RecordedEvent): CaseRow => ({
  id: data.caseId,
  kind: data.kind,
  status: 'OPEN',
  payout_id: data.payoutId,
  cause_event_id: data.cause.eventId,
  cause_stream_id: data.cause.streamId,
  detail: storable(data.detail),
  opened_at: new Date(data.openedAt),
  decision: null,
  reason: null,
  proposed_by: null,
  proposed_at: null,
  confirmed_by: null,
  confirmed_at: null,
  failure: null,
  resolution: null,
  resolved_at: null,
  revision: event.revision,
  commit_position: event.position.commit,
  prepare_position: event.position.prepare,
});

const stored = (decision: CaseDecision): string =>
  JSON.stringify(decision, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'string' ? storable(value) : value;
  });
