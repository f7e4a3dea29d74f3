import { Command } from '@nestjs/cqrs';
import type { ProviderName } from '../domain/payout/payee';
import type { Result } from '../shared/result';
import type { Answer, Deposit, Refusal } from './answers';

export interface DepositRequest {
  readonly accountId: string;
  /** A decimal string with exactly the account currency's digits. */
  readonly amount: string;
  readonly reference: string;
  readonly provider: ProviderName;
}

export class DepositFunds extends Command<Result<Answer<Deposit>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: DepositRequest,
  ) {
    super();
  }
}
