import type { AccountCommand, AccountRefusal, AccountState } from '../../domain/account/account';
import type { Cause } from '../../event-store/new-events';
import type { Currency } from '../../shared/money';
import type { Result } from '../../shared/result';
import { AccountWriter, type AccountChange, type AccountParts } from './account-writer';

/** How many accounts' folded state is kept; the least recently used idle one goes first. */
const MAX_WRITERS = 10_000;

/** The account writers of this process, one per account. */
export class AccountWriters {
  private readonly writers = new Map<string, AccountWriter>();

  constructor(private readonly parts: AccountParts) {}

  /** @throws {Fault} as AccountWriter.execute */
  execute(
    accountId: string,
    command: AccountCommand,
    cause: Cause,
  ): Promise<Result<AccountChange, AccountRefusal>> {
    return this.writer(accountId).execute(command, cause);
  }

  /** The account's currency, or undefined if it was never opened. @throws {Fault} */
  currency(accountId: string): Promise<Currency | undefined> {
    return this.writer(accountId).currency();
  }

  /** The account as the disk has it now; null if it was never opened. @throws {Fault} */
  state(accountId: string): Promise<AccountState> {
    return this.writer(accountId).state();
  }

  /** The account as this process last knew it, for what refuses nothing; null if it was never opened. @throws {Fault} */
  recentState(accountId: string): Promise<AccountState> {
    return this.writer(accountId).recentState();
  }

  private writer(accountId: string): AccountWriter {
    const writer = this.writers.get(accountId) ?? new AccountWriter(accountId, this.parts);
    this.writers.delete(accountId);
    this.writers.set(accountId, writer);
    if (this.writers.size > MAX_WRITERS) this.dropOldestIdle();
    return writer;
  }

  private dropOldestIdle(): void {
    for (const [accountId, writer] of this.writers) {
      if (writer.idle) {
        this.writers.delete(accountId);
        return;
      }
    }
  }
}
