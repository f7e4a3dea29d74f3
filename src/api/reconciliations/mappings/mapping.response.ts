import { ApiSchema } from '@nestjs/swagger';
import type { SetMapping } from '../../../commands/reconciliation/set-statement-mapping';
import { Integer, ListOf, OpenObject, ProviderCode, Text, Time } from '../../fields/response-fields';

@ApiSchema({ name: 'StatementMapping' })
export class StatementMappingResponse {
  @Text('inter-extrato')
  readonly name!: string;
  @Integer(1, { description: 'From 1: each change is a version' })
  readonly version!: number;
  @ProviderCode()
  readonly provider!: string;
  @OpenObject({ description: 'columns, decimal, dates, types and statuses, as they were set' })
  readonly mapping!: unknown;
  @Text('alice')
  readonly setBy!: string;
  @Time()
  readonly setAt!: string;

  static from({ name, version, provider, mapping, setBy, setAt }: SetMapping): StatementMappingResponse {
    return { name, version, provider, mapping, setBy, setAt };
  }
}

@ApiSchema({ name: 'StatementMappings' })
export class StatementMappingsResponse {
  @ListOf(() => StatementMappingResponse)
  readonly items!: readonly StatementMappingResponse[];
}
