import { ApiSchema } from '@nestjs/swagger';
import type { LimitChangeResult } from '../../../commands/results';
import { Choice, Text, Time } from '../../fields/response-fields';

const STATUSES = [
  'UNCHANGED',
  'PROPOSED',
  'CONFIRMED',
  'WITHDRAWN',
] as const satisfies readonly LimitChangeResult['status'][];

export const ChangeId = (): PropertyDecorator => Text('0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210');

@ApiSchema({ name: 'LimitChange' })
export class LimitChangeResponse {
  @Text('account-merchant-1')
  readonly scope!: string;
  @Text('0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210', {
    nullable: true,
    description: 'null: nobody has ever decided on the limit',
  })
  readonly changeId!: string | null;
  @Choice(STATUSES, {
    description:
      'UNCHANGED: there is no such limit. PROPOSED: another person has to confirm it. CONFIRMED: it takes effect at effectiveFrom',
  })
  readonly status!: LimitChangeResult['status'];
  @Time({ nullable: true })
  readonly effectiveFrom!: string | null;

  static from({ scope, changeId, status, effectiveFrom }: LimitChangeResult): LimitChangeResponse {
    return { scope, changeId, status, effectiveFrom };
  }
}
