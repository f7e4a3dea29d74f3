import type { PayoutCallback } from '../../src/domain/outbound/callback';
import * as fc from 'fast-check';
import type { AccountEvent } from '../../src/domain/account/events';
import type { Payee, ProviderName } from '../../src/domain/payout/payee';
import type { CaseDecision, CaseEvent } from '../../src/domain/case/events';
import type { PayoutStreamEvent } from '../../src/domain/exchange/events';
import type { FeeEvent, PaidFrom } from '../../src/domain/journal/events';
import type { NewEvent } from '../../src/event-store/event-store';
import { derivedId } from '../../src/shared/ids';
import type { Currency } from '../../src/shared/money';
import { InMemoryEventStore } from '../support/in-memory-event-store';

const PAYEE: Payee = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
};
const BEGAN_AT = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

type Stage = 'requested' | 'open' | 'ended';
interface PayoutSketch {
  readonly id: string;
  readonly accountId: string;
  readonly amount: bigint;
  readonly held: bigint;
  stage: Stage;
  /** How often somebody has set out to send the order. */
  sent: number;
  accepted: boolean;
  completed: boolean;
  returned: bigint;
}

interface CaseSketch {
  readonly id: string;
  stage: 'open' | 'proposed' | 'confirmed' | 'resolved';
}

const PROVIDER: ProviderName = 'connectpsp';
const DECISIONS: readonly CaseDecision[] = [
  { type: 'MARK_PAID', feeAmountMinor: 31n, endToEndId: null },
  { type: 'WRITE_OFF', amountMinor: 5n, direction: 'LEFT_FLOAT' },
  { type: 'DISMISS' },
];
const ACCOUNT_CURRENCIES: readonly Currency[] = ['BRL', 'BRL', 'USD'];

/** Writes valid histories into a store: whatever it is told to do, it does only if it can happen. */
export class Historian {
  readonly payouts: PayoutSketch[] = [];
  readonly cases: CaseSketch[] = [];
  private readonly available = new Map<string, bigint>();
  private readonly revisions = new Map<string, bigint>();
  private written = 0;
  /** How far the store's clock was set forward, in milliseconds; below zero it was set back. */
  clockShiftMs = 0;

  readonly store = new InMemoryEventStore({
    // Each event is recorded a minute after the one before.
    now: () => new Date(BEGAN_AT + this.written * MINUTE_MS + this.clockShiftMs),
  });

  /** Appends any body to any stream, as the next revision: also what no decider would decide. */
  append(streamId: string, body: { type: string; data: object }): void {
    this.written += 1;
    const last = this.revisions.get(streamId);
    const occurredAt = new Date(BEGAN_AT + this.written * MINUTE_MS - 1_000).toISOString();
    const event: NewEvent = {
      id: derivedId('history', streamId, String(last ?? -1n)),
      body,
      metadata: {
        $correlationId: streamId,
        $causationId: 'test',
        actor: 'test',
        schemaVersion: 1,
        occurredAt,
      },
    };
    const result = this.store.appendNow(streamId, last ?? 'no_stream', [event]);
    if (!result.ok) throw new Error(`The history is broken at ${streamId}`);
    this.revisions.set(streamId, result.revision);
  }

  open(accountId: string, currency: Currency = 'BRL'): void {
    if (this.available.has(accountId)) return;
    this.account({ type: 'AccountOpened', data: { accountId, name: `The ${accountId}`, currency } });
    this.available.set(accountId, 0n);
    this.currencies.set(accountId, currency);
  }

  deposit(accountId: string, amountMinor: bigint): void {
    if (!this.available.has(accountId)) return;
    const id = String(this.written);
    const data = {
      accountId,
      depositId: id,
      fingerprint: id,
      amountMinor,
      currency: this.currencyOf(accountId),
      provider: PROVIDER,
      reference: id,
      depositedAt: new Date(BEGAN_AT).toISOString(),
    };
    this.account({ type: 'FundsDeposited', data });
    this.add(accountId, amountMinor);
  }

