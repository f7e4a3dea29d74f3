import type { AccountWriters } from '../../commands/accounts/account-writers';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { derivedId } from '../../shared/ids';
import { invariant } from '../../shared/invariant';
import { LONGEST_WAIT_MS } from '../backoff';

/** Ends deposits that people did not approve in time. Nothing was booked for them. */
export class DepositExpiry {
  constructor(
    private readonly accounts: AccountWriters,
    private readonly clock: Clock,
  ) {}

  /**
   * Says when to look again; `done` once the deposit does not wait any more.
   * @throws {Fault} The event store does not answer; the caller works on the deposit again later.
   */
  async expire(accountId: string, depositId: string): Promise<'done' | { readonly again: Date }> {
    const state = await this.accounts.state(accountId);
    const known = state?.requestedDeposits.get(depositId);
    // The saga has seen its request, so a stream without it was not read to its end.
    if (!known) throw new Fault('event store', `Deposit ${depositId} cannot be read`);
    if (known.status !== 'awaiting') return 'done';
    const now = this.clock.now();
    const expiresAt = new Date(known.request.approval.expiresAt);
    if (now < expiresAt) return { again: earlier(expiresAt, new Date(now.getTime() + LONGEST_WAIT_MS)) };
    const causationId = derivedId('saga', depositId, 'expiry');
    const cause = { causationId, correlationId: accountId, actor: 'saga' };
    const command = { type: 'ExpireDeposit', depositId, now: now.toISOString() } as const;
    const expired = await this.accounts.execute(accountId, command, cause);
    invariant(expired.ok, `The approval of deposit ${depositId} could not expire`);
    return 'done';
  }
}

const earlier = (left: Date, right: Date): Date => (left < right ? left : right);
