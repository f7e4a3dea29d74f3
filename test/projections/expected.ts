import type { RecordedEvent } from '../../src/event-store/event-store';

/** What the read models must say, folded from the events by rules written here again, not taken from the code. */
export interface Expected {
  accounts: Record<string, { available: bigint; held: bigint; revision: bigint }>;
  payouts: Record<string, ExpectedPayout>;
  /** By ledger account: the sums of its debits and credits. */
  ledger: Record<string, { debit: bigint; credit: bigint }>;
  entries: string[];
  cases: Record<string, { status: string; decision: string | null; resolution: string | null }>;
}

interface ExpectedPayout {
  original: bigint;
  status: string;
  fee: bigint | null;
  final: bigint | null;
  hold: bigint;
  contradicted: boolean;
  returned: bigint;
  returns: number;
}

/** The fields that matter here, of whichever event has them. */
interface Data {
  readonly accountId: string;
  readonly payoutId: string;
  readonly currency: string;
  readonly provider: string;
  readonly amountMinor: bigint;
  readonly heldAmountMinor: bigint;
  readonly originalAmountMinor: bigint;
  readonly feeAmountMinor: bigint;
  readonly finalAmountMinor: bigint;
}

export function expectedOf(events: readonly RecordedEvent[]): Expected {
  const expected: Expected = { accounts: {}, payouts: {}, ledger: {}, entries: [], cases: {} };
  for (const event of events) {
    if (event.streamId.startsWith('account-')) foldAccount(expected, event);
    if (event.body.type === 'ProviderFeesSettled') foldSettlement(expected, event);
    if (event.streamId.startsWith('payout-')) foldPayout(expected, event);
    if (event.streamId.startsWith('case-')) foldCase(expected, event);
  }
  return expected;
}

function foldSettlement(expected: Expected, event: RecordedEvent): void {
  const { provider, currency, amountMinor, paidFrom } = event.body.data as Data & { paidFrom: string };
  const paid = paidFrom === 'FLOAT' ? `provider:${provider}:float` : 'house:bank';
  const line = (name: string) => (expected.ledger[`${name} ${currency}`] ??= { debit: 0n, credit: 0n });
  line(`provider:${provider}:fees`).debit += amountMinor;
  line(paid).credit += amountMinor;
  expected.entries.push(event.id);
}

function foldAccount(expected: Expected, event: RecordedEvent): void {
  const data = event.body.data as Data;
  const id = data.accountId;
  if (event.body.type === 'AccountOpened') {
    expected.accounts[id] = { available: 0n, held: 0n, revision: 0n };
    return;
  }
  const account = expected.accounts[id]!;
  account.revision = event.revision;
  // An answer, no movement: it has no entry in the journal.
  if (event.body.type === 'HoldRefused') return;
  expected.entries.push(event.id);
  const available = `account:${id}:available ${data.currency}`;
  const held = `account:${id}:held ${data.currency}`;
  const book = (side: 'debit' | 'credit', name: string, minor: bigint) => {
    if (minor === 0n) return;
    const line = (expected.ledger[name] ??= { debit: 0n, credit: 0n });
    line[side] += minor;
  };
  const amount = data.amountMinor;
  const payout = expected.payouts[data.payoutId];
  switch (event.body.type) {
    case 'FundsDeposited':
      account.available += amount;
      book('debit', `provider:${data.provider}:float ${data.currency}`, amount);
      book('credit', available, amount);
      return;
    case 'FundsHeld':
      account.available -= amount;
      account.held += amount;
      payout!.hold = amount;
      book('debit', available, amount);
      book('credit', held, amount);
      return;
    case 'HoldReleased':
      account.available += amount;
      account.held -= amount;
      payout!.hold = 0n;
      book('debit', held, amount);
      book('credit', available, amount);
      return;
    case 'FundsReturned':
      account.available += amount - data.feeAmountMinor;
      book('debit', `provider:${data.provider}:float ${data.currency}`, amount);
      book('credit', available, amount);
      book('debit', available, data.feeAmountMinor);
      book('credit', `provider:${data.provider}:fees ${data.currency}`, data.feeAmountMinor);
      return;
    case 'HoldCaptured': {
      const [hold, original, fee] = [data.heldAmountMinor, data.originalAmountMinor, data.feeAmountMinor];
      account.held -= hold;
      account.available += hold - original - fee;
      payout!.hold = 0n;
      book('debit', held, hold);
      book('credit', `provider:${data.provider}:float ${data.currency}`, original);
      book('credit', `provider:${data.provider}:fees ${data.currency}`, fee);
      const rest = hold - original - fee;
      book(rest > 0n ? 'credit' : 'debit', available, rest > 0n ? rest : -rest);
      return;
    }
  }
}

const NEW_PAYOUT: Omit<ExpectedPayout, 'original'> = {
  status: 'PROCESSING',
  fee: null,
  final: null,
  hold: 0n,
  contradicted: false,
  returned: 0n,
  returns: 0,
};

function foldCase(expected: Expected, { body }: RecordedEvent): void {
  const data = body.data as { caseId: string; decision: { type: string }; resolution: string };
  if (body.type === 'CaseOpened')
    expected.cases[data.caseId] = { status: 'OPEN', decision: null, resolution: null };
  const of = expected.cases[data.caseId]!;
  if (body.type === 'CaseDecisionProposed')
    Object.assign(of, { status: 'PROPOSED', decision: data.decision.type });
  if (body.type === 'CaseDecisionConfirmed') of.status = 'CONFIRMED';
  if (body.type === 'CaseDecisionFailed') of.status = 'OPEN';
  if (body.type === 'CaseResolved') Object.assign(of, { status: 'RESOLVED', resolution: data.resolution });
}

function foldPayout(expected: Expected, { body }: RecordedEvent): void {
  const data = body.data as Data;
  const id = data.payoutId;
  if (body.type === 'PayoutRequested') {
    expected.payouts[id] = { ...NEW_PAYOUT, original: data.amountMinor };
    return;
  }
  const payout = expected.payouts[id]!;
  const open = ['PROCESSING', 'OUTCOME_UNKNOWN'].includes(payout.status);
  if (body.type === 'PayoutRejected') payout.status = 'REJECTED';
  if (body.type === 'PayoutFailed') payout.status = 'FAILED';
  if (body.type === 'PayoutSubmitted' && open) payout.status = 'PROCESSING';
  if (body.type === 'PayoutOutcomeUnknown' && open) payout.status = 'OUTCOME_UNKNOWN';
  if (body.type === 'PayoutOutcomeContradicted') payout.contradicted = true;
  if (body.type === 'PayoutCompleted') {
    payout.status = 'COMPLETED';
    payout.fee = data.feeAmountMinor;
    payout.final = data.finalAmountMinor;
  }
  if (body.type === 'PayoutReturned') {
    payout.returned += data.amountMinor;
    payout.returns += 1;
    payout.status = payout.returned < payout.original ? 'PARTIALLY_RETURNED' : 'RETURNED';
  }
}
