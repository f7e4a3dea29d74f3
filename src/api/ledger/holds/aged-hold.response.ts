import { ApiSchema } from '@nestjs/swagger';
import type { AgedHold } from '../../../queries/payouts/holds/list-aged-holds';
import { PAYOUT_STATUSES, type PayoutStatus } from '../../../queries/payouts/payout-view';
import { type Currency, formatAmount } from '../../../shared/money';
import { columnsOf, type Column } from '../../export/column';
import { PageOf } from '../../fields/page.response';
import {
  AccountId,
  Amount,
  Choice,
  CurrencyCode,
  ExternalReference,
  Integer,
  PayoutId,
  ProviderCode,
  Time,
} from '../../fields/response-fields';

@ApiSchema({ name: 'AgedHold' })
export class AgedHoldResponse {
  @PayoutId()
  readonly payoutId!: string;
  @AccountId()
  readonly accountId!: string;
  @ProviderCode()
  readonly provider!: string;
  @Choice(PAYOUT_STATUSES, { example: 'OUTCOME_UNKNOWN' })
  readonly status!: PayoutStatus;
  @CurrencyCode()
  readonly currency!: Currency;
  @Amount('50.75')
  readonly held!: string;
  @ExternalReference()
  readonly externalReference!: string;
  @Time()
  readonly requestedAt!: string;
  @Integer(90_000)
  readonly ageSeconds!: number;

  /** @param now the age is counted up to this time */
  static from(hold: AgedHold, now: Date): AgedHoldResponse {
    return {
      payoutId: hold.payoutId,
      accountId: hold.accountId,
      provider: hold.provider,
      status: hold.status,
      currency: hold.currency,
      held: formatAmount(hold.heldMinor, hold.currency),
      externalReference: hold.externalReference,
      requestedAt: hold.requestedAt.toISOString(),
      ageSeconds: Math.floor((now.getTime() - hold.requestedAt.getTime()) / 1_000),
    };
  }
}

@ApiSchema({ name: 'AgedHoldPage' })
export class AgedHoldPageResponse extends PageOf(AgedHoldResponse) {}

const { amount, integer, text, time } = columnsOf<AgedHoldResponse>();

export const HOLD_COLUMNS: readonly Column<AgedHoldResponse>[] = [
  text('payoutId'),
  text('accountId'),
  text('provider'),
  text('status'),
  text('currency'),
  amount('held'),
  text('externalReference'),
  time('requestedAt'),
  integer('ageSeconds'),
];
