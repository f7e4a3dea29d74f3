import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { WaitingView } from '../../../queries/payouts/list-approvals';
import { DepositRequestResponse } from '../../accounts/deposits/deposit.response';
import { Choice, OR_NULL, Text } from '../../fields/response-fields';
import { PayoutResponse } from '../payout.response';

@ApiSchema({ name: 'WaitingPayoutItem' })
class WaitingPayoutItemResponse extends PayoutResponse {
  @Choice(['PAYOUT'])
  readonly kind!: 'PAYOUT';
}

@ApiSchema({ name: 'WaitingDepositItem' })
class WaitingDepositItemResponse extends DepositRequestResponse {
  @Choice(['DEPOSIT'])
  readonly kind!: 'DEPOSIT';
}

type WaitingItem = WaitingPayoutItemResponse | WaitingDepositItemResponse;

/** What waits for people: `kind` says whether an item is a payout or a deposit. */
@ApiSchema({ name: 'ApprovalPage' })
@ApiExtraModels(WaitingPayoutItemResponse, WaitingDepositItemResponse)
export class ApprovalPageResponse {
  @ApiProperty({
    type: 'array',
    items: {
      oneOf: [WaitingPayoutItemResponse, WaitingDepositItemResponse].map(item => ({
        $ref: getSchemaPath(item),
      })),
    },
  })
  readonly items!: readonly WaitingItem[];
  @Text('cjUw', OR_NULL)
  readonly nextCursor!: string | null;

  static itemFrom(view: WaitingView, withPersonal: boolean): WaitingItem {
    return view.kind === 'PAYOUT'
      ? { kind: 'PAYOUT', ...PayoutResponse.from(view.payout, withPersonal) }
      : { kind: 'DEPOSIT', ...DepositRequestResponse.from(view.deposit) };
  }
}
