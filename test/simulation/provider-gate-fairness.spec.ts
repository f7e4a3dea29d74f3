import fc from 'fast-check';
import type { CallHealth } from '../../src/providers/gate/circuit-breaker';
import { ProviderGate, type Permit } from '../../src/providers/gate/provider-gate';
import type { QueuedCall } from '../../src/providers/gate/call-queue';
import { silentLogger } from '../../src/shared/logging';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';

const LIMITS = { maxCalls: 2, failures: 2, firstOpenMs: 1_000, longestOpenMs: 8_000 };
const HOUR_MS = 3_600_000;
const answer = (status: number) => ({
  method: 'GET',
  path: '/',
  requestBody: null,
  status,
  answerBody: '',
  answerHash: '',
  fault: null,
});
const TOLD = {
  well: { provider: 'up', retryAfterMs: null, exchanges: [answer(200)] },
  away: { provider: 'down', retryAfterMs: null, exchanges: [] },
  wait: { provider: 'down', retryAfterMs: 5_000, exchanges: [answer(429)] },
  unasked: { provider: 'up', retryAfterMs: null, exchanges: [] },
  broken: undefined,
} satisfies Record<string, CallHealth | undefined>;

type Action =
  | { type: 'ask'; key: number; kind: QueuedCall['kind'] }
  /** One of the calls that have a permit. */
  | { type: 'come' | 'decline'; which: number }
  | { type: 'forget'; key: number }
  | { type: 'end'; which: number; told: keyof typeof TOLD }
  | { type: 'time' | 'set'; byMs: number };

/** What is set, and what a wait goes by, are two clocks. */
class SetClock extends ManualClock {
  private setByMs = 0;

  override now(): Date {
    return new Date(super.now().getTime() + this.setByMs);
  }

  set(byMs: number): void {
    this.setByMs += byMs;
  }
}

const key = fc.nat(6);
const kind = fc.constantFrom('submission' as const, 'query' as const);
const told = fc.constantFrom(
  ...(['well', 'well', 'well', 'away', 'away', 'wait', 'unasked', 'broken'] as const),
);
const which = fc.nat(2);
const one = (type: 'come' | 'decline') => fc.record({ type: fc.constant(type), which });
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('ask' as const), key, kind }) },
  { weight: 8, arbitrary: one('come') },
  { weight: 4, arbitrary: one('decline') },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('forget' as const), key }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('end' as const), which, told }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('time' as const), byMs: fc.constantFrom(1, 1_000, 9_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('set' as const),
      byMs: fc.constantFrom(-HOUR_MS, -500, 500, HOUR_MS),
    }),
  },
);

/** The gate as those before it see it, and what is to hold of it at any time. */
class Street {
  readonly clock = new SetClock();
  readonly gate = new ProviderGate({
    clock: this.clock,
    logger: silentLogger,
    limits: LIMITS,
    random: { below: () => 0, uuid: () => '' },
  });
  /** The calls in the queues, without a permit. */
  readonly waiting = new Map<number, QueuedCall['kind']>();
  readonly called = new Map<number, { kind: QueuedCall['kind']; whileOpen: boolean }>();
  readonly underWay: { permit: Permit; probe: boolean }[] = [];

  constructor() {
    this.gate.onPermit(told => this.turn(Number(told)));
  }

  get isOpen(): boolean {
    return this.gate.status()[0]?.breaker === 'open';
  }

  async act(action: Action): Promise<void> {
    switch (action.type) {
      case 'ask':
        return this.ask(action.key, this.waiting.get(action.key) ?? action.kind);
      case 'come':
        return this.come(this.told(action.which));
      case 'decline':
        return this.decline(this.told(action.which));
      case 'forget':
        this.waiting.delete(action.key);
        this.called.delete(action.key);
        return this.gate.forget(String(action.key));
      case 'end':
        return this.underWay
          .splice(action.which % Math.max(1, this.underWay.length), 1)[0]
          ?.permit.release(TOLD[action.told]);
      case 'set':
        return this.clock.set(action.byMs);
      case 'time':
        this.clock.advance(action.byMs);
        for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
    }
  }

  check(): void {
    const [status] = this.gate.status();
    if (!status) return;
    expect(this.underWay.length).toBeLessThanOrEqual(LIMITS.maxCalls);
    expect(status).toMatchObject({ underWay: this.underWay.length, waiting: this.waiting.size });
    if (status.breaker === 'open')
      expect(this.underWay.filter(({ probe }) => probe).length).toBeLessThanOrEqual(1);
  }

