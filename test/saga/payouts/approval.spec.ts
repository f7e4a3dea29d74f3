import { NO_LIMITS } from '../../support/no-limits';
import { DecideApproval, type ApprovalDecision } from '../../../src/commands/approvals/decide-approval';
import { DecideApprovalRule } from '../../../src/commands/approvals/decide-approval-rule';
import { DepositFunds } from '../../../src/commands/accounts/deposit-funds';
import { OpenAccount } from '../../../src/commands/accounts/open-account';
import { RequestPayout } from '../../../src/commands/payouts/request-payout';
import { createEngine } from '../../../src/composition/engine';
import type { ApprovalRule } from '../../../src/domain/approval/events';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../src/event-store/event-store';
import type { Provider } from '../../../src/providers/port/provider';
import { derivedId } from '../../../src/shared/ids';
import { silentLogger } from '../../../src/shared/logging';
import { systemRandom } from '../../../src/shared/random';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';
import { commandHandlers } from '../../support/command-handlers';
import { eventually } from '../../support/eventually';
import { violationsOf } from '../../support/check-world';
import { InMemoryEventStore } from '../../support/in-memory-event-store';

const HOUR_MS = 3_600_000;
const PAYOUT = derivedId('payout', 'shop-service', 'payout');

/** Takes every order and never ends it. */
function takingProvider() {
  const posts: string[] = [];
  const provider = {
    name: 'connectpsp',
    currency: 'BRL',
    notificationProof: 'content',
    webhookUrl: () => null,
    submit: ({ externalReference }: { externalReference: string }) => {
      posts.push(externalReference);
      return new Promise(() => {});
    },
  } as unknown as Provider;
  return { posts, provider };
}

const terms = new Map([
  [
    'connectpsp',
    {
      currency: 'BRL',
      destinations: ['PIX'],
      expectedFee: () => 0n,
      highestFee: () => 0n,
      mode: 'sandbox',
    } as const,
  ],
]);

/** A process's way to the store: before an append of this type it stops, until it is let go. */
class PausedLink extends InMemoryEventStore {
  pausesAt = '';
  isPaused = false;
  private goOn: () => void = () => undefined;

  constructor(private readonly shared: InMemoryEventStore) {
    super({ now: () => new Date() });
  }

  letGo(): void {
    this.pausesAt = '';
    this.goOn();
  }

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    if (events.some(({ body }) => body.type === this.pausesAt)) {
      this.isPaused = true;
      await new Promise<void>(resolve => (this.goOn = resolve));
    }
    return this.shared.append(stream, expected, events);
  }

  override readStream(...args: Parameters<InMemoryEventStore['readStream']>) {
    return this.shared.readStream(...args);
  }

  override readLast(streamId: string) {
    return this.shared.readLast(streamId);
  }

  override subscribe(...args: Parameters<InMemoryEventStore['subscribe']>) {
    return this.shared.subscribe(...args);
  }
}

function world() {
  const clock = new ManualClock(Date.parse('2026-03-01T12:00:00Z'));
  const shared = new InMemoryEventStore(clock);
  const { posts, provider } = takingProvider();
  const start = () => {
    const store = new PausedLink(shared);
    const tools = { store, clock, random: systemRandom, logger: silentLogger, terms };
    const waits = { providerTimeoutMs: 1_000, sweepIntervalMs: 1_000, announce: () => undefined };
    const parts = { ...NO_LIMITS, ...tools, providers: new Map([['connectpsp', provider]]), ...waits };
    const engine = createEngine(parts);
    return { store, engine, ...commandHandlers(engine, parts) };
  };
  const types = () => shared.log.map(({ body }) => body.type);
  const seen = (type: string) => eventually(`${type} is recorded`, () => types().includes(type));
  return { clock, shared, posts, start, types, seen };
}

type Process = ReturnType<ReturnType<typeof world>['start']>;

const rule = (approvals = 1): ApprovalRule => ({
  text: 'Everything of this shop',
  conditions: { accountId: 'shop', amountAtLeast: { amountMinor: 500n, currency: 'BRL' } },
  approvals,
  expiryHours: null,
  effectiveFrom: null,
});

