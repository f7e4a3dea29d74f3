import { ApiSchema } from '@nestjs/swagger';
import type { SetMapping } from '../../../commands/reconciliation/set-statement-mapping';
import { Choice, Integer, ListOf, Nested, ProviderCode, Text, Time } from '../../fields/response-fields';
import {
  DATE_ORDERS,
  DECIMAL_MARKS,
  MappedColumnsDto,
  MappedStatusesDto,
  MappedTypesDto,
} from './mapping.dto';

@ApiSchema({ name: 'MappingTerms', description: 'How the columns are read, as it was set' })
class MappingTermsResponse {
  @Nested(() => MappedColumnsDto)
  readonly columns!: MappedColumnsDto;
  @Choice(DECIMAL_MARKS)
  readonly decimal!: (typeof DECIMAL_MARKS)[number];
  @Choice(DATE_ORDERS)
  readonly dates!: (typeof DATE_ORDERS)[number];
  @Nested(() => MappedTypesDto, { required: false })
  readonly types?: MappedTypesDto;
  @Nested(() => MappedStatusesDto, { required: false })
  readonly statuses?: MappedStatusesDto;
}

@ApiSchema({ name: 'StatementMapping' })
export class StatementMappingResponse {
  @Text('inter-extrato')
  readonly name!: string;
  @Integer(1, { description: 'From 1: each change is a version' })
  readonly version!: number;
  @ProviderCode()
  readonly provider!: string;
  @Nested(() => MappingTermsResponse)
  readonly mapping!: MappingTermsResponse;
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
