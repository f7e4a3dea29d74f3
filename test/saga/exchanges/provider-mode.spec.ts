import { DepositFunds } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import { createEngine, type EngineParts } from '../../../src/composition/engine';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { ProviderMode } from '../../../src/domain/payout/provider-mode';
import type { CallResult, PayoutReport, Provider } from '../../../src/providers/port/provider';
import { systemClock } from '../../../src/shared/clock';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { commandHandlers } from '../../support/command-handlers';
import { eventually } from '../../support/eventually';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { NO_LIMITS } from '../../support/no-limits';

/** Takes every order and never says what came of it. */
class PonderingProvider implements Provider {
  readonly name = 'ntxpay';
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  readonly calls: string[] = [];
  webhookUrl = () => null;
  submit = () => {
    this.calls.push('submit');
    return this.says({ kind: 'accepted', providerId: 'P1', transactionId: null, answerHash: 'h' } as const);
  };
  pollPayout = () => {
    this.calls.push('poll');
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

class ErrorLog {
  readonly errors: object[] = [];
  readonly logger = { ...silentLogger, error: (fields: object) => void this.errors.push(fields) };
}

const termsOf = (mode: ProviderMode) =>
  new Map([
    [
      'ntxpay',
      { currency: 'BRL', destinations: ['PIX'], mode, expectedFee: () => 0n, highestFee: () => 0n } as const,
    ],
  ]);

/** A service over this store, with the provider configured so. */
function service(store: InMemoryEventStore, provider: Provider, mode: ProviderMode, log: ErrorLog) {
  const parts: EngineParts = {
    store,
    clock: systemClock,
    random: systemRandom,
    logger: log.logger,
    providers: new Map<ProviderName, Provider>([['ntxpay', provider]]),
    terms: termsOf(mode),
    announce: () => undefined,
    ...NO_LIMITS,
    providerTimeoutMs: 1_000,
    sweepIntervalMs: 20,
  };
  const engine = createEngine(parts);
  return { engine, handlers: commandHandlers(engine, parts) };
}

const payee = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX' as const, pixKeyType: 'CPF' as const, pixKey: '12345678909' },
};

async function requestPayout({ handlers }: ReturnType<typeof service>): Promise<string> {
  await handlers.openAccount.execute(new OpenAccount('client', 'shop', 'Shop', 'BRL'));
  const funds = { accountId: 'shop', amount: '10.00', reference: 'r', provider: 'ntxpay' as const };
  await handlers.depositFunds.execute(new DepositFunds('client', 'key', funds));
  const order = { accountId: 'shop', provider: 'ntxpay' as const, amount: '5.00', payee };
  const request = { ...order, currency: null, externalReference: 'one', description: null };
  const accepted = await handlers.requestPayout.execute(new RequestPayout('client', 'payout', request));
  if (!accepted.ok) throw new Error(accepted.refusal.message);
  return accepted.value.body.payoutId;
}

describe.each([
  ['sandbox', 'live'],
  ['live', 'sandbox'],
] as const)('a payout that was accepted for %s', (before, now) => {
  let store: InMemoryEventStore;
  beforeEach(() => {
    store = new InMemoryEventStore(systemClock);
  });

  /** The service of now comes to the payout, and is then told to stop. */
  async function serveNow(): Promise<{ provider: PonderingProvider; log: ErrorLog; held: bigint }> {
    const provider = new PonderingProvider();
    const log = new ErrorLog();
    const { engine } = service(store, provider, now, log);
    engine.saga.start();
    await eventually('it is said', () => log.errors.length > 0);
    await engine.saga.stop();
    return { provider, log, held: (await engine.accounts.state('shop'))?.heldMinor ?? 0n };
  }

  it(`is not sent to a provider that is ${now}`, async () => {
    const first = service(store, new PonderingProvider(), before, new ErrorLog());
    const payoutId = await requestPayout(first);
    const { provider, log, held } = await serveNow();
    expect(provider.calls).toEqual([]);
    expect(log.errors[0]).toMatchObject({ payoutId, acceptedFor: before, now });
    expect(held).toBe(500n);
  });

  it(`and was sent is not asked of one that is ${now}: its hold stays`, async () => {
    const provider = new PonderingProvider();
    const first = service(store, provider, before, new ErrorLog());
    first.engine.saga.start();
    await requestPayout(first);
    await eventually('it is sent and asked about', () => provider.calls.includes('poll'));
    await first.engine.saga.stop();
    const later = await serveNow();
    expect(later.provider.calls).toEqual([]);
    expect(later.held).toBe(500n);
  });

  it('goes on where the provider is configured as it was', async () => {
    const first = service(store, new PonderingProvider(), before, new ErrorLog());
    await requestPayout(first);
    const provider = new PonderingProvider();
    const again = service(store, provider, before, new ErrorLog());
    again.engine.saga.start();
    await eventually('it is sent', () => provider.calls.includes('submit'));
    await again.engine.saga.stop();
  });
});
