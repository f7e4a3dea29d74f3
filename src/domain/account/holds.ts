import { MAX_AMOUNT_MINOR } from '../../shared/money';
import { ok, refuse } from '../../shared/result';
import {
  afterCompletion,
  afterGivenBack,
  afterShares,
  afterVersions,
  heldShares,
  type HeldShares,
} from '../limits/account-usage';
import { decideLimits, isBehind, type LimitCheck } from '../limits/decide-limits';
import { excessOf } from './excess';
import {
  NOTHING,
  type CaptureHold,
  type CommandOf,
  type DataOf,
  type Decision,
  type Hold,
  type OpenedAccount,
  type ReleaseHold,
} from './state';

export function holdFunds(state: OpenedAccount, command: CommandOf<'HoldFunds'>): Decision {
  const { payoutId, amountMinor, currency } = command;
  // The first result stands, whatever became of it. A late repeat must not hold the money a second time. It must not
  // hold money that came after a client read that the hold was refused.
  if (state.holds.has(payoutId)) return NOTHING;
  if (currency !== state.currency) return refuse('CURRENCY_MISMATCH');
  if (amountMinor <= 0n || amountMinor > MAX_AMOUNT_MINOR) return refuse('AMOUNT_INVALID');
  const data = { accountId: state.accountId, payoutId, amountMinor, currency };
  if (state.life.isClosed) return ok([{ type: 'HoldRefused', data: { ...data, closed: true } }]);
  if (amountMinor > state.availableMinor) return ok([{ type: 'HoldRefused', data }]);
  if (isBehind(state.usage, command.scopes, command.limits?.versions)) return refuse('LIMITS_OUTDATED');
  return command.limits ? holdWithin(state, data, command.limits) : ok([{ type: 'FundsHeld', data }]);
}

/** The hold and its shares of the limits are one event. */
function holdWithin(state: OpenedAccount, data: DataOf<'FundsHeld'>, check: LimitCheck): Decision {
  const decided = decideLimits(state.usage, check, payee => state.payees.has(payee));
  switch (decided.kind) {
    case 'outdated':
      return refuse('LIMITS_OUTDATED');
    case 'exceeded':
      return ok([{ type: 'HoldRefused', data: { ...data, exceeded: decided.exceeded } }]);
    case 'within':
      return ok([{ type: 'FundsHeld', data: { ...data, limits: decided.applied } }]);
  }
}

export function captureHold(state: OpenedAccount, command: CaptureHold): Decision {
  const { payoutId, provider, originalAmountMinor, feeAmountMinor, corrects } = command;
  const hold = state.holds.get(payoutId);
  if (!hold || hold.status === 'refused') return refuse('HOLD_NOT_FOUND');
  if (originalAmountMinor <= 0n || feeAmountMinor < 0n) return refuse('AMOUNT_INVALID');
  const { accountId, currency } = state;
  const taken = { accountId, payoutId, provider, currency, originalAmountMinor, feeAmountMinor };
  const excess = excessOf(command, hold.amountMinor);
  switch (hold.status) {
    case 'open':
      return ok([{ type: 'HoldCaptured', data: { ...taken, heldAmountMinor: hold.amountMinor, ...excess } }]);
    case 'released':
      return corrects
        ? ok([{ type: 'ReleaseReversed', data: { ...taken, ...excess } }])
        : refuse('HOLD_CLOSED_OTHERWISE');
    case 'captured': {
      if (hold.originalAmountMinor === originalAmountMinor && hold.feeAmountMinor === feeAmountMinor)
        return NOTHING;
      if (!corrects || hold.returnedMinor > 0n) return refuse('HOLD_CLOSED_OTHERWISE');
      // It was decided to have failed and then to have been paid, before the first of the two was carried out.
      return ok([
        { type: 'CaptureReversed', data: { ...taken, ...costOf(hold) } },
        { type: 'ReleaseReversed', data: { ...taken, ...excess } },
      ]);
    }
  }
}

export function releaseHold(state: OpenedAccount, command: ReleaseHold): Decision {
  const { payoutId, provider, corrects } = command;
  const hold = state.holds.get(payoutId);
  if (!hold || hold.status === 'refused') return refuse('HOLD_NOT_FOUND');
  const { accountId, currency } = state;
  switch (hold.status) {
    case 'open':
      return ok([
        { type: 'HoldReleased', data: { accountId, payoutId, amountMinor: hold.amountMinor, currency } },
      ]);
    case 'released':
      return NOTHING;
    case 'captured': {
      // What has come back by a return must not be given a second time.
      if (!corrects || hold.returnedMinor > 0n) return refuse('HOLD_CLOSED_OTHERWISE');
      const given = { accountId, payoutId, provider, currency, ...costOf(hold) };
      return ok([{ type: 'CaptureReversed', data: given }]);
    }
  }
}

type Captured = Extract<Hold, { status: 'captured' }>;

/** What a captured hold has cost, and what of it is on suspense now. */
const costOf = ({ originalAmountMinor, feeAmountMinor, excessMinor }: Captured) => ({
  originalAmountMinor,
  feeAmountMinor,
  ...(excessMinor > 0n ? { excessMinor } : {}),
});

