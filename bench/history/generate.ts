import { createHash, randomUUID } from 'node:crypto';
import { AccountWriter } from '../../src/commands/accounts/account-writer';
import type { AccountCommand } from '../../src/domain/account/account';
import type { ExchangeEvent } from '../../src/domain/exchange/events';
import type { PayoutEvent } from '../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../src/domain/payout/payout';
import type { EventBody, EventStore } from '../../src/event-store/event-store';
import { newEvents } from '../../src/event-store/new-events';
import { payoutStream } from '../../src/event-store/stream-names';
import { systemClock } from '../../src/shared/clock';
import { inLanes } from '../measure/client';

/** Payouts that are appended together. */
const GROUP = 100;
/** Groups under way at once: while one waits for its account, the others write their payouts. */
const LANES = 4;
const EVENTS_PER_PAYOUT = 8;
const AMOUNT_MINOR = 100n;

/**
 * Writes completed payouts as the deciders make them, through the official client. A group of payouts shares the appends
 * to its account. `ofHotAccount` is how many events the first account gets; the other payouts go to ten more accounts.
 * Returns how many events of payouts were written.
 */
export async function generateHistory(
  store: EventStore,
  events: number,
  ofHotAccount: number,
): Promise<number> {
  const writer = new HistoryWriter(store);
  const payouts = Math.floor(events / EVENTS_PER_PAYOUT);
  await inLanes(LANES, { count: Math.ceil(payouts / GROUP) }, group => {
    const first = group * GROUP;
    const accountId = first * 2 < ofHotAccount ? 'account-0' : `account-${1 + (group % 10)}`;
    return writer.writeGroup(accountId, Math.min(GROUP, payouts - first));
  });
  return payouts * EVENTS_PER_PAYOUT;
}

class HistoryWriter {
  private readonly revisions = new Map<string, bigint>();
  private readonly accounts = new Map<string, AccountWriter>();

  constructor(private readonly store: EventStore) {}

  async writeGroup(accountId: string, count: number): Promise<void> {
    const ids = Array.from({ length: count }, () => randomUUID());
    const states = new Map<string, PayoutState>();
    await Promise.all(ids.map(id => this.onPayout(states, id, [requestOf(id, accountId)])));
    await this.onAccount(accountId, ids.map(hold));
    await Promise.all(ids.map(id => this.onPayout(states, id, lifeOf(id))));
    await this.onAccount(accountId, ids.map(capture));
  }

  /** As the product writes an account, its snapshot included. An account is opened with the first that it is asked for. */
  private async onAccount(accountId: string, commands: readonly AccountCommand[]): Promise<void> {
    const isNew = !this.accounts.has(accountId);
    const writer = this.accounts.get(accountId) ?? this.writerOf(accountId);
    this.accounts.set(accountId, writer);
    const all = isNew ? [...opening(accountId), ...commands] : commands;
    await Promise.all(all.map(command => execute(writer, command)));
  }

  private writerOf(accountId: string): AccountWriter {
    return new AccountWriter(accountId, { store: this.store, clock: systemClock });
  }

  private async onPayout(
    states: Map<string, PayoutState>,
    payoutId: string,
    steps: readonly (PayoutCommand | ExchangeEvent)[],
  ): Promise<void> {
    let state = states.get(payoutId) ?? payout.initial;
    const events: (PayoutEvent | ExchangeEvent)[] = [];
    for (const step of steps) {
      if (step.type === 'ProviderExchanged') {
        events.push(step);
        continue;
      }
      const decision = payout.decide(state, step);
      if (!decision.ok) throw new Error(`${step.type} was refused: ${decision.refusal}`);
      state = decision.value.reduce(payout.evolve, state);
      events.push(...decision.value);
    }
    states.set(payoutId, state);
    await this.append(payoutStream(payoutId), events);
  }

