import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { DepositFunds } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import { createEngine } from '../../../src/composition/engine';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { CallResult, ParsedNotification, Provider } from '../../../src/providers/port/provider';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { commandHandlers } from '../../support/command-handlers';
import { CountingEventStore } from '../../support/counting-event-store';
import { eventually } from '../../support/eventually';
import { NO_LIMITS } from '../../support/no-limits';

const END_TO_END_ID = 'E12345678202603101200abcdefghijk';

/** It takes every order as P1, and signs that it was paid. */
const provider: Provider = {
  name: 'connectpsp',
  currency: 'BRL',
  notificationProof: 'content',
  webhookUrl: () => null,
  submit: () => answer({ kind: 'accepted', providerId: 'P1', transactionId: null, answerHash: 'h' } as const),
  pollPayout: () => Promise.reject(new Error('Nothing is asked on the ordinary way')),
  verifyNotification: () => true,
  parseNotification: (): ParsedNotification => ({
    identity: { eventType: 'paid', providerId: 'P1', endToEndId: END_TO_END_ID },
    providerId: 'P1',
    externalReference: 'one',
    paymentEndToEndId: END_TO_END_ID,
    report: {
      kind: 'completed',
      endToEndId: END_TO_END_ID,
      amountMinor: 500n,
      feeAmountMinor: 0n,
      providerTime: null,
      answerHash: 'n',
      externalReference: 'one',
    },
    warnings: [],
  }),
};

function answer<Outcome>(outcome: Outcome): Promise<CallResult<Outcome>> {
  const sent = { method: 'POST', path: '/', requestBody: null, status: 202, fault: null };
  const exchanges = [{ ...sent, answerBody: '', answerHash: 'h' }];
  return Promise.resolve({ outcome, exchanges, retryAfterMs: null, provider: 'up' });
}

const free = {
  currency: 'BRL' as const,
  destinations: ['PIX'] as const,
  expectedFee: () => 0n,
  mode: 'sandbox' as const,
  highestFee: () => 0n,
};

it('a signed notification reaches the balance with three appends of the saga, no read and no timer', async () => {
  // Time stands still: what waited for a timer would never happen.
  const clock = new ManualClock();
  const store = new CountingEventStore(clock);
  const parts = {
    store,
    clock,
    random: systemRandom,
    logger: silentLogger,
    providers: new Map<ProviderName, Provider>([['connectpsp', provider]]),
    terms: new Map([['connectpsp', free]]),
    announce: () => undefined,
    ...NO_LIMITS,
    providerTimeoutMs: 1_000,
    sweepIntervalMs: 1_000,
  };
  const engine = createEngine(parts);
  const handlers = commandHandlers(engine, parts);
  engine.saga.start();
  await handlers.openAccount.execute(new OpenAccount('client', 'shop', 'Shop', 'BRL'));
  const funds = { accountId: 'shop', amount: '10.00', reference: 'r', provider: 'connectpsp' as const };
  await handlers.depositFunds.execute(new DepositFunds('client', 'key', funds));
  const destination = { type: 'PIX' as const, pixKeyType: 'CPF' as const, pixKey: '12345678909' };
  const payee = { name: 'Maria Silva', document: '12345678909', destination };
  const order = { accountId: 'shop', provider: 'connectpsp' as const, amount: '5.00', payee };
  const request = { ...order, currency: null, externalReference: 'one', description: null };
  await handlers.requestPayout.execute(new RequestPayout('client', 'payout', request));
  const has = (type: string) => store.log.some(({ body }) => body.type === type);
  await eventually('the order is taken', () => has('PayoutSubmitted'));

  store.startCounting();
  await engine.inbox.receive('connectpsp', Buffer.from('{}'), {});
  await eventually('the hold is captured', () => has('HoldCaptured') && engine.saga.unfinishedCount === 0);
  expect(store.appends).toEqual([
    'ProviderNotificationReceived',
    'ReferenceReserved',
    'PayoutCompleted',
    'HoldCaptured',
  ]);
  expect(store.reads).toEqual([]);
  void engine.saga.stop();
});
