import type {
  AcceptedPayout,
  Answer,
  CaseAnswer,
  Deposit,
  OpenedAccount,
  Refusal,
} from '../../commands/answers';
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
});

/** Field by field: the order is ours and not that of whatever was stored. */
const presentPayee = ({ name, document, destination }: AcceptedPayout['payee']) => ({
  name,
  document,
  destination,
});
