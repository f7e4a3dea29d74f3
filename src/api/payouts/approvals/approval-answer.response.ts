import { ApiExtraModels, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import type { ApprovedBatch } from '../../../commands/approvals/approve-payouts';
import type { ApprovalResult } from '../../../commands/results';
import { Choice, Integer, ListOf, PayoutId } from '../../fields/response-fields';
import { Problem } from '../../problems/problem';
import { problemOf, valueOrProblem } from '../../problems/problem-of';

const STATUSES = ['AWAITING_APPROVAL', 'PROCESSING', 'REJECTED'] as const;

/** The payout after one person's decision. A repeat gets the same again. */
@ApiSchema({ name: 'ApprovalAnswer' })
export class ApprovalAnswerResponse {
  @PayoutId()
  readonly id!: string;
  @Choice(STATUSES)
  readonly status!: ApprovalResult['status'];
  @Integer(1, { description: 'How many people had approved then' })
  readonly approvals!: number;
  @Integer(2, { description: 'How many have to' })
  readonly needed!: number;

  static from({ payoutId, status, approvals, needed }: ApprovalResult): ApprovalAnswerResponse {
    return { id: payoutId, status, approvals, needed };
  }
}

@ApiSchema({ name: 'ApprovedItem' })
@ApiExtraModels(ApprovalAnswerResponse, Problem)
class ApprovedItemResponse {
  @PayoutId()
  readonly id!: string;
  @Integer(200, { description: 'What the payout alone would have been answered with' })
  readonly status!: number;
  @ApiProperty({ oneOf: [ApprovalAnswerResponse, Problem].map(body => ({ $ref: getSchemaPath(body) })) })
  readonly body!: ApprovalAnswerResponse | Problem;

  static from({ payoutId: id, result }: ApprovedBatch['items'][number]): ApprovedItemResponse {
    try {
      return { id, status: 200, body: ApprovalAnswerResponse.from(valueOrProblem(result).body) };
    } catch (thrown) {
      const { problem } = problemOf(thrown);
      return { id, status: problem.status, body: problem };
    }
  }
}

@ApiSchema({ name: 'ApprovedBatch' })
export class ApprovedBatchResponse {
  @ListOf(() => ApprovedItemResponse)
  readonly items!: readonly ApprovedItemResponse[];

  static from({ items }: ApprovedBatch): ApprovedBatchResponse {
    return { items: items.map(item => ApprovedItemResponse.from(item)) };
  }
}
