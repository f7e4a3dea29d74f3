import { ApiSchema } from '@nestjs/swagger';
import type { Reconciliation } from '../../commands/reconciliation/reconcile-statement';
import { Integer, Text } from '../fields/response-fields';

@ApiSchema({ name: 'Reconciliation' })
export class ReconciliationResponse {
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly id!: string;
  @Integer(1204)
  readonly matched!: number;
  @Integer(3, {
    description: 'Unfinished on both sides; or unfinished or failed there and unknown here',
  })
  readonly nothingMoved!: number;
  @Integer(1, { description: 'Each is a case of the kind RECONCILIATION_BREAK' })
  readonly breaks!: number;

  static from({ statementId, matched, nothingMoved, breaks }: Reconciliation): ReconciliationResponse {
    return { id: statementId, matched, nothingMoved, breaks };
  }
}
