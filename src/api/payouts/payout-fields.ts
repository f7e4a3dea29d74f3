import { PAYOUT_STATUSES, PROVIDER_MODES, type PayoutStatus } from '../../queries/payouts/payout-view';
import type { Currency } from '../../shared/money';
import {
  AccountId,
  Amount,
  Choice,
  CurrencyCode,
  ExternalReference,
  Nested,
  OR_NULL,
  PayoutId,
  ProviderCode,
  Text,
  Time,
} from '../fields/response-fields';
import { PayeeResponse } from './payee/payee.response';

const MODE = '`sandbox`: a simulated provider stood in, and no money moved';

/** Whether money moves; `absence` says what it is where that is not known. */
export const Mode = (absence: string, options: { nullable: true } | { required: false }): PropertyDecorator =>
  Choice(PROVIDER_MODES, { ...options, description: `${MODE}; ${absence}` });

/** The fields that a payout has from its acceptance on. */
export abstract class PayoutFields {
  @PayoutId()
  readonly id!: string;
  @AccountId()
  readonly accountId!: string;
  @ProviderCode()
  readonly provider!: string;
  @Choice(PAYOUT_STATUSES)
  readonly status!: PayoutStatus;
  @Amount('50.00')
  readonly originalAmount!: string;
  @Amount('0.50', OR_NULL)
  readonly feeAmount!: string | null;
  @Amount('50.50', OR_NULL)
  readonly finalAmount!: string | null;
  @Amount('50.00')
  readonly heldAmount!: string;
  @CurrencyCode()
  readonly currency!: Currency;
  @ExternalReference()
  readonly externalReference!: string;
  @Text('User withdrawal', OR_NULL)
  readonly description!: string | null;
  @Nested(() => PayeeResponse)
  readonly payee!: PayeeResponse;
  @Time()
  readonly requestedAt!: string;
}
