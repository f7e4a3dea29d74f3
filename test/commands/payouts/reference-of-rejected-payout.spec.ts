import fc from 'fast-check';
import { OpenAccount, OpenAccountHandler } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import type { PayoutRequest } from '../../../src/commands/payouts/payout-request';
import type { ProviderName } from '../../../src/domain/payout/payee';
import type { EventStore } from '../../../src/event-store/event-store';
import type { Clock } from '../../../src/shared/clock';
import { Fault } from '../../../src/shared/fault';
import { depositFunds } from '../../domain/account/account-examples';
import { InMemoryEventStore } from '../../support/in-memory-event-store';
import { requestHandlerOver } from './request-handler';

const clock: Clock = {
  now: () => new Date('2026-03-01T12:00:00.000Z'),
  monotonicMs: () => 0,
  wait: () => Promise.resolve(),
};
const free = {
  currency: 'BRL' as const,
  destinations: ['PIX'] as const,
  expectedFee: () => 0n,
  mode: 'sandbox' as const,
  highestFee: () => 0n,
};
const CAUSE = { causationId: 'test', correlationId: 'test', actor: 'test' };
const REFERENCE = 'withdrawal-1';

/** The real handlers over a store, and an account with nothing on it. */
function deskOver(store: EventStore) {
  const terms = new Map<ProviderName, typeof free>([['connectpsp', free]]);
  const { payouts, accounts, references, handler } = requestHandlerOver(store, clock, terms);
  const ask = async (client: string, key: string, amount = '1.00') => {
    const answered = await handler.execute(new RequestPayout(client, key, asking(amount)));
    return answered.ok ? 'ACCEPTED' : answered.refusal.code;
  };
  return { payouts, accounts, references, ask };
}

const asking = (amount: string): PayoutRequest => ({
  accountId: 'shop',
  provider: 'connectpsp',
  amount,
  currency: null,
  externalReference: REFERENCE,
  description: null,
  payee: {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
  },
});

async function emptyAccount() {
  const store = new InMemoryEventStore(clock);
  const desk = deskOver(store);
  await new OpenAccountHandler(desk.accounts, store).execute(
    new OpenAccount('client', 'shop', 'Shop', 'BRL'),
  );
  const fund = () => desk.accounts.execute('shop', depositFunds(), CAUSE);
  return { store, fund, ...desk };
}

/** A rejected payout has the reference; then the money comes. */
async function afterRejection() {
  const world = await emptyAccount();
  expect(await world.ask('client', 'first')).toBe('INSUFFICIENT_FUNDS');
  await world.fund();
  return world;
}

const standing = ({ log }: InMemoryEventStore) =>
  log.filter(({ body }) => body.type === 'PayoutRequested').length -
  log.filter(({ body }) => body.type === 'PayoutRejected').length;

const requested = ({ log }: InMemoryEventStore) =>
  log.filter(({ body }) => body.type === 'PayoutRequested').length;

/** The store, each of whose answers waits for its turn. */
function taking(turn: <Answer>(answer: Promise<Answer>) => Promise<Answer>, store: EventStore): EventStore {
  return {
    append: (...call) => turn(Promise.resolve()).then(() => store.append(...call)),
    readLast: streamId => turn(Promise.resolve()).then(() => store.readLast(streamId)),
    readStream: async function* (...call) {
      await turn(Promise.resolve());
      yield* store.readStream(...call);
    },
    readAll: (...call) => store.readAll(...call),
    subscribe: (...call) => store.subscribe(...call),
  } as EventStore;
}