  /** Requests and holds; rejected where the account lacks the funds. */
  request(
    accountId: string,
    amount: bigint,
    fee: bigint,
    description: string | null = null,
    callback?: PayoutCallback,
  ): string | undefined {
    if (!this.available.has(accountId)) return undefined;
    const id = derivedId('payout', String(this.payouts.length));
    const held = amount + fee;
    const payout: PayoutSketch = {
      id,
      accountId,
      amount,
      held,
      stage: 'requested',
      sent: 0,
      accepted: false,
      completed: false,
      returned: 0n,
    };
    this.payouts.push(payout);
    const currency = this.currencyOf(accountId);
    const requestedAt = new Date(BEGAN_AT + this.written * MINUTE_MS).toISOString();
    const amounts = { currency, amountMinor: amount, expectedFeeAmountMinor: fee, heldAmountMinor: held };
    const whom = { externalReference: `ref-${this.payouts.length}`, description, personal: { payee: PAYEE } };
    const who = { payoutId: id, clientId: 'shop', fingerprint: id, accountId, provider: PROVIDER };
    this.payout({
      type: 'PayoutRequested',
      data: { ...who, ...amounts, ...whom, requestedAt, ...(callback && { callback }) },
    });
    this.hold(payout);
    return id;
  }

  submit(payout: PayoutSketch): void {
    const payoutId = payout.id;
    if (payout.sent === 0) this.send(payout);
    payout.accepted = true;
    this.exchange(payoutId);
    this.payout({
      type: 'PayoutSubmitted',
      data: { payoutId, providerId: `psp-${payoutId}`, transactionId: null },
    });
  }

  /** What the next event rests on. It changes no row. */
  private exchange(payoutId: string): void {
    const call = { purpose: 'ASK', method: 'GET', path: '/', status: 200, fault: null } as const;
    const personal = { requestBody: null, answerBody: '\0 Maria Silva' };
    const data = { payoutId, provider: PROVIDER, ...call, answerHash: payoutId, personal };
    this.payout({ type: 'ProviderExchanged', data });
  }

  /** Sends the order, for the first time or again, and learns nothing. */
  send(payout: PayoutSketch): void {
    if (payout.accepted) return;
    const payoutId = payout.id;
    payout.sent += 1;
    if (payout.sent === 1) {
      const data = { payoutId, provider: PROVIDER, providerKey: payoutId, webhookUrl: null };
      this.payout({ type: 'PayoutSubmissionStarted', data });
    } else {
      this.payout({ type: 'PayoutSubmissionRepeated', data: { payoutId, submission: payout.sent } });
    }
  }

  doubt(payout: PayoutSketch): void {
    this.payout({
      type: 'PayoutOutcomeUnknown',
      data: { payoutId: payout.id, reason: 'time-out', needsPerson: false },
    });
  }

  complete(payout: PayoutSketch, fee: bigint): void {
    const { id: payoutId, accountId, amount, held } = payout;
    const currency = this.currencyOf(accountId);
    const amounts = { currency, originalAmountMinor: amount, feeAmountMinor: fee };
    const evidence = { kind: 'poll', answerHash: payoutId } as const;
    this.exchange(payoutId);
    this.payout({
      type: 'PayoutCompleted',
      data: {
        payoutId,
        endToEndId: `E${payoutId}`,
        ...amounts,
        finalAmountMinor: amount + fee,
        providerTime: this.providerTime(payoutId),
        evidence,
      },
    });
    this.account({
      type: 'HoldCaptured',
      data: { accountId, payoutId, provider: PROVIDER, ...amounts, heldAmountMinor: held },
    });
    this.add(accountId, held - amount - fee);
    this.charge(currency, fee);
    payout.stage = 'ended';
    payout.completed = true;
  }

  /** Some of a completed payout comes back, at most what is left of it. */
  giveBack(payout: PayoutSketch, wanted: bigint, fee: bigint): void {
    const left = payout.amount - payout.returned;
    const amountMinor = wanted < left ? wanted : left;
    if (!payout.completed || amountMinor === 0n) return;
    const { id: payoutId, accountId } = payout;
    const returnId = derivedId('return', payoutId, String(payout.returned));
    const feeAmountMinor = fee < amountMinor ? fee : amountMinor;
    const currency = this.currencyOf(accountId);
    const amounts = { currency, amountMinor, feeAmountMinor };
    const verdictOn = `notification-${returnId}`;
    const evidence = { kind: 'notification', eventId: returnId, verdictOn } as const;
    const whence = { endToEndId: `D${returnId}`, providerTime: this.providerTime(returnId), evidence };
    this.payout({ type: 'PayoutReturned', data: { payoutId, returnId, ...amounts, ...whence } });
    const data = { accountId, payoutId, returnId, provider: PROVIDER, ...amounts };
    this.account({ type: 'FundsReturned', data });
    this.add(accountId, amountMinor - feeAmountMinor);
    this.charge(currency, feeAmountMinor);
    payout.returned += amountMinor;
  }

