import fc from 'fast-check';
import type {
  CallResult,
  LookupResult,
  PayoutOrder,
  Provider,
  PayoutReport,
  SubmissionOutcome,
} from '../../src/providers/port/provider';
import { systemClock, type Clock } from '../../src/shared/clock';
import { formatAmount } from '../../src/shared/money';
import { receiver, type Receiver } from '../../packages/psp-sandbox/test/receiver';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { order } from './orders';
import { outcomeOf } from './call-outcome';

export type Closeable = Provider & { close(): Promise<void> };
export type Accepted = Extract<SubmissionOutcome, { kind: 'accepted' }>;

/** What the simulator says of itself, in words both have. */
export interface Simulator {
  readonly url: string;
  scenario(name: string, times?: number): void;
  records(): readonly {
    readonly providerId: string;
    readonly externalReference: string;
    readonly amount: string;
    readonly endToEndId: string | null;
    readonly payments: number;
    readonly returns: readonly {
      readonly endToEndId: string;
      readonly amount: string;
      readonly fee: string;
    }[];
  }[];
  /** Nobody is answered from now on. */
  beginOutage(kind: 'reset' | '503' | 'refused'): Promise<void>;
  endOutage(): Promise<void>;
  /** What a client of it must keep to itself. */
  secrets(): readonly string[];
  balance(): { readonly freeMinor: bigint; readonly reservedMinor: bigint; readonly paidMinor: bigint };
  stop(): Promise<void>;
}

/** How the suite gets at one adapter and its simulator. */
export interface Subject {
  readonly name: string;
  start(options: { clock: Clock; settleAfterMs: number; balanceMinor?: bigint }): Promise<Simulator>;
  /** An adapter whose notifications reach the address; `changes` are the adapter's own options. */
  connect(simulator: Simulator, hookBase: string, changes?: object, clock?: Clock): Promise<Closeable>;
  /** In centavos per payout; null where the provider reports none. */
  readonly feeMinor: bigint | null;
  /** The event type in a completed notification's identity, and in a return's. */
  readonly completedEvent: string;
  readonly returnEvent: string;
  /** Whether a return shows by question too, and proves the payment. */
  readonly returnProvesPayment: boolean;
  /** Whether what is reserved for payouts under way counts in the balance. */
  readonly balanceIncludesUnderWay: boolean;
  readonly failureCode: string;
  /** The scenario whose notification somebody else sent. */
  readonly forged: string;
  readonly tokenLifeMs: number;
}

/** What a test of one adapter has at hand; each adapter's own tests use it too. */
export class Bench {
  simulator!: Simulator;
  hooks!: Receiver;
  private readonly providers: Closeable[] = [];

  constructor(private readonly subject: Subject) {}

  async open(): Promise<void> {
    this.hooks = await receiver();
    this.simulator = await this.subject.start({ clock: systemClock, settleAfterMs: 10 });
  }

  async restart(options: Partial<Parameters<Subject['start']>[0]>): Promise<void> {
    await this.simulator.stop();
    this.simulator = await this.subject.start({ clock: systemClock, settleAfterMs: 10, ...options });
  }

  async close(): Promise<void> {
    await Promise.all(this.providers.splice(0).map(provider => provider.close()));
    await this.simulator.stop();
    await this.hooks.stop();
  }

  async connect(changes: object = {}, clock?: Clock): Promise<Closeable> {
    const base = new URL(this.hooks.url).origin;
    const provider = await this.subject.connect(this.simulator, base, changes, clock);
    this.providers.push(provider);
    return provider;
  }
}

export async function accepted(provider: Provider, one: PayoutOrder): Promise<Accepted> {
  const outcome = await outcomeOf(provider.submit(one));
  expect(outcome).toMatchObject({ kind: 'accepted' });
  return outcome as Accepted;
}

/** What is done about an order whose fate is not known: it is looked for, or sent again where there is a key. */
export const again = (
  provider: Provider,
  one: PayoutOrder,
): Promise<CallResult<LookupResult | SubmissionOutcome>> =>
  provider.lookUpOrder ? provider.lookUpOrder(one) : provider.submit(one);

export async function acceptedAgain(provider: Provider, one: PayoutOrder): Promise<Accepted> {
  const { outcome } = await again(provider, one);
  expect(outcome).toMatchObject({ kind: 'accepted' });
  return outcome as Accepted;
}

export const question = (one: PayoutOrder, { providerId }: Accepted) => ({
  providerId,
  externalReference: one.externalReference,
  requestedAt: one.requestedAt,
});

/** Asks until there is an answer other than "processing". */
export async function settled(
  provider: Provider,
  asked: { providerId: string | null; externalReference: string },
): Promise<PayoutReport> {
  let report: PayoutReport = { kind: 'processing' };
  while (report.kind === 'processing') report = await outcomeOf(provider.pollPayout(asked));
  return report;
}

