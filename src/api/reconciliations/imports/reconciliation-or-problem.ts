import {
  PROJECTION_BEHIND,
  type Reconciliation,
  type ReconciliationRefusal,
} from '../../../commands/reconciliation/reconcile-statement';
import type { StatementFault } from '../../../commands/reconciliation/statement-ports';
import type { CommandResult, Refusal } from '../../../commands/results';
import { refuse, type Result } from '../../../shared/result';
import { behind, invalid } from '../../problems/problem';
import { valueOrProblem } from '../../problems/problem-of';

/** @throws {ProblemError} when the statement was refused */
export function reconciliationOf(
  answered: Result<CommandResult<Reconciliation>, ReconciliationRefusal>,
): CommandResult<Reconciliation> {
  if (answered.ok) return answered.value;
  const { refusal } = answered;
  if (refusal === PROJECTION_BEHIND)
    throw behind('The read models are behind the events; nothing was written');
  if (isFaults(refusal))
    throw invalid(...refusal.map(fault => ({ field: placeOf(fault), message: fault.message })));
  return valueOrProblem(refuse(refusal));
}

const isFaults = (refusal: readonly StatementFault[] | Refusal): refusal is readonly StatementFault[] =>
  Array.isArray(refusal);

const placeOf = ({ line, column }: StatementFault): string =>
  column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
