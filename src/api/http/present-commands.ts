import type {
  AcceptedPayout,
  Answer,
  CaseAnswer,
  Deposit,
  OpenedAccount,
  Refusal,
} from '../../commands/results';
import { formatAmount } from '../../shared/money';
import type { Result } from '../../shared/result';
import { ProblemError } from '../problems/problem';
import { refusalProblem } from '../problems/problem-of';

/** The command's answer, or its refusal thrown as the problem it is told as. */
export function accepted<Body>(result: Result<Answer<Body>, Refusal>): Answer<Body> {
  if (result.ok) return result.value;
  throw new ProblemError(refusalProblem(result.refusal));
}

export const presentOpenedAccount = ({ accountId, name, currency }: OpenedAccount) => ({
  id: accountId,
  name,
  currency,
});

export const presentDeposit = (deposit: Deposit) => ({
  id: deposit.depositId,
  accountId: deposit.accountId,
  amount: formatAmount(deposit.amountMinor, deposit.currency),
  currency: deposit.currency,
  provider: deposit.provider,
  reference: deposit.reference,
  depositedAt: deposit.depositedAt,
});

export const presentCaseAnswer = ({ caseId, status }: CaseAnswer) => ({ id: caseId, status });

const WARNINGS: Readonly<Record<AcceptedPayout['warnings'][number], string>> = {
  PROVIDER_FLOAT_SHORT:
    'By the books the money at the provider does not cover this payout beside those under way; it is sent all the same',
};

/** The payout as it was accepted. It depends on nothing that happens later, so a repeat is the same to the byte. */
export const presentAcceptedPayout = (payout: AcceptedPayout) => ({
  id: payout.payoutId,
  accountId: payout.accountId,
  provider: payout.provider,
  status: 'PROCESSING' as const,
  originalAmount: formatAmount(payout.amountMinor, payout.currency),
  feeAmount: null,
  finalAmount: null,
  heldAmount: formatAmount(payout.heldAmountMinor, payout.currency),
  currency: payout.currency,
  externalReference: payout.externalReference,
  description: payout.description,
  payee: presentPayee(payout.payee),
  requestedAt: payout.requestedAt,
  ...presentWarnings(payout.warnings),
});

/** Left out where there is none, so that answers of before stay the same to the byte. */
const presentWarnings = (codes: AcceptedPayout['warnings']) =>
  codes.length === 0 ? {} : { warnings: codes.map(code => ({ code, message: WARNINGS[code] })) };

/** Field by field: the order is ours and not that of whatever was stored. */
const presentPayee = ({ name, document, destination }: AcceptedPayout['payee']) => ({
  name,
  document,
  destination,
});
