import type { AccountCommand, AccountRefusal, AccountState } from '../../domain/account/account';
import type { Cause } from '../../event-store/new-events';
import type { Currency } from '../../shared/money';
import type { Result } from '../../shared/result';
import { AccountLane, type LaneAnswer, type LaneParts } from './account-writer';

/** How many accounts' folded state is kept; the least recently used idle one goes first. */
const MAX_LANES = 10_000;

/** The lanes of this process, one per account. */
export class AccountLanes {
  private readonly lanes = new Map<string, AccountLane>();

  constructor(private readonly parts: LaneParts) {}

  /** @throws {Fault} as AccountLane.execute */
  execute(
    accountId: string,
    command: AccountCommand,
    cause: Cause,
  ): Promise<Result<LaneAnswer, AccountRefusal>> {
    return this.lane(accountId).execute(command, cause);
  }

  /** The account's currency, or undefined if it was never opened. @throws {Fault} */
  currency(accountId: string): Promise<Currency | undefined> {
    return this.lane(accountId).currency();
  }

  /** The account as the disk has it now; null if it was never opened. @throws {Fault} */
  state(accountId: string): Promise<AccountState> {
    return this.lane(accountId).state();
  }

  private lane(accountId: string): AccountLane {
    const lane = this.lanes.get(accountId) ?? new AccountLane(accountId, this.parts);
    this.lanes.delete(accountId);
    this.lanes.set(accountId, lane);
    if (this.lanes.size > MAX_LANES) this.dropOldestIdle();
    return lane;
  }

  private dropOldestIdle(): void {
    for (const [accountId, lane] of this.lanes) {
      if (lane.idle) {
        this.lanes.delete(accountId);
        return;
      }
    }
  }
}