  private async append(streamId: string, bodies: readonly EventBody[]): Promise<void> {
    const last = this.revisions.get(streamId);
    const cause = { causationId: randomUUID(), correlationId: streamId, actor: 'client:bench' };
    const events = newEvents(streamId, bodies, cause, new Date());
    const appended = await this.store.append(streamId, last ?? 'no_stream', events);
    if (!appended.ok) throw new Error(`${streamId} is not where it was left`);
    this.revisions.set(streamId, appended.revision);
  }
}

async function execute(writer: AccountWriter, command: AccountCommand): Promise<void> {
  const cause = { causationId: randomUUID(), correlationId: command.type, actor: 'client:bench' };
  const changed = await writer.execute(command, cause);
  if (!changed.ok) throw new Error(`${command.type} was refused: ${changed.refusal}`);
}

const opening = (accountId: string): readonly AccountCommand[] => [
  { type: 'OpenAccount', accountId, name: 'Bench', currency: 'BRL' },
  {
    type: 'DepositFunds',
    depositId: randomUUID(),
    reference: 'opening funds',
    fingerprint: accountId,
    amountMinor: 1_000_000_000_00n,
    currency: 'BRL',
    provider: 'connectpsp',
    depositedAt: new Date().toISOString(),
  },
];

const requestOf = (payoutId: string, accountId: string): PayoutCommand => ({
  type: 'RequestPayout',
  request: {
    payoutId,
    clientId: 'bench',
    fingerprint: payoutId,
    accountId,
    provider: 'connectpsp',
    currency: 'BRL',
    amountMinor: AMOUNT_MINOR,
    expectedFeeAmountMinor: 0n,
    heldAmountMinor: AMOUNT_MINOR,
    externalReference: payoutId,
    description: null,
    requestedAt: new Date().toISOString(),
    personal: { payee: PAYEE },
  },
});

const PAYEE = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
} as const;

/** From the submission to the outcome: two calls to the provider, each kept with what it proves. */
function lifeOf(payoutId: string): readonly (PayoutCommand | ExchangeEvent)[] {
  const [taken, paid] = [answerOf(payoutId, 'PROCESSING'), answerOf(payoutId, 'COMPLETED')];
  const submission = { kind: 'submission', answerHash: taken.data.answerHash! } as const;
  const poll = { kind: 'poll', answerHash: paid.data.answerHash! } as const;
  const amounts = { currency: 'BRL', amountMinor: AMOUNT_MINOR, feeAmountMinor: null } as const;
  return [
    { type: 'StartSubmission', providerKey: randomUUID(), webhookUrl: null },
    taken,
    {
      type: 'RecordSubmission',
      providerId: `provider-${payoutId}`,
      transactionId: null,
      evidence: submission,
    },
    paid,
    { type: 'RecordCompletion', endToEndId: `E${payoutId}`, providerTime: null, evidence: poll, ...amounts },
  ];
}

/** As ConnectPSP answers, so that the audit reads the figures in it. */
function answerOf(payoutId: string, status: 'PROCESSING' | 'COMPLETED'): ExchangeEvent {
  const answer = { id: `provider-${payoutId}`, status, amount: 1, endToEndId: `E${payoutId}` };
  const answerBody = JSON.stringify(answer);
  return {
    type: 'ProviderExchanged',
    data: {
      payoutId,
      provider: 'connectpsp',
      purpose: 'ASK',
      method: 'GET',
      path: `/payouts/${payoutId}`,
      status: 200,
      fault: null,
      answerHash: createHash('sha256').update(answerBody).digest('hex'),
      personal: { requestBody: null, answerBody },
    },
  };
}

const hold = (payoutId: string): AccountCommand => ({
  type: 'HoldFunds',
  payoutId,
  amountMinor: AMOUNT_MINOR,
  currency: 'BRL',
});

const capture = (payoutId: string): AccountCommand => ({
  type: 'CaptureHold',
  payoutId,
  provider: 'connectpsp',
  originalAmountMinor: AMOUNT_MINOR,
  feeAmountMinor: 0n,
  corrects: false,
});
