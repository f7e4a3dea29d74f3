import { ApiSchema } from '@nestjs/swagger';
import type { AccountMappingVersion } from '../../../commands/ledger/set-account-mapping';
import { Integer, ListOf, OR_NULL, Text, Time } from '../../fields/response-fields';

@ApiSchema({ name: 'CodedAccount' })
class CodedAccountResponse {
  @Text('provider:*:float')
  readonly account!: string;
  @Text('1.1.2.05.00-0')
  readonly code!: string;
  @Text('Depósitos em instituições de pagamento', OR_NULL)
  readonly description!: string | null;
}

@ApiSchema({ name: 'AccountMapping' })
export class AccountMappingResponse {
  @Text('cosif')
  readonly name!: string;
  @Integer(1, { description: 'From 1: each change is a version, and none is ever changed' })
  readonly version!: number;
  @Text('2026-11-01', {
    description: 'The first day, on the clock in São Paulo, whose entries have these codes',
  })
  readonly validFrom!: string;
  @ListOf(() => CodedAccountResponse)
  readonly accounts!: readonly CodedAccountResponse[];
  @Text('alice')
  readonly setBy!: string;
  @Time()
  readonly setAt!: string;

  static from({
    name,
    version,
    validFrom,
    accounts,
    setBy,
    setAt,
  }: AccountMappingVersion): AccountMappingResponse {
    return { name, version, validFrom, accounts, setBy, setAt };
  }
}

@ApiSchema({ name: 'AccountMappings' })
export class AccountMappingsResponse {
  @ListOf(() => AccountMappingResponse, { description: 'The last version of each name' })
  readonly items!: readonly AccountMappingResponse[];
}

@ApiSchema({ name: 'AccountMappingVersions' })
export class AccountMappingVersionsResponse {
  @Text('cosif')
  readonly name!: string;
  @ListOf(() => AccountMappingResponse, { description: 'In the order in which they were set' })
  readonly versions!: readonly AccountMappingResponse[];
}
