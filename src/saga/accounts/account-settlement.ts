import type { AccountWriters } from '../../commands/accounts/account-writers';
import type { PayoutHolds } from '../../commands/limits/payout-holds';
import type { LoadedPayout, PayoutRepository } from '../../commands/payouts/payout-repository';
import type { AccountCommand, AccountRefusal } from '../../domain/account/account';
import type { PayoutReturned } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import { Bug } from '../../shared/invariant';
import { sagaCause } from '../saga-cause';

type ExistingPayout = Exclude<PayoutState, { status: 'none' }>;

/** Brings the account to the payout's recorded outcome: capture or release, then each return. */
export class AccountSettlement {
  constructor(
    private readonly payouts: PayoutRepository,
    private readonly accounts: AccountWriters,
    private readonly holds: Pick<PayoutHolds, 'giveBackReleased'>,
  ) {}

  /**
   * Returns true when the account agrees with the payout as it was read. Returns false when the payout has moved on: the
   * caller reads it again. It can be repeated: each step takes effect once.
   * @throws {Fault} The event store does not answer.
   */
  async settle({ state, revision }: LoadedPayout): Promise<boolean> {
    for (const command of commandsFor(state)) {
      if (state.status === 'none') return true;
      const { accountId, payoutId } = state.request;
      const cause = sagaCause(state.request, stepOf(command, revision));
      const answer = await this.accounts.execute(accountId, command, cause);
      if (answer.ok) {
        const hold = answer.value.state?.holds.get(payoutId);
        await this.holds.giveBackReleased(payoutId, hold, cause);
        continue;
      }
      if (isNothingHeld(state, answer.refusal)) continue;
      // A decision on a case can replace the outcome after it was read. Then the account has the new outcome already.
      if ((await this.payouts.read(payoutId)).revision !== revision) return false;
      throw new Bug(`${command.type} for payout ${payoutId} was refused: ${answer.refusal}`);
    }
    return true;
  }
}

function commandsFor(state: PayoutState): AccountCommand[] {
  if (state.status === 'failed') {
    const { payoutId, provider } = state.request;
    return [{ type: 'ReleaseHold', payoutId, provider, corrects: state.outcome.evidence.kind === 'case' }];
  }
  if (state.status === 'unapproved') {
    const { payoutId, provider } = state.request;
    return [{ type: 'ReleaseHold', payoutId, provider, corrects: false }];
  }
  if (state.status !== 'completed') return [];
  const { payoutId, provider } = state.request;
  const { originalAmountMinor, feeAmountMinor, evidence } = state.outcome;
  const corrects = evidence.kind === 'case';
  return [
    { type: 'CaptureHold', payoutId, provider, originalAmountMinor, feeAmountMinor, corrects },
    ...state.returns.map(returned => returnFunds(state, returned)),
  ];
}

/** The account refused to hold, or was never asked: a payout that was not approved has nothing to release. */
const isNothingHeld = ({ status }: PayoutState, refusal: AccountRefusal): boolean =>
  status === 'unapproved' && refusal === 'HOLD_NOT_FOUND';

function returnFunds({ request }: ExistingPayout, returned: PayoutReturned): AccountCommand {
  const { payoutId, provider } = request;
  const { returnId, currency, amountMinor, feeAmountMinor } = returned;
  return { type: 'ReturnFunds', payoutId, returnId, provider, currency, amountMinor, feeAmountMinor };
}

/** A decision can replace an outcome, and a later one can bring the first back: the revision keeps their causes apart. */
const stepOf = (command: AccountCommand, revision: bigint): string =>
  command.type === 'ReturnFunds' ? `return:${command.returnId}` : `${command.type}:${revision}`;
