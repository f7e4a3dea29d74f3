import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Currency } from '../../shared/money';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import { ok, refuse, type Result } from '../../shared/result';
import { causeOfClient, NO_ORIGIN, type Origin } from '../origin';
import { AccountWriters } from './account-writers';
import { refusal, type CommandResult, type OpenedAccount, type Refusal } from '../results';

export class OpenAccount extends Command<Result<CommandResult<OpenedAccount>, Refusal>> {
  constructor(
    readonly clientId: string,
    readonly accountId: string,
    readonly name: string,
    readonly currency: Currency,
    readonly origin: Origin = NO_ORIGIN,
  ) {
    super();
  }
}

@CommandHandler(OpenAccount)
export class OpenAccountHandler implements ICommandHandler<OpenAccount> {
  constructor(private readonly accounts: AccountWriters) {}

  async execute({
    clientId,
    accountId,
    name,
    currency,
    origin,
  }: OpenAccount): Promise<Result<CommandResult<OpenedAccount>, Refusal>> {
    const cause = causeOfClient(clientId, origin, derivedId('OpenAccount', accountId), accountId);
    const opened = await this.accounts.execute(
      accountId,
      { type: 'OpenAccount', accountId, name, currency },
      cause,
    );
    if (opened.ok) return ok({ body: { accountId, name, currency }, position: opened.value.position });
    invariant(opened.refusal === 'ACCOUNT_EXISTS', `Opening an account was refused: ${opened.refusal}`);
    return refuse(refusal('ACCOUNT_EXISTS', `Account ${accountId} exists with another name or currency`));
  }
}
