import { type Currency } from '../../../shared/money';
import { PageDto } from '../../fields/page.dto';
import {
  CountField,
  CurrencyField,
  IdListField,
  PayoutAmountField,
  ProviderField,
  ReasonField,
  TextField,
} from '../../fields/request-fields';

export class RejectApprovalDto {
  @ReasonField({ example: 'The payee is not known to us' })
  readonly reason!: string;
}

/** Payouts that are named one by one, and what the person counted and added up. */
export class ApprovePayoutsDto {
  @IdListField('payout')
  readonly payoutIds!: readonly string[];

  @CountField('payouts you approve')
  readonly count!: number;

  @PayoutAmountField({ description: 'Their amounts without fees, added up by you', example: '120000.00' })
  readonly total!: string;

  @CurrencyField({ description: 'BRL where absent' })
  readonly currency?: Currency | null;
}

export class ListApprovalsDto extends PageDto {
  @TextField(1, 200, { optional: true })
  readonly accountId?: string;
  @ProviderField({ optional: true })
  readonly provider?: string;
}
