import { ApiSchema } from '@nestjs/swagger';
import type { ProviderMode } from '../../queries/payouts/payout-view';
import type { AcceptedPayout } from '../../commands/results';
import { formatAmount } from '../../shared/money';
import { ListOf, Nested, Text } from '../fields/response-fields';
import { PayoutApprovalResponse } from './approvals/payout-approval.response';
import { PayeeResponse } from './payee/payee.response';
import { Mode, PayoutFields } from './payout-fields';
import { PayoutWarningResponse } from './payout.response';

/** The payout at its acceptance. It depends on nothing that happens later, so a repeated request gets the same bytes. */
@ApiSchema({
  name: 'AcceptedPayout',
  description: 'As it was accepted; a repeat of the request gets the same again, whatever came of it',
})
export class AcceptedPayoutResponse extends PayoutFields {
  @Mode('absent for a payout of before it was kept', { required: false })
  readonly mode?: ProviderMode;
  @ListOf(() => PayoutWarningResponse, {
    required: false,
    description: 'What is said of the payout although it is taken; absent where there is nothing',
  })
  readonly warnings?: readonly PayoutWarningResponse[];

  @Nested(() => PayoutApprovalResponse, {
    required: false,
    description: 'What it waits for before it is sent; absent where no rule applied',
  })
  readonly approval?: PayoutApprovalResponse;
  @Text('https://shop.example/holdfast/orders/42', {
    required: false,
    description: 'Where messages about it go too; absent where the request named no address',
  })
  readonly callbackUrl?: string;

  static from(payout: AcceptedPayout): AcceptedPayoutResponse {
    const { currency, mode, approval, callbackUrl } = payout;
    return {
      id: payout.payoutId,
      accountId: payout.accountId,
      provider: payout.provider,
      status: approval ? 'AWAITING_APPROVAL' : 'PROCESSING',
      originalAmount: formatAmount(payout.amountMinor, currency),
      feeAmount: null,
      finalAmount: null,
      heldAmount: formatAmount(payout.heldAmountMinor, currency),
      currency,
      externalReference: payout.externalReference,
      description: payout.description,
      payee: PayeeResponse.from(payout.payee),
      requestedAt: payout.requestedAt,
      // Absent when there is none or it is not known, so that the answers of earlier versions stay the same to the byte.
      ...(mode && { mode }),
      ...(approval && { approval: waitingFor(approval) }),
      ...(callbackUrl !== null && { callbackUrl }),
      ...warningsOf(payout),
    };
  }
}

/** Absent where there is nothing to say. */
function warningsOf({ warnings, duplicateOf }: AcceptedPayout): { warnings?: PayoutWarningResponse[] } {
  const said = warnings.map(code => PayoutWarningResponse.from({ code }));
  if (duplicateOf !== null)
    said.push(PayoutWarningResponse.from({ code: 'DUPLICATE', payoutId: duplicateOf }));
  return said.length > 0 ? { warnings: said } : {};
}

/** At the acceptance no person has decided yet. */
const waitingFor = ({
  rules,
  approvals: needed,
  expiresAt,
}: NonNullable<AcceptedPayout['approval']>): PayoutApprovalResponse =>
  PayoutApprovalResponse.from({ rules, needed, expiresAt, given: [], rejectedBy: null });
