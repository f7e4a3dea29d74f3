import fc from 'fast-check';
import { auditStreams } from '../../../src/audit/verify-books';
import { OpenAccount, OpenAccountHandler } from '../../../src/commands/accounts/open-account';
import { fingerprintOf } from '../../../src/commands/payouts/payout-request';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import type { PayoutRequested } from '../../../src/domain/payout/events';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { EventStore, Position, RecordedEvent } from '../../../src/event-store/event-store';
import type { OrderSubmitter } from '../../../src/saga/exchanges/order-submitter';
import { SubmissionStarter } from '../../../src/saga/payouts/submission-starter';
import { Fault } from '../../../src/shared/fault';
import { derivedId } from '../../../src/shared/ids';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { depositFunds } from '../../domain/account/account-examples';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { requestHandlerOver } from './request-handler';

interface Asked {
  readonly client: string;
  readonly key: string;
  readonly provider: ProviderName;
  readonly text: string;
  readonly amount: string;
}

/** At which of its appends a process dies, and whether the append still happens. */
interface Death {
  readonly at: number;
  readonly happens: boolean;
}

const clock = new ManualClock();
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const terms = new Map(
  (['connectpsp', 'ntxpay'] as const).map(name => [
    name,
    {
      currency: 'BRL' as const,
      destinations: ['PIX'] as const,
      expectedFee: () => 0n,
      mode: 'sandbox' as const,
      highestFee: () => 0n,
    },
  ]),
);

/** What one process has over its way to the store. */
function processOver(store: EventStore) {
  const process = requestHandlerOver(store, clock, terms);
  const { payouts, accounts, references, payoutReferences, holds, handler } = process;
  const submitter = { submitFirst: () => Promise.resolve('CALLED') } as unknown as OrderSubmitter;
  const starter = new SubmissionStarter({ payouts, holds, payoutReferences, submitter });
  const ask = async (asked: Asked): Promise<string> => {
    const answered = await handler.execute(commandFor(asked));
    return answered.ok ? 'ACCEPTED' : answered.refusal.code;
  };
  return { payouts, accounts, references, starter, ask };
}

function commandFor({ client, key, provider, text, amount }: Asked): RequestPayout {
  const payee = {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'PIX' as const, pixKeyType: 'CPF' as const, pixKey: '12345678909' },
  };
  const rest = { accountId: 'shop', currency: null, description: null, externalReference: text, payee };
  return new RequestPayout(client, key, { provider, amount, ...rest });
}

const payoutIdOf = ({ client, key }: Asked): string => derivedId('payout', client, key);

/** A process's way to the store: every answer waits for its turn, and nothing comes after its death. */
function wayOf(store: InMemoryEventStore, steps: fc.Scheduler, death: Death | undefined): EventStore {
  let appends = 0;
  let dead = false;
  const turn = async () => {
    await steps.schedule(Promise.resolve());
    if (dead) throw new Fault('event store', 'dead');
  };
  return {
    append: async (...call: Parameters<EventStore['append']>) => {
      await turn();
      const dies = death?.at === appends++;
      if (!dies) return store.append(...call);
      dead = true;
      if (death.happens) store.appendNow(...call);
      throw new Fault('event store', 'dead');
    },
    readLast: (streamId: string) => turn().then(() => store.readLast(streamId)),
    readStream: async function* (...call: Parameters<EventStore['readStream']>) {
      await turn();
      yield* store.readStream(...call);
    },
    readAll: (after?: Position) => store.readAll(after),
    subscribe: (...call: Parameters<EventStore['subscribe']>) => store.subscribe(...call),
  } as unknown as EventStore;
}

/** An account with 10.00 on it. */
async function funded(isOlder: boolean): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore(clock);
  const { accounts, references } = processOver(store);
  await new OpenAccountHandler(accounts, store).execute(new OpenAccount('a', 'shop', 'Shop', 'BRL'));
  await accounts.execute('shop', depositFunds({ amountMinor: 1_000n }), CAUSE);
  // A claim of an older store, whose payout was never requested.
  const old = { kind: 'client', owner: 'z', reference: 'z' } as const;
  if (isOlder) await references.reserve(old, 'payout-z', CAUSE);
  return store;
}