  /** Two people settle fees, at most those that are owed. */
  settleFees(wanted: bigint, paidFrom: PaidFrom): void {
    const currency = 'BRL';
    const owed = this.chargedMinor - this.settledMinor;
    const amountMinor = wanted < owed ? wanted : owed;
    if (amountMinor === 0n) return;
    const reference = `invoice-${this.written}`;
    const figures = {
      settlementId: reference,
      provider: PROVIDER,
      currency,
      amountMinor,
      paidFrom,
      reference,
    } as const;
    const said = { ...figures, evidence: '\0 seen', proposedBy: 'alice' };
    this.fees({ type: 'FeeSettlementProposed', data: { ...said, proposedAt: this.now() } });
    const confirmed = { confirmedEvidence: 'seen', confirmedBy: 'bob', settledAt: this.now() };
    const books = { chargedMinor: this.chargedMinor, reversedMinor: 0n };
    this.fees({ type: 'ProviderFeesSettled', data: { ...said, ...confirmed, ...books } });
    this.settledMinor += amountMinor;
  }

  openCase(payoutId: string | null): CaseSketch {
    const id = derivedId('case', String(this.cases.length));
    const opened: CaseSketch = { id, stage: 'open' };
    this.cases.push(opened);
    const cause = { eventId: id, streamId: payoutId === null ? 'notification-x' : `payout-${payoutId}` };
    const data = { caseId: id, kind: 'OUTCOME_UNKNOWN', payoutId, cause, detail: 'no answer' } as const;
    this.caseEvent({ type: 'CaseOpened', data: { ...data, openedAt: this.now() } });
    return opened;
  }

  /** The next thing that can happen to the case; `luck` chooses where there is more than one. */
  decide(of: CaseSketch, luck: number): void {
    const caseId = of.id;
    if (of.stage === 'open') {
      const decision = DECISIONS[luck % DECISIONS.length]!;
      const data = { caseId, decision, reason: 'seen', proposedBy: 'alice', proposedAt: this.now() };
      this.caseEvent({ type: 'CaseDecisionProposed', data });
      of.stage = 'proposed';
    } else if (of.stage === 'proposed') {
      const data = { caseId, confirmedBy: 'bob', confirmedAt: this.now() };
      this.caseEvent({ type: 'CaseDecisionConfirmed', data });
      of.stage = 'confirmed';
    } else if (of.stage === 'confirmed' && luck % 3 === 0) {
      this.caseEvent({ type: 'CaseDecisionFailed', data: { caseId, refusal: 'OUTCOME_STANDS' } });
      of.stage = 'open';
    } else if (of.stage === 'confirmed') {
      const data = { caseId, resolution: 'DISMISS', resolvedAt: this.now() } as const;
      this.caseEvent({ type: 'CaseResolved', data });
      of.stage = 'resolved';
    }
  }

  fail(payout: PayoutSketch): void {
    const { id: payoutId, accountId, held } = payout;
    const evidence = { kind: 'poll', answerHash: payoutId } as const;
    this.payout({
      type: 'PayoutFailed',
      data: { payoutId, code: 'KEY_UNKNOWN', message: 'no such key', evidence },
    });
    const currency = this.currencyOf(accountId);
    this.account({ type: 'HoldReleased', data: { accountId, payoutId, amountMinor: held, currency } });
    this.add(accountId, held);
    payout.stage = 'ended';
  }

  contradict(payout: PayoutSketch): void {
    const evidence = { kind: 'poll', answerHash: 'late' } as const;
    const data = { payoutId: payout.id, detail: 'late', evidence };
    this.payout({
      type: 'PayoutOutcomeContradicted',
      data: { ...data, stands: 'COMPLETED', claimed: 'FAILED' },
    });
  }

  private hold(payout: PayoutSketch): void {
    const { id: payoutId, accountId, held } = payout;
    const currency = this.currencyOf(accountId);
    if (this.available.get(accountId)! < held) {
      this.account({ type: 'HoldRefused', data: { accountId, payoutId, amountMinor: held, currency } });
      this.payout({
        type: 'PayoutRejected',
        data: { payoutId, code: 'INSUFFICIENT_FUNDS', message: 'too little' },
      });
      payout.stage = 'ended';
      return;
    }
    this.account({ type: 'FundsHeld', data: { accountId, payoutId, amountMinor: held, currency } });
    this.add(accountId, -held);
    payout.stage = 'open';
  }

