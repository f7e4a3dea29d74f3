import type { ReconciliationEvent, StatementLine } from '../../domain/reconciliation/events';
import type { EventStore, Position, RecordedEvent } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { reconciliationStream } from '../../event-store/stream-names';

/** What became of a line of a statement, or of a movement that the statement lacks. */
export interface ResultRow {
  /** Counted from 1; null where the statement lacks the movement. */
  readonly line: number | null;
  /** MATCHED, or the kind of the break. */
  readonly result: string;
  /** By what it was matched; null for a break and in results of before it was recorded. */
  readonly matchedBy: string | null;
  readonly payoutId: string | null;
  readonly statement: Omit<StatementLine, 'line'> | null;
  /** What differs, in words; null where it agrees. */
  readonly detail: string | null;
  /** Since when it is a break, RFC 3339 UTC; null where it agrees. */
  readonly since: string | null;
}

/** The events of a result, some at a time. */
export interface ResultBatch {
  readonly position: Position;
  readonly rows: readonly ResultRow[];
}

/** Every line with its place, then every break, as they were recorded. Nothing for an unknown statement. @throws {Fault} */
export async function* readResult(
  store: Pick<EventStore, 'readStream'>,
  statementId: string,
): AsyncGenerator<ResultBatch, void, undefined> {
  for await (const event of readEvents(store, reconciliationStream(statementId)))
    yield { position: event.position, rows: rowsOf(event) };
}

function rowsOf({ body }: RecordedEvent<ReconciliationEvent>): ResultRow[] {
  if (body.type === 'ReconciliationBreakFound') {
    const { kind, payoutId, line, detail, since } = body.data;
    const number = line?.line ?? null;
    return [{ line: number, result: kind, matchedBy: null, payoutId, statement: line, detail, since }];
  }
  if (body.type !== 'StatementLinesMatched') return [];
  return body.data.lines.map(({ line, payoutId, matchedBy = null }) => {
    return {
      line: line.line,
      result: 'MATCHED',
      matchedBy,
      payoutId,
      statement: line,
      detail: null,
      since: null,
    };
  });
}
