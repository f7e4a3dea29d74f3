import { List, Map, Set } from 'immutable';
import { unreachable } from '../../shared/invariant';
import { ok, type Result } from '../../shared/result';
import type { MatchedLine, ReconciliationBreak, ReconciliationEvent } from './events';

type DataOf<Type extends ReconciliationEvent['type']> = Extract<ReconciliationEvent, { type: Type }>['data'];

export interface StatementState {
  readonly imported: boolean;
  /** Numbers of the lines that are recorded as matched or as a break. No line is recorded twice. */
  readonly recordedLines: Set<number>;
  readonly matchedCount: number;
  /** Break id → the id of its event. */
  readonly breakEvents: Map<string, string>;
  readonly breaks: List<ReconciliationBreak>;
  /** Set when the statement is finished; nothing is recorded after it. */
  readonly reconciled: DataOf<'StatementReconciled'> | undefined;
}

export type StatementCommand =
  | { type: 'ImportStatement'; statement: DataOf<'StatementImported'> }
  | { type: 'RecordMatchedLines'; statementId: string; lines: readonly MatchedLine[] }
  | { type: 'RecordBreaks'; statementId: string; breaks: readonly ReconciliationBreak[] }
  | { type: 'FinishReconciliation'; statementId: string; nothingMoved: number };

type Decision = Result<readonly ReconciliationEvent[], never>;

/**
 * One statement while it is compared with the books. Every command can be repeated, also by another process and after
 * the books moved on: what is recorded first stands.
 */
export const statement = {
  initial: {
    imported: false,
    recordedLines: Set<number>(),
    matchedCount: 0,
    breakEvents: Map<string, string>(),
    breaks: List<ReconciliationBreak>(),
    reconciled: undefined,
  } satisfies StatementState as StatementState,

  decide(state: StatementState, command: StatementCommand): Decision {
    if (state.reconciled) return ok([]);
    switch (command.type) {
      case 'ImportStatement':
        return ok(state.imported ? [] : [{ type: 'StatementImported', data: command.statement }]);
      case 'RecordMatchedLines':
        return recordMatchedLines(state, command);
      case 'RecordBreaks':
        return recordBreaks(state, command);
      case 'FinishReconciliation': {
        const { statementId, nothingMoved } = command;
        const counts = { matched: state.matchedCount, nothingMoved, breaks: state.breaks.size };
        return ok([{ type: 'StatementReconciled', data: { statementId, ...counts } }]);
      }
      default:
        return unreachable(command);
    }
  },

  /** The third argument is what the event carries beside its body. */
  evolve(state: StatementState, event: ReconciliationEvent, { id }: { readonly id: string }): StatementState {
    switch (event.type) {
      case 'StatementImported':
        return { ...state, imported: true };
      case 'StatementLinesMatched': {
        const { lines } = event.data;
        const recordedLines = state.recordedLines.union(lines.map(({ line }) => line.line));
        return { ...state, recordedLines, matchedCount: state.matchedCount + lines.length };
      }
      case 'ReconciliationBreakFound': {
        const { line, breakId } = event.data;
        const recordedLines = line ? state.recordedLines.add(line.line) : state.recordedLines;
        const breakEvents = state.breakEvents.set(breakId, id);
        return { ...state, recordedLines, breakEvents, breaks: state.breaks.push(event.data) };
      }
      case 'StatementReconciled':
        return { ...state, reconciled: event.data };
      default:
        return state;
    }
  },
};

export const isUnrecordedLine = ({ recordedLines }: StatementState, { line }: MatchedLine): boolean =>
  !recordedLines.has(line.line);

export const isUnrecordedBreak = (
  { breakEvents, recordedLines }: StatementState,
  { breakId, line }: ReconciliationBreak,
): boolean => !breakEvents.has(breakId) && !(line && recordedLines.has(line.line));

function recordMatchedLines(
  state: StatementState,
  { statementId, lines }: Extract<StatementCommand, { type: 'RecordMatchedLines' }>,
): Decision {
  const rest = lines.filter(line => isUnrecordedLine(state, line));
  return ok(rest.length === 0 ? [] : [{ type: 'StatementLinesMatched', data: { statementId, lines: rest } }]);
}

function recordBreaks(
  state: StatementState,
  { statementId, breaks }: Extract<StatementCommand, { type: 'RecordBreaks' }>,
): Decision {
  const rest = breaks.filter(each => isUnrecordedBreak(state, each));
  return ok(rest.map(data => ({ type: 'ReconciliationBreakFound', data: { statementId, ...data } })));
}