/** What a saga does for the payouts that no handler has finished. */
async function finish(store: InMemoryEventStore): Promise<void> {
  const { payouts, starter } = processOver(store);
  for (const request of requestsIn(store)) {
    const { state } = await payouts.read(request.payoutId);
    if (state.status === 'requested') await starter.start(request);
  }
}

const dataOf = <Data>({ log }: InMemoryEventStore, type: RecordedEvent['body']['type']): Data[] =>
  log.filter(({ body }) => body.type === type).map(({ body }) => body.data as Data);
const requestsIn = (store: InMemoryEventStore) => dataOf<PayoutRequested>(store, 'PayoutRequested');
const idsIn = (store: InMemoryEventStore, type: string): string[] =>
  dataOf<{ payoutId: string }>(store, type).map(({ payoutId }) => payoutId);

/** A request that was refused before anything was written can be accepted later, when the reference is free. */
const isOnRecord = (store: InMemoryEventStore, request: Asked): boolean =>
  requestsIn(store).some(
    ({ payoutId, fingerprint }) =>
      payoutId === payoutIdOf(request) && fingerprint === fingerprintOf(commandFor(request).request),
  );

/** Everything that may not be, in words. */
async function wrongIn(store: InMemoryEventStore): Promise<string[]> {
  const held = new Set(idsIn(store, 'FundsHeld'));
  const rejected = new Set(idsIn(store, 'PayoutRejected'));
  const wrong = requestsIn(store).flatMap(({ payoutId }) =>
    held.has(payoutId) === rejected.has(payoutId) ? [`${payoutId} is not either held or rejected`] : [],
  );
  const uses = requestsIn(store)
    .filter(({ payoutId }) => held.has(payoutId))
    .flatMap(({ clientId, provider, externalReference }) => [
      `client ${clientId} ${externalReference}`,
      `provider ${provider} ${externalReference}`,
    ]);
  const twice = uses.filter((use, index) => uses.indexOf(use) !== index);
  const { differences } = await auditStreams(store);
  return [...wrong, ...twice.map(use => `${use} is held twice`), ...differences.map(({ detail }) => detail)];
}

const asked: fc.Arbitrary<Asked> = fc.record({
  client: fc.constantFrom('a', 'b'),
  key: fc.constantFrom('1', '2'),
  provider: fc.constantFrom('connectpsp', 'ntxpay'),
  text: fc.constantFrom('t', 't', 'u'),
  amount: fc.constantFrom('1.00', '2.00', '99.00'),
});
const deaths = fc.option(fc.record({ at: fc.nat(6), happens: fc.boolean() }), { nil: undefined });

/** Each process takes its requests at once; a fresh one finishes what they left, and repeats every request. */
async function live(
  steps: fc.Scheduler,
  requests: readonly Asked[],
  died: readonly (Death | undefined)[],
  isOlder: boolean,
) {
  const store = await funded(isOlder);
  const processes = died.map(death => processOver(wayOf(store, steps, death)));
  const answering = requests.map((request, index) =>
    processes[index % processes.length]!.ask(request).catch(() => 'DEAD'),
  );
  await steps.waitFor(Promise.all(answering));
  const answers = await Promise.all(answering);
  await finish(store);
  return { store, answers };
}

const FINAL = ['ACCEPTED', 'INSUFFICIENT_FUNDS', 'IDEMPOTENCY_KEY_REUSED'];

describe('requests for payouts that die at any append, in any order of their steps', () => {
  it.each([
    ['new', false],
    ['older', true],
  ])('hold funds for one payout per reference in a %s store, and every answer stands', async (_, isOlder) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(asked, { minLength: 2, maxLength: 4 }),
        fc.tuple(deaths, deaths),
        async (steps, requests, died) => {
          const { store, answers } = await live(steps, requests, died, isOlder);
          expect(await wrongIn(store)).toEqual([]);
          const held = new Set(idsIn(store, 'FundsHeld'));
          const fresh = processOver(store);
          for (const [index, answer] of answers.entries()) {
            const request = requests[index]!;
            if (answer === 'ACCEPTED') expect(held).toContain(payoutIdOf(request));
            const stands = FINAL.includes(answer) || isOnRecord(store, request);
            if (stands && answer !== 'DEAD') expect(await fresh.ask(request)).toBe(answer);
          }
          expect(await wrongIn(store)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
