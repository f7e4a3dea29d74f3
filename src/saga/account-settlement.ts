import type { AccountLanes } from '../commands/accounts/account-writers';
import type { LoadedPayout, Payouts } from '../commands/payouts/payout-repository';
import type { AccountCommand } from '../domain/account/account';
import type { PayoutReturned } from '../domain/payout/events';
import type { PayoutState } from '../domain/payout/payout';
import { Bug } from '../shared/invariant';
import { causeOf } from './saga-cause';

type Existing = Exclude<PayoutState, { status: 'none' }>;

/** Brings the account to what the payout's stream says: the outcome, then everything that came back. */
export class Settlement {
  constructor(
    private readonly payouts: Payouts,
    private readonly lanes: AccountLanes,
  ) {}

  /**
   * True when the account holds what the payout said at the time it was read; false where the payout has moved on
   * meanwhile, and is to be read again. Can be repeated: each step takes effect once.
   * @throws {Fault}
   */
  async settle({ state, revision }: LoadedPayout): Promise<boolean> {
    for (const command of commandsFor(state)) {
      if (state.status === 'none') return true;
      const { accountId, payoutId } = state.request;
      const cause = causeOf(state.request, stepOf(command, revision));
      const answer = await this.lanes.execute(accountId, command, cause);
      if (answer.ok) continue;
      // A decision on a case has replaced the outcome since it was read: the account knows it already.
      if ((await this.payouts.load(payoutId)).revision !== revision) return false;
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
  if (state.status !== 'completed') return [];
  const { payoutId, provider } = state.request;
  const { originalAmountMinor, feeAmountMinor, evidence } = state.outcome;
  const corrects = evidence.kind === 'case';
  return [
    { type: 'CaptureHold', payoutId, provider, originalAmountMinor, feeAmountMinor, corrects },
    ...state.returns.map(returned => returnFunds(state, returned)),
  ];
}

function returnFunds({ request }: Existing, returned: PayoutReturned): AccountCommand {
  const { payoutId, provider } = request;
  const { returnId, currency, amountMinor, feeAmountMinor } = returned;
  return { type: 'ReturnFunds', payoutId, returnId, provider, currency, amountMinor, feeAmountMinor };
}

/** One outcome may be replaced by another and then by the first again: each time is a cause of its own. */
const stepOf = (command: AccountCommand, revision: bigint): string =>
  command.type === 'ReturnFunds' ? `return:${command.returnId}` : `${command.type}:${revision}`;
