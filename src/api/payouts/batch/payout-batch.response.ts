import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { Integer, ListOf, OR_NULL, Text } from '../../fields/response-fields';
import { Problem } from '../../problems/problem';
import { AcceptedPayoutResponse } from '../accepted-payout.response';

@ApiSchema({ name: 'BatchItem' })
@ApiExtraModels(AcceptedPayoutResponse, Problem)
export class BatchItemResponse {
  /** As it was given; null when the item has no valid key. */
  @Text('7d0c2f0e-5d0c-4a52-9b8e-0d5f5b6d3f10', OR_NULL)
  readonly idempotencyKey!: string | null;
  @Integer(202, { description: 'What the item alone would have been answered with' })
  readonly status!: number;
  @ApiProperty({ oneOf: [AcceptedPayoutResponse, Problem].map(body => ({ $ref: getSchemaPath(body) })) })
  readonly body!: AcceptedPayoutResponse | Problem;
}

@ApiSchema({ name: 'BatchAnswer' })
export class PayoutBatchResponse {
  @ListOf(() => BatchItemResponse)
  readonly items!: readonly BatchItemResponse[];
}
