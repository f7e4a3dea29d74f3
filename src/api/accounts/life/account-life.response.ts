import { ApiSchema } from '@nestjs/swagger';
import type { ClosedAccount } from '../../../commands/results';
import { AccountId, Text, Time } from '../../fields/response-fields';
import { maskedDocument, maskedName } from '../../payouts/payee/masked-payee';

interface Owner {
  readonly name: string;
  readonly document: string;
}

@ApiSchema({ name: 'AccountOwner', description: 'Masked without `personal:read`' })
export class AccountOwnerResponse {
  @Text('Maria Silva')
  readonly name!: string;
  @Text('12345678909')
  readonly document!: string;

  static from({ name, document }: Owner, withPersonal: boolean): AccountOwnerResponse {
    return withPersonal ? { name, document } : { name: maskedName(name), document: maskedDocument(document) };
  }
}

@ApiSchema({ name: 'ClosedAccount' })
export class ClosedAccountResponse {
  @AccountId()
  readonly id!: string;
  @Text('CLOSED')
  readonly status!: string;
  @Time()
  readonly closedAt!: string;

  static from({ accountId, closedAt }: ClosedAccount): ClosedAccountResponse {
    return { id: accountId, status: 'CLOSED', closedAt };
  }
}
