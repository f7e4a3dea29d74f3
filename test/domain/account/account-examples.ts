import type { AccountCommand } from '../../../src/domain/account/account';
import type {
  AccountEvent,
  ExcessCharged,
  DepositReversed,
  FundsDeposited,
  FundsReturned,
  HoldCaptured,
  Reversal,
  SuspenseBooked,
} from '../../../src/domain/account/events';

type CommandOf<Type extends AccountCommand['type']> = Extract<AccountCommand, { type: Type }>;

export const openAccount = (over: Partial<CommandOf<'OpenAccount'>> = {}): AccountCommand => ({
  type: 'OpenAccount',
  accountId: 'merchant-1',
  name: 'Merchant One',
  currency: 'BRL',
  ...over,
});

type BookedAtOnce = Extract<CommandOf<'DepositFunds'>, { approval?: never }>;

export const depositFunds = (over: Partial<BookedAtOnce> = {}): AccountCommand => ({
  type: 'DepositFunds',
  depositId: 'deposit-1',
  fingerprint: 'f-1',
  amountMinor: 10_000n,
  currency: 'BRL',
  provider: 'connectpsp',
  reference: 'wire 1',
  depositedAt: '2026-01-02T03:04:05.000Z',
  ...over,
});

export const holdFunds = (over: Partial<CommandOf<'HoldFunds'>> = {}): AccountCommand => ({
  type: 'HoldFunds',
  payoutId: 'payout-1',
  amountMinor: 5_031n,
  currency: 'BRL',
  ...over,
});

export const captureHold = (over: Partial<CommandOf<'CaptureHold'>> = {}): AccountCommand => ({
  type: 'CaptureHold',
  payoutId: 'payout-1',
  provider: 'connectpsp',
  originalAmountMinor: 5_000n,
  feeAmountMinor: 31n,
  corrects: false,
  ...over,
});

export const releaseHold = (over: Partial<CommandOf<'ReleaseHold'>> = {}): AccountCommand => ({
  type: 'ReleaseHold',
  payoutId: 'payout-1',
  provider: 'connectpsp',
  corrects: false,
  ...over,
});

/** What a return says, whole by default. */
const RETURN = {
  payoutId: 'payout-1',
  returnId: 'return-1',
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 5_000n,
  feeAmountMinor: 0n,
} as const;

export const returnFunds = (over: Partial<CommandOf<'ReturnFunds'>> = {}): AccountCommand => ({
  type: 'ReturnFunds',
  ...RETURN,
  ...over,
});

const REVERSED = {
  depositId: 'deposit-1',
  caseId: 'case-1',
  amountMinor: 10_000n,
  reason: 'not ours',
  proposedBy: 'alice',
  confirmedBy: 'bob',
} as const;

export const reverseDeposit = (over: Partial<CommandOf<'ReverseDeposit'>> = {}): AccountCommand => ({
  type: 'ReverseDeposit',
  ...REVERSED,
  overdraftMinor: 0n,
  ...over,
});

export const depositReversed = (over: Partial<DepositReversed> = {}): AccountEvent => ({
  type: 'DepositReversed',
  data: {
    accountId: 'merchant-1',
    ...REVERSED,
    provider: 'connectpsp',
    currency: 'BRL',
    reference: 'wire 1',
    ...over,
  },
});

const SUSPENSE = {
  payoutId: 'payout-1',
  caseId: 'case-1',
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 700n,
  direction: 'LEFT_FLOAT',
} as const;

export const bookSuspense = (over: Partial<CommandOf<'BookSuspense'>> = {}): AccountCommand => ({
  type: 'BookSuspense',
  ...SUSPENSE,
  ...over,
});

export const opened: AccountEvent = {
  type: 'AccountOpened',
  data: { accountId: 'merchant-1', name: 'Merchant One', currency: 'BRL' },
};

export const deposited = (over: Partial<FundsDeposited> = {}): AccountEvent => ({
  type: 'FundsDeposited',
  data: {
    accountId: 'merchant-1',
    depositId: 'deposit-1',
    fingerprint: 'f-1',
    amountMinor: 10_000n,
    currency: 'BRL',
    provider: 'connectpsp',
    reference: 'wire 1',
    depositedAt: '2026-01-02T03:04:05.000Z',
    ...over,
  },
});

export const held = (amountMinor = 5_031n, payoutId = 'payout-1'): AccountEvent => ({
  type: 'FundsHeld',
  data: { accountId: 'merchant-1', payoutId, amountMinor, currency: 'BRL' },
});

/** As of schema version 1 unless `over` says what is on suspense: the account pays what its hold does not cover. */
export const captured = (over: Partial<HoldCaptured> = {}): AccountEvent => ({
  type: 'HoldCaptured',
  data: {
    accountId: 'merchant-1',
    payoutId: 'payout-1',
    provider: 'connectpsp',
    currency: 'BRL',
    heldAmountMinor: 5_031n,
    originalAmountMinor: 5_000n,
    feeAmountMinor: 31n,
    ...over,
  },
});

/** 1.00 of what the payout cost above its hold. */
const EXCESS = {
  payoutId: 'payout-1',
  caseId: 'case-1',
  provider: 'connectpsp',
  currency: 'BRL',
  amountMinor: 100n,
} as const;

export const chargeExcess = (over: Partial<CommandOf<'ChargeExcess'>> = {}): AccountCommand => ({
  type: 'ChargeExcess',
  ...EXCESS,
  ...over,
});

export const excessCharged = (over: Partial<ExcessCharged> = {}): AccountEvent => ({
  type: 'ExcessCharged',
  data: { accountId: 'merchant-1', ...EXCESS, ...over },
});

export const released = (amountMinor = 5_031n, payoutId = 'payout-1'): AccountEvent => ({
  type: 'HoldReleased',
  data: { accountId: 'merchant-1', payoutId, amountMinor, currency: 'BRL' },
});

export const holdRefused = (amountMinor = 5_031n, payoutId = 'payout-1'): AccountEvent => ({
  type: 'HoldRefused',
  data: { accountId: 'merchant-1', payoutId, amountMinor, currency: 'BRL' },
});

export const fundsReturned = (over: Partial<FundsReturned> = {}): AccountEvent => ({
  type: 'FundsReturned',
  data: { accountId: 'merchant-1', ...RETURN, ...over },
});

export const suspenseBooked = (over: Partial<SuspenseBooked> = {}): AccountEvent => ({
  type: 'SuspenseBooked',
  data: { accountId: 'merchant-1', ...SUSPENSE, ...over },
});

const reversal = (over: Partial<Reversal>): Reversal => ({
  accountId: 'merchant-1',
  payoutId: 'payout-1',
  provider: 'connectpsp',
  currency: 'BRL',
  originalAmountMinor: 5_000n,
  feeAmountMinor: 31n,
  ...over,
});

export const captureReversed = (over: Partial<Reversal> = {}): AccountEvent => ({
  type: 'CaptureReversed',
  data: reversal(over),
});

export const releaseReversed = (over: Partial<Reversal> = {}): AccountEvent => ({
  type: 'ReleaseReversed',
  data: reversal(over),
});
