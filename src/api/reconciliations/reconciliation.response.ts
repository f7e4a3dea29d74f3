import { ApiSchema } from '@nestjs/swagger';
import type { Reconciliation } from '../../commands/reconciliation/reconcile-statement';
import { EventPageResponse } from '../audit/event.response';
import { Choice, Integer, Nested, OR_NULL, Text, Time } from '../fields/response-fields';
import { Problem } from '../problems/problem';
import type { ImportProgress, ImportRecord, ImportState } from './imports/import-record';

@ApiSchema({ name: 'Reconciliation' })
export class ReconciliationResponse {
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d')
  readonly id!: string;
  @Integer(1204)
  readonly matched!: number;
  @Integer(3, {
    description:
      'Unfinished on both sides; or unfinished or failed there and unknown here; or money that came and is no return',
  })
  readonly nothingMoved!: number;
  @Integer(1, { description: 'Each is a case of the kind RECONCILIATION_BREAK' })
  readonly breaks!: number;

  static from({ statementId, matched, nothingMoved, breaks }: Reconciliation): ReconciliationResponse {
    return { id: statementId, matched, nothingMoved, breaks };
  }
}

const STATES = ['RUNNING', 'COMPLETED', 'REFUSED', 'FAILED'] as const satisfies readonly ImportState[];

/** An import of a file that was too large to be compared before the answer. */
@ApiSchema({ name: 'StatementImport' })
export class StatementImportResponse {
  @Text('0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210')
  readonly id!: string;
  @Choice(STATES, { description: 'REFUSED and FAILED: nothing more happens; send the file again' })
  readonly state!: ImportState;
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', { ...OR_NULL, description: 'Once it is COMPLETED' })
  readonly reconciliationId!: string | null;
  @Integer(5_242_880, { description: 'Of the file' })
  readonly bytes!: number;
  @Integer(120_000, { ...OR_NULL, description: 'Of the file, while they are recorded' })
  readonly lines!: number | null;
  @Integer(61_500, { description: 'Lines that are recorded while it is RUNNING' })
  readonly linesRecorded!: number;
  @Time()
  readonly receivedAt!: string;
  @Nested(() => Problem, { ...OR_NULL, description: 'Why it was refused, or why it failed' })
  readonly problem!: Problem | null;

  static from(record: ImportRecord, progress?: ImportProgress): StatementImportResponse {
    const { id, state, statementId, size, receivedAt, refusal } = record;
    const { lines = null, recorded = 0 } = progress ?? {};
    const known = { id, state, reconciliationId: statementId, bytes: size, lines, linesRecorded: recorded };
    return { ...known, receivedAt, problem: refusal };
  }
}

/** A page of the events of a statement. `import`: how its import goes, where the id is an import's. */
@ApiSchema({ name: 'ReconciliationPage' })
export class ReconciliationPageResponse extends EventPageResponse {
  @Nested(() => StatementImportResponse, OR_NULL)
  readonly import!: StatementImportResponse | null;
}