export function afterHeld(
  state: OpenedAccount,
  { payoutId, amountMinor, limits }: DataOf<'FundsHeld'>,
): OpenedAccount {
  const shares = limits && { shares: heldShares(limits) };
  return {
    ...state,
    availableMinor: state.availableMinor - amountMinor,
    heldMinor: state.heldMinor + amountMinor,
    holds: state.holds.set(payoutId, { status: 'open', amountMinor, ...shares }),
    ...(limits && { usage: afterShares(state.usage, payoutId, limits) }),
  };
}

export function afterRefused(
  state: OpenedAccount,
  { payoutId, amountMinor, exceeded, closed }: DataOf<'HoldRefused'>,
): OpenedAccount {
  const refusal = { ...(exceeded && { refusal: exceeded.refusal }), ...(closed && { closed }) };
  return {
    ...state,
    holds: state.holds.set(payoutId, { status: 'refused', amountMinor, ...refusal }),
    ...(exceeded && { usage: { ...state.usage, ...afterVersions(state.usage, exceeded.versions) } }),
  };
}

/** What left is booked whole; what is above the hold is the suspense's, or in events of version 1 the account's. */
export function afterCaptured(state: OpenedAccount, data: DataOf<'HoldCaptured'>): OpenedAccount {
  const { heldAmountMinor } = data;
  return {
    ...state,
    ...limitsAfterCapture(state, sharesOf(state, data.payoutId)),
    heldMinor: state.heldMinor - heldAmountMinor,
    availableMinor: state.availableMinor + heldAmountMinor - paidBy(data),
    holds: state.holds.set(data.payoutId, {
      ...captured(heldAmountMinor, data),
      ...duplicateIn(state, data.payoutId),
    }),
  };
}

export function afterReleased(
  state: OpenedAccount,
  { payoutId, amountMinor }: DataOf<'HoldReleased'>,
): OpenedAccount {
  const shares = sharesOf(state, payoutId);
  const shared = shares && shares.usage.length > 0 ? { usage: shares.usage } : {};
  return {
    ...state,
    heldMinor: state.heldMinor - amountMinor,
    availableMinor: state.availableMinor + amountMinor,
    holds: state.holds.set(payoutId, {
      status: 'released',
      amountMinor,
      ...shared,
      ...duplicateIn(state, payoutId),
    }),
    ...(shares && { usage: afterGivenBack(state.usage, payoutId, shares) }),
  };
}

/** The earlier payout of which a held payout is a duplicate: the answer to its request said so, and says it again. */
export function duplicateOfHold(hold: Hold | undefined): string | undefined {
  if (!hold || hold.status === 'refused') return undefined;
  return hold.status === 'open' ? hold.shares?.duplicateOf : hold.duplicateOf;
}

function duplicateIn({ holds }: OpenedAccount, payoutId: string): { duplicateOf?: string } {
  const duplicateOf = duplicateOfHold(holds.get(payoutId));
  return duplicateOf === undefined ? {} : { duplicateOf };
}

function sharesOf({ holds }: OpenedAccount, payoutId: string): HeldShares | undefined {
  const hold = holds.get(payoutId);
  return hold?.status === 'open' ? hold.shares : undefined;
}

/** The share of the day stays with a completed payout, and its payee is new no more. */
function limitsAfterCapture(
  { usage, payees }: OpenedAccount,
  shares: HeldShares | undefined,
): Partial<Pick<OpenedAccount, 'usage' | 'payees'>> {
  if (shares?.payee === undefined) return {};
  const known = payees.has(shares.payee) ? payees : payees.set(shares.payee, KNOWN);
  return { usage: afterCompletion(usage, shares), payees: known };
}

const KNOWN = 'known';

export function afterCaptureReversed(state: OpenedAccount, data: DataOf<'CaptureReversed'>): OpenedAccount {
  const amountMinor = state.holds.get(data.payoutId)?.amountMinor ?? 0n;
  return {
    ...state,
    availableMinor: state.availableMinor + paidBy(data),
    holds: state.holds.set(data.payoutId, {
      status: 'released',
      amountMinor,
      ...duplicateIn(state, data.payoutId),
    }),
  };
}

export function afterReleaseReversed(state: OpenedAccount, data: DataOf<'ReleaseReversed'>): OpenedAccount {
  const amountMinor = state.holds.get(data.payoutId)?.amountMinor ?? 0n;
  return {
    ...state,
    availableMinor: state.availableMinor - paidBy(data),
    holds: state.holds.set(data.payoutId, {
      ...captured(amountMinor, data),
      ...duplicateIn(state, data.payoutId),
    }),
  };
}

type Booked = Pick<DataOf<'HoldCaptured'>, 'originalAmountMinor' | 'feeAmountMinor' | 'excessMinor'>;

/** What the account itself pays. */
const paidBy = ({ originalAmountMinor, feeAmountMinor, excessMinor = 0n }: Booked): bigint =>
  originalAmountMinor + feeAmountMinor - excessMinor;

const captured = (
  amountMinor: bigint,
  { originalAmountMinor, feeAmountMinor, excessMinor = 0n }: Booked,
): Captured => ({
  status: 'captured',
  amountMinor,
  originalAmountMinor,
  feeAmountMinor,
  excessMinor,
  returnedMinor: 0n,
});
