import { duplicateOfHold } from '../../domain/account/holds';
import type { Hold } from '../../domain/account/state';
import { asksForPayee, scopesOf, withPayee, type ApplyingLimits } from '../../domain/limits/applying-limits';
import type { LimitCheck } from '../../domain/limits/decide-limits';
import type { PayoutRequested } from '../../domain/payout/events';
import type { Payee } from '../../domain/payout/payee';
import type { Position } from '../../event-store/event-store';
import type { Cause } from '../../event-store/new-events';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { Bug, invariant } from '../../shared/invariant';
import type { AccountWriters } from '../accounts/account-writers';
import type { KnownLimits } from './limit-registry';
import { outdated, type LimitShares, type TakenShares } from './limit-shares';
import { accountClosed, limitExceeded, tooLittle, type Rejection } from '../payouts/payout-rejection';

/** Names for payees that lead back to no payee. Every process of an installation gives the same. */
export interface PayeePseudonyms {
  of(payee: Payee): string;
  /** Tells this installation's key from any other one. */
  readonly key: string;
}

export interface PayoutHoldsParts {
  readonly accounts: Pick<AccountWriters, 'execute' | 'recentState' | 'state'>;
  readonly limits: KnownLimits;
  readonly shares: LimitShares;
  readonly clock: Clock;
  readonly payees: PayeePseudonyms;
}

/** What the account has answered to a payout, once and for ever. */
export interface HoldAnswer {
  readonly status: Hold['status'];
  /** Of a refused one. */
  readonly rejection?: Rejection;
  /** The earlier payout of which it is a duplicate, where a limit let it through with a warning. */
  readonly duplicateOf?: string;
  readonly position: Position;
}

interface Check {
  readonly limits?: LimitCheck;
  /** The usage streams in which the payout has a share. */
  readonly usage: readonly string[];
}

const NO_LIMITS: Check = { usage: [] };

/** Asks an account to hold a payout's funds, within the limits. */
export class PayoutHolds {
  constructor(private readonly parts: PayoutHoldsParts) {}

  /** The account answers a payout once: a repeat gets the first answer. @throws {Fault} also where limits are not known */
  async hold(request: PayoutRequested, cause: Cause): Promise<HoldAnswer> {
    const { payoutId, accountId, heldAmountMinor: amountMinor, currency } = request;
    const { limits, usage } = await this.check(request, cause);
    const command = {
      type: 'HoldFunds',
      payoutId,
      amountMinor,
      currency,
      scopes: scopesOf(request),
      ...(limits && { limits }),
    } as const;
    const result = await this.parts.accounts.execute(accountId, command, cause);
    if (!result.ok && result.refusal === 'LIMITS_OUTDATED') throw outdated();
    if (!result.ok) throw new Bug(`A hold was refused: ${result.refusal}`);
    const { state, position } = result.value;
    const hold = state?.holds.get(payoutId);
    invariant(hold, `The account did not answer payout ${payoutId}`);
    await this.giveBackUnused(payoutId, hold, usage, cause);
    if (hold.status !== 'refused') return { status: hold.status, position, ...duplicateIn(hold) };
    return { status: hold.status, position, rejection: rejectionOf(request, hold, state?.availableMinor) };
  }

  /** The earlier payout that the answer to a held payout named. @throws {Fault} */
  async duplicateOf({ payoutId, accountId }: PayoutRequested): Promise<{ duplicateOf?: string }> {
    const { accounts } = this.parts;
    const recent = (await accounts.recentState(accountId))?.holds.get(payoutId);
    return duplicateIn(recent ?? (await accounts.state(accountId))?.holds.get(payoutId));
  }

  /** @throws {Fault} the limits are not known: nothing of a request is recorded then */
  requireLimits(request: PayoutRequested): void {
    this.parts.limits.applying(request, request.requestedAt);
  }

  /** Gives back the shares of a payout whose hold was released. @throws {Fault} */
  async giveBackReleased(payoutId: string, hold: Hold | undefined, cause: Cause): Promise<void> {
    if (hold?.status === 'released' && hold.usage)
      await this.parts.shares.giveBack(payoutId, hold.usage, cause);
  }

  private async check(request: PayoutRequested, cause: Cause): Promise<Check> {
    const { limits, accounts, shares, clock } = this.parts;
    const found = limits.applying(request, clock.now().toISOString());
    if (!found) return NO_LIMITS;
    const { payoutId, accountId } = request;
    // What the account has answered before is not asked for again.
    if ((await accounts.recentState(accountId))?.holds.has(payoutId)) return NO_LIMITS;
    const payee = found.limits.some(asksForPayee) ? this.pseudonymOf(request, found) : undefined;
    const applying = { ...found, limits: withPayee(found.limits, payee) };
    const taken = await shares.take(request, applying, cause);
    return { limits: limitCheck(request, applying, taken, payee), usage: taken.usage };
  }

  /** With another key every payee would be a new one, so nothing is held then. @throws {Fault} */
  private pseudonymOf({ personal }: PayoutRequested, { limits }: ApplyingLimits): string {
    const { payees } = this.parts;
    if (limits.some(({ payeeKey = payees.key }) => payeeKey !== payees.key))
      throw new Fault(
        'event store',
        'MASTER_KEY_FILE is not the key under which the limits on payees were set',
      );
    return payees.of(personal.payee);
  }

  /** A share without a hold, or of another day than the hold's. */
  private async giveBackUnused(
    payoutId: string,
    hold: Hold,
    usage: readonly string[],
    cause: Cause,
  ): Promise<void> {
    if (hold.status === 'captured') return;
    const used = hold.status === 'open' ? (hold.shares?.usage ?? []) : [];
    await this.parts.shares.giveBack(
      payoutId,
      usage.filter(stream => !used.includes(stream)),
      cause,
    );
  }
}

function duplicateIn(hold: Hold | undefined): { duplicateOf?: string } {
  const duplicateOf = duplicateOfHold(hold);
  return duplicateOf === undefined ? {} : { duplicateOf };
}

function rejectionOf(
  request: PayoutRequested,
  { refusal, closed }: Extract<Hold, { status: 'refused' }>,
  availableMinor: bigint | undefined,
): Rejection {
  if (closed) return accountClosed(request);
  return refusal ? limitExceeded(refusal, request.currency) : tooLittle(request, availableMinor);
}

function limitCheck(
  { amountMinor, approval }: PayoutRequested,
  { at, day, versions, limits }: ApplyingLimits,
  { shares, refusal }: TakenShares,
  payee: string | undefined,
): LimitCheck {
  return {
    ...{ at, day, versions, limits, amountMinor },
    sharesTaken: shares,
    isForApproval: approval !== undefined,
    ...(payee !== undefined && { payee }),
    ...(refusal && { shareRefused: refusal }),
  };
}
