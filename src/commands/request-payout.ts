import { Command } from '@nestjs/cqrs';
import type { Payee, ProviderName } from '../domain/payout/payee';
import type { Currency } from '../shared/money';
import type { Result } from '../shared/result';
import type { AcceptedPayout, Answer, Refusal } from './answers';

export interface PayoutRequest {
  readonly accountId: string;
  readonly provider: ProviderName;
  /** A decimal string with exactly the currency's digits. */
  readonly amount: string;
  /** Where given it must be the account's. */
  readonly currency: Currency | null;
  readonly externalReference: string;
  readonly description: string | null;
  readonly payee: Payee;
}

export class RequestPayout extends Command<Result<Answer<AcceptedPayout>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly idempotencyKey: string,
    readonly request: PayoutRequest,
  ) {
    super();
  }
}