async function prepare(
  { openAccount, depositFunds, decideApprovalRule }: Process,
  approvals = 1,
  amount = '10.00',
) {
  await openAccount.execute(new OpenAccount('shop-service', 'shop', 'Shop', 'BRL'));
  const funds = { accountId: 'shop', amount, reference: 'r', provider: 'connectpsp' };
  await depositFunds.execute(new DepositFunds('shop-service', 'deposit', funds));
  for (const person of ['ana', 'bea'])
    await decideApprovalRule.execute(new DecideApprovalRule(person, 'shop', rule(approvals), 'we want it'));
}

const ask = ({ requestPayout }: Process, amount = '5.00') =>
  requestPayout.execute(
    new RequestPayout('shop-service', 'payout', {
      accountId: 'shop',
      provider: 'connectpsp',
      amount,
      payee: {
        name: 'Maria Silva',
        document: '12345678909',
        destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
      },
      currency: null,
      externalReference: 'one',
      description: null,
    }),
  );

const decide = async (
  { decideApproval }: Process,
  name: string,
  decision: ApprovalDecision = { type: 'APPROVE' },
  key = `key of ${name}`,
) => {
  const person = { name, accounts: '*', madeKeysOf: [] } as const;
  const decided = await decideApproval.execute(new DecideApproval(person, key, PAYOUT, decision));
  return decided.ok ? decided.value.body : decided.refusal.code;
};

const REJECT = { type: 'REJECT', reason: 'not ours' } as const;

const held = async ({ engine }: Process): Promise<[bigint, bigint] | undefined> => {
  const state = await engine.accounts.state('shop');
  return state ? [state.availableMinor, state.heldMinor] : undefined;
};

const coherent = (shared: InMemoryEventStore) =>
  violationsOf({ events: shared.log, providerRecords: [], commands: [], atRest: false });