  /** Every call gets a permit once the provider is up and time passes. */
  async drain(): Promise<void> {
    for (let rounds = 0; rounds < 60; rounds += 1) {
      for (const told of [...this.called.keys()]) this.come(told);
      while (this.underWay.length > 0) await this.act({ type: 'end', which: 0, told: 'well' });
      await this.act({ type: 'time', byMs: 1_000 });
    }
    expect([...this.waiting.keys(), ...this.called.keys()]).toEqual([]);
  }

  private told(which: number): number | undefined {
    return [...this.called.keys()][which % Math.max(1, this.called.size)];
  }

  private come(told: number | undefined): void {
    const called = told === undefined ? undefined : this.called.get(told);
    if (called) this.ask(told!, called.kind);
  }

  private decline(told: number | undefined): void {
    if (told !== undefined && this.called.delete(told)) this.gate.returnPermit(String(told));
  }

  private ask(asked: number, kind: QueuedCall['kind']): void {
    const told = this.called.get(asked);
    this.called.delete(asked);
    if (!told) this.waiting.set(asked, kind);
    // The gate wakes no caller that is there already: its permit is the result of the call.
    const caller = { key: String(asked), kind, requestedAt: requestedAt(asked) };
    const wasOpen = this.isOpen;
    const permit = this.gate.acquire('connectpsp', caller);
    if (!permit) return void this.waiting.set(asked, kind);
    if (!told) this.isFirst(asked, kind);
    this.waiting.delete(asked);
    this.underWay.push({ permit, probe: wasOpen });
  }

  private turn(told: number): void {
    const kind = this.waiting.get(told);
    expect(kind).toBeDefined();
    this.isFirst(told, kind!);
    this.waiting.delete(told);
    this.called.set(told, { kind: kind!, whileOpen: this.isOpen });
  }

  /** No call in the same queue has an older payout. */
  private isFirst(first: number, kind: QueuedCall['kind']): void {
    const earlier = [...this.waiting].filter(([other, line]) => line === kind && other < first);
    expect(earlier).toEqual([]);
  }
}

const requestedAt = (second: number): string => new Date(second * 1_000).toISOString();

describe('the gate, whatever is done before it', () => {
  it('keeps its places and the order of the requests, and leaves nobody waiting for ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actions, { minLength: 30, maxLength: 60 }), async steps => {
        const street = new Street();
        for (const step of steps) {
          await street.act(step);
          street.check();
        }
        await street.drain();
      }),
      { numRuns: 250 },
    );
  });
});

describe('the gate, when a provider is found to be away', () => {
  const fill = (street: Street) => {
    for (const each of [0, 1]) void street.act({ type: 'ask', key: each, kind: 'submission' });
    for (const each of [3, 4]) void street.act({ type: 'ask', key: each, kind: 'submission' });
  };

  // Told a moment before: the place that was promised is not there any more.
  it('does not let those go who had been told before', () => {
    const street = new Street();
    fill(street);
    street.underWay[0]!.permit.release(TOLD.well);
    expect([...street.called.keys()]).toEqual([3]);
    street.underWay[1]!.permit.release(TOLD.wait);
    expect(street.gate.status()[0]).toMatchObject({ breaker: 'open', heldBackMs: 5_000 });
    expect(
      street.gate.acquire('connectpsp', { key: '3', kind: 'submission', requestedAt: requestedAt(3) }),
    ).toBeUndefined();
  });

  it('keeps to the pause it asked for though one who had been told before got through', () => {
    const street = new Street();
    fill(street);
    street.underWay[0]!.permit.release(TOLD.well);
    street.underWay[1]!.permit.release(TOLD.wait);
    const told = { key: '3', kind: 'submission', requestedAt: requestedAt(3) } as const;
    street.gate.acquire('connectpsp', told)?.release(TOLD.well);
    expect(street.gate.status()[0]).toMatchObject({ breaker: 'open', heldBackMs: 5_000 });
  });

  it('counts what was under way before it among the places afterwards', async () => {
    const street = new Street();
    const ask = (each: number) => street.act({ type: 'ask', key: each, kind: 'submission' });
    const end = (which: number) => street.act({ type: 'end', which, told: 'well' });
    await ask(0);
    await ask(1);
    await street.act({ type: 'end', which: 0, told: 'wait' });
    await street.act({ type: 'time', byMs: 5_000 });
    for (const each of [2, 3]) {
      await ask(each);
      await end(1);
    }
    await ask(4);
    await ask(5);
    street.check();
    expect([...street.waiting.keys()]).toEqual([5]);
  });
});