/** What every adapter keeps of the port's promises, against its own simulator over real HTTP. */
export function describeProvider(subject: Subject): void {
  describe(`the port's contract: ${subject.name}`, () => {
    const bench = new Bench(subject);
    beforeEach(() => bench.open());
    afterEach(() => bench.close());

    it('pays by PIX key: accepted, completed by notification, and the same by question', async () => {
      const provider = await bench.connect();
      const one = order();
      const submitted = await accepted(provider, one);
      const { body, headers } = await bench.hooks.delivery(0);
      expect(provider.verifyNotification(body, headers)).toBe(true);
      const [record] = bench.simulator.records();
      const { providerId } = submitted;
      const { externalReference } = one;
      expect(record).toMatchObject({ providerId, externalReference, amount: '50.00', payments: 1 });
      const completed = {
        kind: 'completed',
        endToEndId: record?.endToEndId,
        amountMinor: 5000n,
        feeAmountMinor: subject.feeMinor,
        externalReference,
      };
      const endToEndId = record?.endToEndId;
      expect(provider.parseNotification(body.toString())).toMatchObject({
        identity: { eventType: subject.completedEvent, providerId, endToEndId },
        providerId,
        externalReference,
        report: completed,
      });
      expect(await outcomeOf(provider.pollPayout(question(one, submitted)))).toMatchObject(completed);
    });

    it('reports a failure by notification and by question, and the money went back', async () => {
      bench.simulator.scenario('fail');
      const before = bench.simulator.balance().freeMinor;
      const provider = await bench.connect();
      const one = order();
      const submitted = await accepted(provider, one);
      const { body, headers } = await bench.hooks.delivery(0);
      expect(provider.verifyNotification(body, headers)).toBe(true);
      expect(provider.parseNotification(body.toString())).toMatchObject({
        providerId: submitted.providerId,
        report: { kind: 'failed', code: subject.failureCode },
      });
      expect(await outcomeOf(provider.pollPayout(question(one, submitted)))).toMatchObject({
        kind: 'failed',
      });
      expect(bench.simulator.balance()).toEqual({ freeMinor: before, reservedMinor: 0n, paidMinor: 0n });
    });

    it('answers processing while it is', async () => {
      bench.simulator.scenario('delay:120s');
      const provider = await bench.connect();
      const one = order();
      const submitted = await accepted(provider, one);
      expect(await outcomeOf(provider.pollPayout(question(one, submitted)))).toEqual({ kind: 'processing' });
    });

    it('can be asked when no notification comes', async () => {
      bench.simulator.scenario('no-hook');
      const provider = await bench.connect();
      const one = order();
      const submitted = await accepted(provider, one);
      expect(await settled(provider, question(one, submitted))).toMatchObject({ kind: 'completed' });
      expect(bench.hooks.seen).toEqual([]);
    });

    it('may be notified before the answer', async () => {
      bench.simulator.scenario('hook-before-response');
      const provider = await bench.connect();
      const submission = outcomeOf(provider.submit(order()));
      const hook = bench.hooks.delivery(0).then(() => 'hook');
      expect(await Promise.race([submission.then(() => 'answer'), hook])).toBe('hook');
      expect(await submission).toMatchObject({ kind: 'accepted' });
    });

    it('gives duplicates one identity', async () => {
      bench.simulator.scenario('duplicate-hooks:3');
      const provider = await bench.connect();
      await accepted(provider, order());
      const all = await Promise.all([0, 1, 2].map(index => bench.hooks.delivery(index)));
      const identities = all.map(({ body }) =>
        JSON.stringify(provider.parseNotification(body.toString()).identity),
      );
      expect(new Set(identities).size).toBe(1);
      expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
      expect(all.every(one => provider.verifyNotification(one.body, one.headers))).toBe(true);
    });

    it('does not take a notification somebody else sent', async () => {
      bench.simulator.scenario(subject.forged);
      const provider = await bench.connect();
      await accepted(provider, order());
      const { body, headers } = await bench.hooks.delivery(0);
      expect(provider.verifyNotification(body, headers)).toBe(false);
    });

    it.each(['drop-response-after-accept', '500-after-accept'])(
      '%s is unknown, and the repeat is the same payout',
      async scenario => {
        bench.simulator.scenario(scenario, 1);
        const provider = await bench.connect();
        const one = order();
        expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: true });
        const [record] = bench.simulator.records();
        expect(await acceptedAgain(provider, one)).toMatchObject({ providerId: record?.providerId });
        await bench.hooks.delivery(0);
        expect(bench.simulator.records()).toMatchObject([{ payments: 1 }]);
      },
    );

    it('many repeats at once are one payout', async () => {
      const provider = await bench.connect();
      const one = order();
      const first = await accepted(provider, one);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => acceptedAgain(provider, one)));
      expect(new Set(outcomes.map(outcome => outcome.providerId))).toEqual(new Set([first.providerId]));
      expect(bench.simulator.records()).toHaveLength(1);
    });

    it('is declined for funds, and the same order is accepted later', async () => {
      bench.simulator.scenario('insufficient-funds', 1);
      const provider = await bench.connect();
      const one = order();
      expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'declined' });
      expect(bench.simulator.records()).toEqual([]);
      await accepted(provider, one);
    });

    it('is declined for its form', async () => {
      const payee = { ...order().payee, document: '1' };
      const outcome = await outcomeOf((await bench.connect()).submit(order({ payee })));
      expect(outcome).toMatchObject({ kind: 'declined' });
    });

    it.each([
      ['refuse:402:PAYMENT_REQUIRED', '402'],
      ['refuse:403:FORBIDDEN', '403'],
      ['refuse:408:REQUEST_TIMEOUT', '408'],
      ['refuse:409:ANYTHING', '409'],
      ['refuse:425:TOO_EARLY', '425'],
      ['refuse:429:RATE_LIMITED', '429'],
      ['refuse:400:DUPLICATE_EXTERNAL_ID', '400'],
      ['refuse:400:INVALID_TOKEN', '400'],
      ['refuse:451:ANYTHING', '451'],
      ['refuse:500:INTERNAL_ERROR', '500'],
      ['refuse:503:UNAVAILABLE', '503'],
    ])('%s declines nothing', async (scenario, status) => {
      bench.simulator.scenario(scenario);
      const outcome = await outcomeOf((await bench.connect()).submit(order()));
      expect(outcome).toMatchObject({ kind: 'unknown', sent: true });
      expect(outcome).toHaveProperty('reason', expect.stringContaining(status));
    });

    describe('the access token', () => {
      it('that was revoked is renewed for the next order: this one is told of, and not posted again', async () => {
        bench.simulator.scenario('token-expired', 1);
        const provider = await bench.connect();
        const called = await provider.submit(order());
        expect(called).toMatchObject({
          outcome: { kind: 'unknown', sent: true },
          exchanges: [{ status: 401 }],
        });
        expect(called.exchanges).toHaveLength(1);
        await accepted(provider, order());
        expect(bench.simulator.records()).toHaveLength(1);
      });

      it('that is refused again and again leaves the payout unknown, at one post a call', async () => {
        const provider = await bench.connect();
        bench.simulator.scenario('token-expired');
        for (let count = 0; count < 2; count += 1) {
          const { outcome, exchanges } = await provider.submit(order());
          expect(outcome).toMatchObject({ kind: 'unknown', sent: true });
          expect(exchanges).toHaveLength(1);
        }
        expect(bench.simulator.records()).toEqual([]);
      });

      it('that ran out on the provider side alone is renewed for a question too', async () => {
        const clock = new ManualClock();
        await bench.restart({ clock });
        const provider = await bench.connect();
        const one = order();
        const submitted = await accepted(provider, one);
        clock.advance(subject.tokenLifeMs);
        expect((await outcomeOf(provider.pollPayout(question(one, submitted)))).kind).not.toBe('unclear');
      });

      it('that can not be had declines nothing: the order never left', async () => {
        const provider = await bench.connect({ clientSecret: 'wrong' });
        const outcome = await outcomeOf(provider.submit(order()));
        expect(outcome).toMatchObject({ kind: 'unknown', sent: false });
        expect(outcome).toHaveProperty('reason', expect.stringContaining('INVALID_CREDENTIALS'));
        expect(outcome).toHaveProperty('reason', expect.not.stringContaining('wrong'));
      });
    });

    it('a provider that is away was sent nothing, and tells nothing', async () => {
      const provider = await bench.connect({ url: 'http://127.0.0.1:1' });
      const one = order();
      expect(await outcomeOf(provider.submit(one))).toMatchObject({ kind: 'unknown', sent: false });
      const asked = { providerId: 'A', externalReference: one.externalReference };
      expect(await outcomeOf(provider.pollPayout(asked))).toMatchObject({ kind: 'unclear' });
    });

    it('says where the provider does not know a payout', async () => {
      const { requestedAt } = order();
      const asked = { providerId: '99', externalReference: 'never-sent', requestedAt };
      expect(await (await bench.connect()).pollPayout(asked)).toMatchObject({
        outcome: { kind: 'not_found' },
        provider: 'up',
      });
      const { exchanges } = await (await bench.connect()).pollPayout(asked);
      expect(exchanges[0]).toMatchObject({ method: 'GET', requestBody: null, status: 404, fault: null });
    });

    it('agrees with the simulator on every amount, there and back', async () => {
      await bench.restart({ settleAfterMs: 0, balanceMinor: 10n ** 18n });
      bench.simulator.scenario('no-hook');
      const provider = await bench.connect();
      const amounts = fc.oneof(
        fc.bigInt({ min: 1n, max: 999n }),
        fc.bigInt({ min: 1n, max: 99_999_999_999_999n }),
      );
      await fc.assert(
        fc.asyncProperty(amounts, async amountMinor => {
          const one = order({ amountMinor });
          const submitted = await accepted(provider, one);
          const records = bench.simulator.records();
          const record = records.find(({ providerId }) => providerId === submitted.providerId);
          expect(record?.amount).toBe(formatAmount(amountMinor, 'BRL'));
          const report = await settled(provider, question(one, submitted));
          expect(report).toMatchObject({ kind: 'completed', amountMinor, feeAmountMinor: subject.feeMinor });
        }),
        { numRuns: 60 },
      );
    });
  });
}