  /** The time of the store, RFC 3339 UTC. */
  now = () => new Date(BEGAN_AT + this.written * MINUTE_MS).toISOString();
  /** As a provider writes it; some write none. */
  private providerTime = (id: string) => (id < '8' ? null : `2026-01-01 ${id.slice(0, 4)}`);
  private caseEvent = (body: CaseEvent) => this.append(`case-${body.data.caseId}`, body);
  private fees = (body: FeeEvent) => this.append(`provider-${body.data.provider}`, body);
  private chargedMinor = 0n;
  private settledMinor = 0n;
  private charge = (currency: Currency, feeMinor: bigint) => {
    if (currency === 'BRL') this.chargedMinor += feeMinor;
  };
  private readonly currencies = new Map<string, Currency>();
  private currencyOf = (accountId: string): Currency => this.currencies.get(accountId) ?? 'BRL';
  private add = (accountId: string, minor: bigint) =>
    this.available.set(accountId, this.available.get(accountId)! + minor);
  private account = (body: AccountEvent) => this.append(`account-${body.data.accountId}`, body);
  private payout = (body: PayoutStreamEvent) => this.append(`payout-${body.data.payoutId}`, body);
}

export interface Step {
  readonly kind:
    | 'open'
    | 'deposit'
    | 'request'
    | 'send'
    | 'submit'
    | 'doubt'
    | 'complete'
    | 'fail'
    | 'contradict'
    | 'return'
    | 'openCase'
    | 'decide'
    | 'settle'
    | 'other';
  readonly index: number;
  readonly amount: bigint;
  readonly fee: bigint;
}

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    ...(['open', 'deposit', 'deposit', 'request', 'request', 'request'] as const),
    ...(['send', 'send', 'submit', 'doubt', 'complete', 'complete', 'fail', 'contradict', 'other'] as const),
    ...(['return', 'return', 'openCase', 'decide', 'decide', 'decide', 'settle'] as const),
  ),
  index: fc.nat(1_000),
  amount: fc.oneof(fc.bigInt(1n, 5_000n), fc.constant(2n ** 53n - 1_000n)),
  fee: fc.bigInt(0n, 60n),
});

export const steps = fc.array(step, { maxLength: 80, size: 'max' });

/** Takes one step where it is possible. The fee charged may be above the one held. */
export function take(historian: Historian, { kind, index, amount, fee }: Step): void {
  const account = index % ACCOUNT_CURRENCIES.length;
  const accountId = `merchant-${account}`;
  const open = historian.payouts.filter(({ stage }) => stage === 'open');
  const payout = open[index % (open.length || 1)];
  if (kind === 'other') return historian.append(`notification-${index}`, { type: 'Whatever', data: {} });
  if (kind === 'open') return historian.open(accountId, ACCOUNT_CURRENCIES[account]!);
  if (kind === 'deposit') return historian.deposit(accountId, amount);
  if (kind === 'request') return void historian.request(accountId, amount, fee / 2n);
  if (kind === 'settle') return historian.settleFees(amount, index % 2 === 0 ? 'FLOAT' : 'HOUSE');
  if (kind === 'contradict') {
    const ended = historian.payouts.filter(({ stage }) => stage === 'ended')[0];
    return ended && historian.contradict(ended);
  }
  if (kind === 'openCase') return void historian.openCase(payout?.id ?? null);
  if (kind === 'decide') {
    const of = historian.cases[index % (historian.cases.length || 1)];
    return of && historian.decide(of, index);
  }
  if (kind === 'return') {
    const completed = historian.payouts.filter(each => each.completed);
    const some = completed[index % (completed.length || 1)];
    return some && historian.giveBack(some, amount, fee);
  }
  if (!payout) return;
  if (kind === 'send') return historian.send(payout);
  if (kind === 'submit') return historian.submit(payout);
  if (kind === 'doubt') return historian.doubt(payout);
  if (kind === 'complete') return historian.complete(payout, fee);
  return historian.fail(payout);
}

export function write(history: readonly Step[], historian = new Historian()): Historian {
  for (let account = 0; account < 2; account += 1) {
    historian.open(`merchant-${account}`);
    historian.deposit(`merchant-${account}`, 10_000n);
  }
  for (const each of history) take(historian, each);
  return historian;
}
