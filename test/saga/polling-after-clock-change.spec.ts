import { DepositFunds } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../src/commands/accounts/open-account';
import { RequestPayout } from '../../src/commands/payouts/request-payout';
import { createEngine } from '../../src/composition/engine';
import type { ProviderName } from '../../src/domain/payout/payee';
import type { CallResult, Provider, PayoutReport } from '../../src/providers/port/provider';
import { MonotonicTimes } from '../../src/saga/monotonic-times';
import { systemClock, type Clock } from '../../src/shared/clock';
import { silentLogger } from '../../src/shared/logging';
import { systemRandom } from '../../src/shared/random';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { eventually } from '../support/eventually';
import { commandHandlers } from '../support/command-handlers';
import { InMemoryEventStore } from '../support/in-memory-event-store';
import { NO_LIMITS } from '../support/no-limits';

const HOUR_MS = 3_600_000;

/** The clock of this machine, which the test can set. */
class SetClock implements Clock {
  setByMs = 0;
  now = () => new Date(systemClock.now().getTime() + this.setByMs);
  monotonicMs = () => systemClock.monotonicMs();
  wait = (durationMs: number, signal?: AbortSignal) => systemClock.wait(durationMs, signal);
}

/** A provider that takes every order and never says what came of it. */
class PonderingProvider implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  asked = 0;
  webhookUrl = () => null;
  submit = () =>
    this.says({ kind: 'accepted', providerId: 'P1', transactionId: null, answerHash: 'h' } as const);
  pollPayout = () => {
    this.asked += 1;
    return this.says<PayoutReport>({ kind: 'processing' });
  };
  verifyNotification = () => true;
  parseNotification = () => {
    throw new Error('Nothing is notified here');
  };

  private says<Outcome>(outcome: Outcome): Promise<CallResult<Outcome>> {
    const sent = { method: 'GET', path: '/', requestBody: null, status: 200, fault: null };
    const exchanges = [{ ...sent, answerBody: '', answerHash: 'h' }];
    return Promise.resolve({ outcome, exchanges, retryAfterMs: null, provider: 'up' });
  }
}

it('questions to the provider go on when the clock is set back', async () => {
  const clock = new SetClock();
  const provider = new PonderingProvider();
  const free = {
    currency: 'BRL' as const,
    destinations: ['PIX'] as const,
    expectedFee: () => 0n,
    mode: 'sandbox' as const,
    highestFee: () => 0n,
  };
  const parts = {
    store: new InMemoryEventStore(clock),
    clock,
    random: systemRandom,
    logger: silentLogger,
    providers: new Map<ProviderName, Provider>([['ntxpay', provider]]),
    terms: new Map([['ntxpay', free]]),
    announce: () => undefined,
    ...NO_LIMITS,
    providerTimeoutMs: 1_000,
    sweepIntervalMs: 20,
  };
  const engine = createEngine(parts);
  const handlers = commandHandlers(engine, parts);
  engine.saga.start();
  await handlers.openAccount.execute(new OpenAccount('client', 'shop', 'Shop', 'BRL'));
  const funds = { accountId: 'shop', amount: '10.00', reference: 'r', provider: 'ntxpay' as const };
  await handlers.depositFunds.execute(new DepositFunds('client', 'key', funds));
  const payee = {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'PIX' as const, pixKeyType: 'CPF' as const, pixKey: '12345678909' },
  };
  const order = { accountId: 'shop', provider: 'ntxpay' as const, amount: '5.00', payee };
  const request = { ...order, currency: null, externalReference: 'one', description: null };
  await handlers.requestPayout.execute(new RequestPayout('client', 'payout', request));
  await eventually('the provider is asked', () => provider.asked > 1);

  clock.setByMs = -HOUR_MS;
  const before = provider.asked;
  await eventually('the provider is asked again', () => provider.asked > before + 2);
  await engine.saga.stop();
});

describe('a moment of the past', () => {
  it('is as long ago as the clock says, or as this process has known of it', () => {
    const clock = new ManualClock(10_000);
    const moments = new MonotonicTimes(clock);
    expect(moments.notInFuture('a', new Date(4_000))).toEqual(new Date(4_000));
    expect(moments.notInFuture('a', new Date(90_000))).toEqual(new Date(10_000));
    clock.advance(3_000);
    expect(moments.notInFuture('a', new Date(90_000))).toEqual(new Date(10_000));
    expect(moments.notInFuture('a', new Date(91_000))).toEqual(new Date(13_000));
    expect(moments.notInFuture('b', new Date(90_000))).toEqual(new Date(13_000));
    expect(moments.wallClockTimeOf(11_000)).toEqual(new Date(11_000));
    moments.forget('a');
    expect(moments.notInFuture('a', new Date(90_000))).toEqual(new Date(13_000));
  });
});