describe('a payout that needs approval', () => {
  it('waits with its funds held, is answered so, and is sent only when a person has approved it', async () => {
    const { start, posts, seen, types, shared } = world();
    const process = start();
    await prepare(process);
    process.engine.saga.start();
    expect(await ask(process)).toMatchObject({ value: { body: { approval: { approvals: 1 } } } });
    expect(await held(process)).toEqual([500n, 500n]);
    expect(await decide(process, 'shop-service')).toBe('REQUESTER_CANNOT_APPROVE');
    expect(types()).not.toContain('PayoutSubmissionStarted');
    expect(await decide(process, 'ana')).toMatchObject({ status: 'PROCESSING', approvals: 1, needed: 1 });
    await seen('PayoutSubmissionStarted');
    await eventually('the order is sent', () => posts.length === 1);
    expect(types().indexOf('PayoutApproved')).toBeLessThan(types().indexOf('PayoutSubmissionStarted'));
    expect(coherent(shared)).toEqual([]);
  });

  it('gets the same answer to a repeat of its request, whatever people have decided', async () => {
    const { start } = world();
    const process = start();
    await prepare(process);
    const first = await ask(process);
    await decide(process, 'ana', REJECT);
    const again = await ask(process);
    expect(again.ok && first.ok && again.value.body).toEqual(first.ok && first.value.body);
  });

  it('counts different people, and repeats get their first answer', async () => {
    const { start, types } = world();
    const process = start();
    await prepare(process, 2);
    await ask(process);
    const one = { status: 'AWAITING_APPROVAL', approvals: 1, needed: 2 };
    expect(await decide(process, 'ana')).toMatchObject(one);
    expect(await decide(process, 'ana', { type: 'APPROVE' }, 'another key')).toMatchObject(one);
    expect(await decide(process, 'bea')).toMatchObject({ status: 'PROCESSING', approvals: 2 });
    expect(await decide(process, 'ana')).toMatchObject(one);
    expect(await decide(process, 'eva')).toBe('PAYOUT_APPROVED');
    expect(await decide(process, 'ana', REJECT)).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(types().filter(type => type === 'PayoutApproved')).toHaveLength(2);
  });

  it('is not there for a person who does not see the account', async () => {
    const { start } = world();
    const process = start();
    await prepare(process);
    await ask(process);
    const stranger = { name: 'eva', accounts: ['other'], madeKeysOf: [] };
    const command = new DecideApproval(stranger, 'key', PAYOUT, { type: 'APPROVE' });
    expect(await process.decideApproval.execute(command)).toMatchObject({
      refusal: { code: 'PAYOUT_NOT_FOUND' },
    });
  });

  it('gives its hold back when a person rejects it, and frees its reference', async () => {
    const { start, posts, seen, shared } = world();
    const process = start();
    await prepare(process);
    process.engine.saga.start();
    await ask(process);
    expect(await decide(process, 'ana', REJECT)).toMatchObject({ status: 'REJECTED' });
    await seen('HoldReleased');
    expect(await held(process)).toEqual([1_000n, 0n]);
    expect(await decide(process, 'bea')).toBe('APPROVAL_REJECTED');
    expect(posts).toEqual([]);
    expect(coherent(shared)).toEqual([]);
  });

  it('gives its hold back when nobody has approved it in time', async () => {
    const { start, posts, seen, clock, types, shared } = world();
    const process = start();
    await prepare(process);
    process.engine.saga.start();
    await ask(process);
    await seen('FundsHeld');
    for (let hours = 0; hours < 23; hours += 1) clock.advance(HOUR_MS);
    expect(types()).not.toContain('PayoutApprovalExpired');
    clock.advance(HOUR_MS);
    expect(await decide(process, 'ana')).toBe('APPROVAL_EXPIRED');
    await eventually('it is released', () => {
      clock.advance(60_000);
      return types().includes('HoldReleased');
    });
    expect(types()).toContain('PayoutApprovalExpired');
    expect(posts).toEqual([]);
    expect(coherent(shared)).toEqual([]);
  });

  it('is held by the saga where the handler died before, and rejected where there is too little', async () => {
    for (const [amount, type] of [
      ['5.00', 'FundsHeld'],
      ['50.00', 'PayoutRejected'],
    ] as const) {
      const { start, clock, types, shared } = world();
      const first = start();
      await prepare(first);
      first.store.pausesAt = type === 'FundsHeld' ? 'FundsHeld' : 'HoldRefused';
      void ask(first, amount);
      await eventually('the handler has died', () => first.store.isPaused);
      const second = start();
      second.engine.saga.start();
      await eventually('the saga has finished the request', () => {
        clock.advance(5_000);
        return types().includes(type);
      });
      expect(types()).not.toContain('PayoutSubmissionStarted');
      expect(coherent(shared)).toEqual([]);
      await second.engine.saga.stop();
    }
  });

  it('has no hold left where it was rejected before its handler came to the hold', async () => {
    const { start, seen, types } = world();
    const first = start();
    await prepare(first);
    first.store.pausesAt = 'FundsHeld';
    const asked = ask(first);
    await eventually('the handler waits', () => first.store.isPaused);
    const second = start();
    second.engine.saga.start();
    await decide(second, 'ana', REJECT);
    await seen('HoldReleased');
    first.store.letGo();
    expect(await asked).toMatchObject({ ok: true });
    expect(await held(second)).toEqual([1_000n, 0n]);
    expect(types().filter(type => type === 'FundsHeld')).toHaveLength(1);
  });

  it('is either approved or expired where both come at once', async () => {
    for (const winner of ['PayoutApproved', 'PayoutApprovalExpired']) {
      const { start, seen, clock, types, shared } = world();
      const people = start();
      const sweeper = start();
      await prepare(people);
      await ask(people);
      people.store.pausesAt = 'PayoutApproved';
      const approved = decide(people, 'ana');
      await eventually('the approval is on its way', () => people.store.isPaused);
      clock.advance(24 * HOUR_MS);
      sweeper.store.pausesAt = winner === 'PayoutApproved' ? 'PayoutApprovalExpired' : '';
      sweeper.engine.saga.start();
      if (winner === 'PayoutApproved') await eventually('the expiry waits', () => sweeper.store.isPaused);
      else await seen('PayoutApprovalExpired');
      people.store.letGo();
      await approved;
      sweeper.store.letGo();
      await seen(winner === 'PayoutApproved' ? 'PayoutSubmissionStarted' : 'HoldReleased');
      const ends = types().filter(type => type === 'PayoutApproved' || type === 'PayoutApprovalExpired');
      expect(ends).toEqual([winner]);
      expect(coherent(shared)).toEqual([]);
    }
  });
});
