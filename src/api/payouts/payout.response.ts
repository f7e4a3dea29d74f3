import { ApiSchema } from '@nestjs/swagger';
import type { PayoutReturnView, PayoutView, ProviderMode } from '../../queries/payouts/payout-view';
import { type Currency, formatAmount } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';
import { amountOrNull, timeOrNull } from '../fields/format';
import { PageOf } from '../fields/page.response';
import {
  Amount,
  Choice,
  EndToEndId,
  Flag,
  ListOf,
  Nested,
  OR_NULL,
  PayoutId,
  Text,
  Time,
} from '../fields/response-fields';
import { PayoutApprovalResponse } from './approvals/payout-approval.response';
import { maskedPayee } from './payee/masked-payee';
import { PayeeResponse } from './payee/payee.response';
import { Mode, PayoutFields } from './payout-fields';

@ApiSchema({ name: 'PayoutFailure' })
class PayoutFailureResponse {
  @Text('PIX_KEY_NOT_FOUND')
  readonly code!: string;
  @Text('The key is not known')
  readonly message!: string;
}

@ApiSchema({ name: 'PayoutReturn' })
class PayoutReturnResponse {
  @EndToEndId('D1234567820260302120000000000001')
  readonly endToEndId!: string | null;
  @Amount('10.00', { description: 'Of the original amount' })
  readonly amount!: string;
  @Amount('0.00', { description: 'What the provider kept for the return' })
  readonly feeAmount!: string;
  @Time()
  readonly returnedAt!: string;

  static from(view: PayoutReturnView, currency: Currency): PayoutReturnResponse {
    return {
      endToEndId: view.endToEndId,
      amount: formatAmount(view.amountMinor, currency),
      feeAmount: formatAmount(view.feeAmountMinor, currency),
      returnedAt: view.returnedAt.toISOString(),
    };
  }
}

const WARNING_CODES = ['PROVIDER_FLOAT_SHORT', 'DUPLICATE'] as const;
type WarningCode = (typeof WARNING_CODES)[number];
type Warning = PayoutView['warnings'][number];

const WARNINGS: Readonly<Record<WarningCode, string>> = {
  PROVIDER_FLOAT_SHORT:
    'By the books the money at the provider does not cover this payout beside those under way; it is sent all the same',
  DUPLICATE:
    'The account has paid the same amount to the same payee before, within the time that its limit names',
};

@ApiSchema({ name: 'PayoutWarning' })
export class PayoutWarningResponse {
  @Choice(WARNING_CODES)
  readonly code!: WarningCode;
  @Text('By the books …')
  readonly message!: string;

  @PayoutId({ required: false, description: 'DUPLICATE: the earlier payout' })
  readonly payoutId?: string;

  static from({ code, payoutId }: Warning): PayoutWarningResponse {
    return { code, message: WARNINGS[code], ...(payoutId !== undefined && { payoutId }) };
  }
}

/** The payout now: the fields of its acceptance first, then its outcome. */
@ApiSchema({ name: 'Payout' })
export class PayoutResponse extends PayoutFields {
  @Mode('null for a payout of before it was kept', { nullable: true })
  readonly mode!: ProviderMode | null;
  @Time(OR_NULL)
  readonly submittedAt!: string | null;
  @Time(OR_NULL)
  readonly completedAt!: string | null;
  @Time(OR_NULL)
  readonly failedAt!: string | null;
  @EndToEndId()
  readonly endToEndId!: string | null;
  @Text('IVKPRMOCDY', OR_NULL)
  readonly providerId!: string | null;
  @Text('b6295ee1-f054-47d1-9e90-ee57b74f60d9', OR_NULL)
  readonly transactionId!: string | null;
  @Nested(() => PayoutFailureResponse, OR_NULL)
  readonly failure!: PayoutFailureResponse | null;
  @Flag({ description: 'There is evidence against the outcome that stands' })
  readonly contradicted!: boolean;
  @Amount('10.00', { description: 'Of the original amount; "0.00" where nothing came back' })
  readonly returnedAmount!: string;
  @ListOf(() => PayoutReturnResponse)
  readonly returns!: readonly PayoutReturnResponse[];

  @ListOf(() => PayoutWarningResponse, {
    description: 'What was said of the payout although it was taken; as in the answer to its request',
  })
  readonly warnings!: readonly PayoutWarningResponse[];

  @Text('https://shop.example/holdfast/orders/42', {
    ...OR_NULL,
    description: 'Where messages about it go too; null where the request named no address',
  })
  readonly callbackUrl!: string | null;

  @Nested(() => PayoutApprovalResponse, { ...OR_NULL, description: 'null: no rule applied to it' })
  readonly approval!: PayoutApprovalResponse | null;

  static from(payout: PayoutView, withPersonal: boolean): PayoutResponse {
    const { currency } = payout;
    return {
      id: payout.id,
      accountId: payout.accountId,
      provider: payout.provider,
      mode: payout.mode,
      status: payout.status,
      originalAmount: formatAmount(payout.originalAmountMinor, currency),
      feeAmount: amountOrNull(payout.feeAmountMinor, currency),
      finalAmount: amountOrNull(payout.finalAmountMinor, currency),
      heldAmount: formatAmount(payout.heldAmountMinor, currency),
      currency,
      externalReference: payout.externalReference,
      description: payout.description,
      payee: PayeeResponse.from(withPersonal ? payout.payee : maskedPayee(payout.payee)),
      requestedAt: payout.requestedAt.toISOString(),
      submittedAt: timeOrNull(payout.submittedAt),
      completedAt: timeOrNull(payout.completedAt),
      failedAt: timeOrNull(payout.failedAt),
      endToEndId: payout.endToEndId,
      providerId: payout.providerId,
      transactionId: payout.transactionId,
      failure: payout.failure,
      contradicted: payout.contradicted,
      returnedAmount: formatAmount(payout.returnedAmountMinor, currency),
      returns: payout.returns.map(view => PayoutReturnResponse.from(view, currency)),
      warnings: payout.warnings.map(warning => PayoutWarningResponse.from(warning)),
      callbackUrl: payout.callbackUrl,
      approval: payout.approval && PayoutApprovalResponse.from(payout.approval),
    };
  }
}

@ApiSchema({ name: 'PayoutPage' })
export class PayoutPageResponse extends PageOf(PayoutResponse) {}

const { text, amount, time } = columnsOf<PayoutResponse>();

/** Payouts as a file. The payee is not in it: files go further than answers. */
export const PAYOUT_COLUMNS: readonly Column<PayoutResponse>[] = [
  text('id'),
  text('accountId'),
  text('provider'),
  text('mode'),
  text('status'),
  text('currency'),
  amount('originalAmount'),
  amount('feeAmount'),
  amount('finalAmount'),
  amount('heldAmount'),
  amount('returnedAmount'),
  text('externalReference'),
  text('description'),
  time('requestedAt'),
  time('submittedAt'),
  time('completedAt'),
  time('failedAt'),
  text('endToEndId'),
  text('providerId'),
  text('transactionId'),
  text('failureCode', ({ failure }) => failure?.code ?? null),
  text('failureMessage', ({ failure }) => failure?.message ?? null),
  text('contradicted'),
];
