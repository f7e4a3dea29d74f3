import type { CaseRefusal, CommandOf } from '../../domain/case/case';
import { amountAskedBy } from '../../domain/case/decision-bound';
import type { BoundSource, CaseDecision, CaseOpened, DecisionBound } from '../../domain/case/events';
import { Bug } from '../../shared/invariant';
import { formatAmount } from '../../shared/money';
import { refusal, type Refusal } from '../results';

export const keyReused = refusal(
  'IDEMPOTENCY_KEY_REUSED',
  'This Idempotency-Key was used for another decision',
);

export const caseNotFound = (caseId: string): Refusal =>
  refusal('CASE_NOT_FOUND', `There is no case ${caseId}`);

/** Why a person's decision on a case is refused, in the API's words. */
export function refusalOf(
  code: CaseRefusal,
  { caseId, payoutId }: CaseOpened,
  { decision, bound }: Pick<CommandOf<'DecideCase'>, 'decision' | 'bound'>,
): Refusal {
  switch (code) {
    case 'CASE_NOT_FOUND':
      return caseNotFound(caseId);
    case 'CASE_RESOLVED':
      return refusal(code, `Case ${caseId} is resolved`);
    case 'CASE_DECIDED':
      return refusal(code, `Case ${caseId} has been decided otherwise`);
    case 'DECISION_NOT_POSSIBLE':
      return refusal(code, notPossible(caseId, payoutId, decision));
    case 'AMOUNT_ABOVE_EVIDENCE':
      return aboveEvidence(caseId, decision, bound);
    case 'REQUESTER_CANNOT_DECIDE':
      return refusal(code, 'Another person has to decide: you asked for this payout');
    case 'KEY_MAKER_CANNOT_CONFIRM':
      return refusal(
        code,
        'Another person has to confirm: you made a key of its requester or proposer since the case was opened',
      );
    case 'SECOND_PERSON_REQUIRED':
      return refusal(code, 'Another person has to confirm this decision');
    default:
      throw new Bug(`A decision on case ${caseId} was refused: ${code}`);
  }
}

const SOURCES: Readonly<Record<BoundSource, string>> = {
  CLAIM: 'what the provider reported',
  STATEMENT_LINE: "the line of the provider's statement",
  CHARGE: 'what the provider charged above the hold',
  PAYOUT_COST: "the payout's amount and the fee held for it",
  DEPOSIT: 'the deposit',
};

/** The house learns of more by evidence: a statement's line, or a report, opens a case of its own. */
const INSTEAD =
  "import the provider's statement: each line that differs opens a case that bears the line's amount";

function aboveEvidence(caseId: string, decision: CaseDecision, bound: DecisionBound | null): Refusal {
  const code = 'AMOUNT_ABOVE_EVIDENCE';
  const askedMinor = amountAskedBy(decision);
  if (bound === null || askedMinor === null)
    return refusal(code, `The evidence of case ${caseId} bears no amount: ${INSTEAD}`);
  const { currency, restsOn } = bound;
  const [asked, most] = [formatAmount(askedMinor, currency), formatAmount(bound.amountMinor, currency)];
  return {
    code,
    message: `${asked} is above ${most}, the most that the evidence of case ${caseId} bears (${SOURCES[restsOn]}): ${INSTEAD}`,
    facts: { asked, bound: most, restsOn, currency },
  };
}

const notPossible = (caseId: string, payoutId: string | null, decision: CaseDecision): string =>
  payoutId === null && amountAskedBy(decision) !== null
    ? `Case ${caseId} names no payout, so no amount is decided on it: accept its evidence for the payout that it is about, or dismiss it; ${INSTEAD}`
    : `Case ${caseId} cannot be decided so`;
