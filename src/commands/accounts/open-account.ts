import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AccountOwner } from '../../domain/account/events';
import { EventStore } from '../../event-store/event-store';
import { readEvents } from '../../event-store/read-events';
import { accountStream } from '../../event-store/stream-names';
import { Fault } from '../../shared/fault';
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
    /** null: the request names none. */
    readonly owner: AccountOwner | null = null,
  ) {
    super();
  }
}

@CommandHandler(OpenAccount)
export class OpenAccountHandler implements ICommandHandler<OpenAccount> {
  constructor(
    private readonly accounts: AccountWriters,
    private readonly store: EventStore,
  ) {}

  async execute({
    clientId,
    accountId,
    name,
    currency,
    origin,
    owner,
  }: OpenAccount): Promise<Result<CommandResult<OpenedAccount>, Refusal>> {
    const cause = causeOfClient(clientId, origin, derivedId('OpenAccount', accountId), accountId);
    const opened = await this.accounts.execute(
      accountId,
      { type: 'OpenAccount', accountId, name, currency, ...(owner && { owner }) },
      cause,
    );
    if (!opened.ok)
      invariant(opened.refusal === 'ACCOUNT_EXISTS', `Opening an account was refused: ${opened.refusal}`);
    else if (isSameOwner(owner, await this.ownerOf(accountId)))
      return ok({ body: { accountId, name, currency, owner }, position: opened.value.position });
    return refuse(
      refusal('ACCOUNT_EXISTS', `Account ${accountId} exists with another name, currency or owner`),
    );
  }

  /** The account's state has nothing personal: the owner stands in its first event alone. */
  private async ownerOf(accountId: string): Promise<AccountOwner | null> {
    for await (const { body } of readEvents(this.store, accountStream(accountId), 0n, 1))
      if (body.type === 'AccountOpened') return body.data.personal?.owner ?? null;
    throw new Fault('event store', `Account ${accountId} was opened and cannot be read`);
  }
}

const isSameOwner = (left: AccountOwner | null, right: AccountOwner | null): boolean =>
  left?.name === right?.name && left?.document === right?.document;
