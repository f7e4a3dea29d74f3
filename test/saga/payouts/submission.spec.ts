import { DepositFunds } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import { createEngine } from '../../../src/composition/engine';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import type { CallResult, LookupResult, Provider } from '../../../src/providers/port/provider';
import { PROVIDER_NAMES } from '../../../src/providers/provider-names';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { commandHandlers } from '../../support/command-handlers';
import { eventually } from '../../support/eventually';
import { hashOf } from '../../support/history';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { NO_LIMITS } from '../../support/no-limits';

/** What one process asks of the shared store. It can be cut off, as by the death of the process. */
class WatchedLink extends InMemoryEventStore {
  readonly calls: string[] = [];
  diesAfter = '';
  isDead = false;

  constructor(private readonly shared: InMemoryEventStore) {
    super({ now: () => new Date() });
  }

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    await this.alive();
    const result = await this.shared.append(stream, expected, events);
    const text = `append ${events.map(({ body }) => textOf(body)).join(' + ')}`;
    if (result.ok && !stream.startsWith('checkpoint-')) this.calls.push(text);
    this.isDead ||= text === this.diesAfter;
    return this.alive(result);
  }

  override async *readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    await this.alive();
    if (!args[0].startsWith('checkpoint-')) this.calls.push(`read ${args[0]}`);
    yield* this.shared.readStream(...args);
  }

  override async readLast(streamId: string) {
    await this.alive();
    if (!streamId.startsWith('checkpoint-')) this.calls.push(`read ${streamId}`);
    return this.shared.readLast(streamId);
  }

  override subscribe(...args: Parameters<InMemoryEventStore['subscribe']>) {
    return this.shared.subscribe(...args);
  }

  /** The awaits of a dead process never end. */
  private alive<Value>(value?: Value): Promise<Value> {
    return this.isDead ? new Promise(() => {}) : Promise.resolve(value as Value);
  }
}

const textOf = ({ type, data }: NewEvent['body']): string =>
  type === 'ReferenceReserved' ? `claim of ${(data as { kind: string }).kind}` : type;

/** A provider that takes an order once. One with a key takes a repeat for the same order; one without can be searched. */
class TakingProvider implements Provider {
  readonly currency = 'BRL';
  readonly notificationProof = 'content';
  readonly orders = new Map<string, string>();
  posts = 0;
  readonly lookUpOrder?: NonNullable<Provider['lookUpOrder']>;

  constructor(readonly name: ProviderName) {
    if (name === 'ntxpay')
      this.lookUpOrder = ({ externalReference }) =>
        says<LookupResult>(
          this.orders.has(externalReference) ? this.accepted(externalReference) : { kind: 'not_found' },
        );
  }

  webhookUrl = () => null;
  submit: Provider['submit'] = ({ externalReference }) => {
    this.posts += 1;
    if (!this.orders.has(externalReference)) this.orders.set(externalReference, `P${this.orders.size + 1}`);
    return says(this.accepted(externalReference), 'POST');
  };
  pollPayout: Provider['pollPayout'] = () => says({ kind: 'processing' });
  verifyNotification = () => true;
  parseNotification = () => {
    throw new Error('Nothing is notified here');
  };

  private accepted(reference: string) {
    const providerId = this.orders.get(reference)!;
    return { kind: 'accepted', providerId, transactionId: null, answerHash: hashOf(providerId) } as const;
  }
}

function says<Outcome>(outcome: Outcome, method = 'GET'): Promise<CallResult<Outcome>> {
  const answerBody = JSON.stringify(outcome);
  const call = { method, path: '/', requestBody: null, status: 200, fault: null };
  const { answerHash = hashOf(answerBody) } = outcome as { answerHash?: string };
  const exchanges = [{ ...call, answerBody, answerHash }];
  return Promise.resolve({ outcome, exchanges, retryAfterMs: null, provider: 'up' });
}

const free = {
  currency: 'BRL',
  destinations: ['PIX'],
  expectedFee: () => 0n,
  mode: 'sandbox' as const,
  highestFee: () => 0n,
} as const;
const payee = {
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
} as const;

function world(name: ProviderName) {
  const clock = new ManualClock(Date.parse('2026-03-01T12:00:00Z'));
  const shared = new InMemoryEventStore(clock);
  const provider = new TakingProvider(name);
  const providers = new Map<ProviderName, Provider>([[name, provider]]);
  const start = () => {
    const store = new WatchedLink(shared);
    const tools = { store, clock, random: systemRandom, logger: silentLogger, providers };
    const terms = new Map([[name, free]]);
    const waits = { providerTimeoutMs: 1_000, sweepIntervalMs: 1_000 };
    const parts = { ...tools, terms, announce: () => undefined, ...NO_LIMITS, ...waits };
    const engine = createEngine(parts);
    engine.saga.start();
    return { store, engine, handlers: commandHandlers(engine, parts) };
  };
  const written = (): string[] => shared.log.map(({ body }) => textOf(body));
  const payoutEvents = () => shared.log.filter(({ streamId }) => streamId.startsWith('payout-'));
  return { clock, shared, provider, start, written, payoutEvents };
}

type Process = ReturnType<ReturnType<typeof world>['start']>;

async function fund({ handlers }: Process, provider: ProviderName): Promise<void> {
  await handlers.openAccount.execute(new OpenAccount('client', 'shop', 'Shop', 'BRL'));
  const funds = { accountId: 'shop', amount: '10.00', reference: 'r', provider };
  await handlers.depositFunds.execute(new DepositFunds('client', 'deposit', funds));
}

const request = ({ handlers }: Process, provider: ProviderName) =>
  handlers.requestPayout.execute(
    new RequestPayout('client', 'payout', {
      accountId: 'shop',
      provider,
      amount: '5.00',
      payee,
      currency: null,
      externalReference: 'one',
      description: null,
    }),
  );

const CLAIM = 'append claim of provider-id';
const TAKEN = 'append ProviderExchanged + PayoutSubmitted';

describe.each(PROVIDER_NAMES)('an order to %s', name => {
  it('is three appends and no read from the hold to the acceptance', async () => {
    const { start } = world(name);
    const process = start();
    await fund(process, name);
    await request(process, name);
    await eventually('it is taken', () => process.store.calls.includes(TAKEN));
    await process.engine.saga.stop();
    const { calls } = process.store;
    const between = calls.slice(calls.indexOf('append FundsHeld') + 1, calls.indexOf(TAKEN) + 1);
    expect(between).toEqual(['append PayoutSubmissionStarted', CLAIM, TAKEN]);
  });

  it('that was claimed by a process that died is taken once, under the same id', async () => {
    const { start, clock, provider, payoutEvents, written } = world(name);
    const first = start();
    await fund(first, name);
    first.store.diesAfter = CLAIM;
    await request(first, name);
    await eventually('the process is dead', () => first.store.isDead);
    expect(payoutEvents().map(({ body }) => body.type)).toEqual([
      'PayoutRequested',
      'PayoutSubmissionStarted',
    ]);
    const second = start();
    await eventually('another process has taken it over', () => {
      clock.advance(1_000);
      return second.store.calls.includes(TAKEN);
    });
    await second.engine.saga.stop();
    expect(provider.orders.size).toBe(1);
    expect(provider.posts).toBe(name === 'ntxpay' ? 1 : 2);
    const submitted = payoutEvents().filter(({ body }) => body.type === 'PayoutSubmitted');
    expect(submitted.map(({ body }) => (body as PayoutEvent).data)).toMatchObject([{ providerId: 'P1' }]);
    expect(written().filter(text => text === 'claim of provider-id')).toHaveLength(1);
  });
});
