import { Command } from '@nestjs/cqrs';
import type { Currency } from '../shared/money';
import type { Result } from '../shared/result';
import type { Answer, OpenedAccount, Refusal } from './answers';

export class OpenAccount extends Command<Result<Answer<OpenedAccount>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly accountId: string,
    readonly name: string,
    readonly currency: Currency,
  ) {
    super();
  }
}