describe('the reference of a rejected payout', () => {
  it('is free for another payout, and the first answer stands', async () => {
    const { ask, store } = await afterRejection();
    expect(await ask('client', 'second')).toBe('ACCEPTED');
    expect(await ask('client', 'first')).toBe('INSUFFICIENT_FUNDS');
    expect(await ask('client', 'third')).toBe('EXTERNAL_REFERENCE_USED');
    expect(await ask('another', 'first')).toBe('EXTERNAL_REFERENCE_USED');
    expect(requested(store)).toBe(2);
  });

  it('is free again and again', async () => {
    const { ask, fund } = await emptyAccount();
    for (const key of ['one', 'two', 'three']) expect(await ask('client', key)).toBe('INSUFFICIENT_FUNDS');
    await fund();
    expect(await ask('client', 'four')).toBe('ACCEPTED');
  });

  it('is not free while the rejection is not on disk, and is when it is', async () => {
    const { ask, fund, store } = await emptyAccount();
    const away: EventStore = Object.assign(Object.create(store) as EventStore, {
      append: (
        streamId: string,
        ...rest: Parameters<EventStore['append']> extends [string, ...infer R] ? R : never
      ) =>
        rest[1].some(({ body }) => body.type === 'PayoutRejected')
          ? Promise.reject(new Fault('event store', 'away'))
          : store.append(streamId, ...rest),
    });
    await expect(deskOver(away).ask('client', 'first')).rejects.toThrow('away');
    await fund();
    expect(await ask('client', 'second')).toBe('EXTERNAL_REFERENCE_USED');
    expect(await ask('client', 'first')).toBe('INSUFFICIENT_FUNDS');
    // The first answer stands; another request gets the reference.
    expect(await ask('client', 'second')).toBe('EXTERNAL_REFERENCE_USED');
    expect(await ask('client', 'third')).toBe('ACCEPTED');
  });

  it.each([0, 1, 2, 3])('is taken whole by the same key after a crash at append %i', async crashAt => {
    const { ask, store } = await afterRejection();
    let appends = 0;
    const dying: EventStore = Object.assign(Object.create(store) as EventStore, {
      append: (...call: Parameters<EventStore['append']>) =>
        appends++ === crashAt ? Promise.reject(new Fault('event store', 'dead')) : store.append(...call),
    });
    const first = await deskOver(dying)
      .ask('client', 'second')
      .catch(() => 'DEAD');
    expect([first, await ask('client', 'second')]).toEqual(['DEAD', 'ACCEPTED']);
  });

  it('goes to one of two who ask at once, whatever the order of their steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom('client', 'another'), async (steps, rival) => {
        const { store } = await afterRejection();
        const slow = taking(answer => steps.schedule(answer), store);
        const answers = Promise.all([
          deskOver(slow).ask('client', 'second'),
          deskOver(slow).ask(rival, 'third'),
        ]);
        await steps.waitFor(answers);
        expect((await answers).sort()).toEqual(['ACCEPTED', 'EXTERNAL_REFERENCE_USED']);
        expect(standing(store)).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a reference', () => {
  it('goes to one of two who ask at once where nobody had it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async steps => {
        const { store, fund } = await emptyAccount();
        await fund();
        const slow = taking(answer => steps.schedule(answer), store);
        const answers = Promise.all([
          deskOver(slow).ask('client', 'one'),
          deskOver(slow).ask('client', 'two'),
        ]);
        await steps.waitFor(answers);
        expect((await answers).sort()).toEqual(['ACCEPTED', 'EXTERNAL_REFERENCE_USED']);
      }),
      { numRuns: 60 },
    );
  });

  it('stays with a payout that has failed: the provider knows it', async () => {
    const { ask, fund, payouts, store } = await emptyAccount();
    await fund();
    expect(await ask('client', 'first')).toBe('ACCEPTED');
    const { body } = store.log.find(event => event.body.type === 'PayoutRequested')!;
    const { payoutId } = body.data as unknown as { payoutId: string };
    const answered = {
      code: 'KEY_UNKNOWN',
      message: '',
      evidence: { kind: 'submission', answerHash: 'h' },
    } as const;
    await payouts.change(payoutId, { type: 'StartSubmission', providerKey: 'k', webhookUrl: null }, CAUSE);
    await payouts.change(payoutId, { type: 'RecordDecline', ...answered }, CAUSE);
    expect((await payouts.load(payoutId)).state.status).toBe('failed');
    expect(await ask('client', 'second')).toBe('EXTERNAL_REFERENCE_USED');
  });
});
