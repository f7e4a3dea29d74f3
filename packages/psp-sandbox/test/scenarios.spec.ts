import type { CommonOptions } from '../src/simulation/options';
import { ManualClock } from './manual-clock';
import { eventually } from './eventually';
import {
  CONNECTPSP,
  newOrder,
  NTXPAY,
  type SandboxHarness,
  type Order,
  type Telling,
} from './sandbox-harness';
import { receiver, type Receiver } from './receiver';

let harness: SandboxHarness;
let hooks: Receiver;

const told = async (index: number): Promise<Telling> => harness.told(await hooks.delivery(index));
const claims = async (count: number): Promise<Telling['claims'][]> => {
  const all = await Promise.all(Array.from({ length: count }, (_, index) => told(index)));
  return all.map(one => one.claims);
};
const asked = async (order: Order) => (await harness.ask(order)).told?.claims;
const payments = () => harness.sandbox.records().map(record => record.payments);
/** Gives a usual order and waits for its notification, by which time an earlier one's would have come. */
const another = async (index: number): Promise<unknown> => {
  const order = newOrder();
  await harness.order(order, null);
  expect((await told(index)).reference).toBe(order.reference);
  return undefined;
};

/** The options that a scenario needs, and the effects that a client can see. */
interface Proof {
  readonly options?: Partial<CommonOptions>;
  /** The name with its words; the table's own where none is given. */
  readonly as?: string;
  readonly see: (scenario: string, clock: ManualClock, order: Order) => Promise<void>;
}

const clocked = { options: { settleAfterMs: 0 } };

/** Nothing is taken the first time; the same order gets through afterwards. */
const refusedOnce = (refused: (answer: Promise<Response>) => Promise<void>): Proof => ({
  see: async (scenario, _, order) => {
    await refused(harness.order(order, scenario));
    expect(harness.sandbox.records()).toEqual([]);
    expect((await harness.order(order, scenario)).ok).toBe(true);
    expect(harness.sandbox.records()).toHaveLength(1);
  },
});

const notified = (expected: readonly Telling['claims'][], truth: Telling['claims']): Proof => ({
  see: async (scenario, _, order) => {
    expect((await harness.order(order, scenario)).ok).toBe(true);
    expect(await claims(expected.length)).toEqual(expected);
    expect(await asked(order)).toBe(truth);
  },
});

const misreported = (expected: Partial<Telling>): Proof => ({
  see: async (scenario, _, order) => {
    await harness.order(order, scenario);
    expect(await told(0)).toMatchObject(expected);
    expect(await harness.ask(order)).toMatchObject({ told: { claims: 'paid', reference: order.reference } });
  },
});

const PROOFS: Readonly<Record<string, Proof>> = {
  complete: {
    see: async (scenario, _, order) => {
      expect((await harness.order(order, scenario)).ok).toBe(true);
      expect(await told(0)).toMatchObject({ claims: 'paid', reference: order.reference, proven: true });
      expect(payments()).toEqual([1]);
    },
  },
  fail: {
    as: 'fail:SOME_CODE',
    see: async (scenario, _, order) => {
      const before = await harness.free();
      await harness.order(order, scenario);
      expect(await told(0)).toMatchObject({ claims: 'failed', reference: order.reference });
      expect((await hooks.delivery(0)).body.toString()).toContain('SOME_CODE');
      expect([await harness.free(), ...payments()]).toEqual([before, 0]);
    },
  },
  delay: {
    ...clocked,
    as: 'delay:30s',
    see: async (scenario, clock, order) => {
      await harness.order(order, scenario);
      clock.advance(29_999);
      expect(await asked(order)).toBe('pending');
      clock.advance(1);
      expect(await claims(1)).toEqual(['paid']);
    },
  },
  'never-ends': {
    ...clocked,
    see: async (scenario, clock, order) => {
      await harness.order(order, scenario);
      clock.advance(10 ** 9);
      await another(0);
      expect(await asked(order)).toBe('pending');
    },
  },
  cancelled: {
    see: async (scenario, _, order) => {
      const before = await harness.free();
      await harness.order(order, scenario);
      await eventually('it is cancelled', async () => (await asked(order)) === 'cancelled');
      expect([await harness.free(), ...payments()]).toEqual([before, 0]);
    },
  },
  'insufficient-funds': {
    see: async (scenario, _, order) => {
      const answer = await harness.order(order, scenario);
      expect([400, 422]).toContain(answer.status);
      expect(await answer.text()).toMatch(/INSUFFICIENT_FUNDS|Saldo insuficiente/);
      expect(harness.sandbox.records()).toEqual([]);
    },
  },
  refuse: {
    as: 'refuse:451:SOME_CODE',
    see: async (scenario, _, order) => {
      const answer = await harness.order(order, scenario);
      expect(answer.status).toBe(451);
      expect(await answer.json()).toMatchObject({ code: 'SOME_CODE' });
      expect(harness.sandbox.records()).toEqual([]);
    },
  },
  '500-before-accept': refusedOnce(async answer => expect((await answer).status).toBe(500)),
  'rate-limit': {
    ...refusedOnce(async answer => {
      expect((await answer).status).toBe(429);
      expect((await answer).headers.get('retry-after')).toBe('7');
    }),
    as: 'rate-limit:7',
  },
  'token-expired': {
    see: async (scenario, _, order) => {
      const [own, other] = [await harness.headers(order), await harness.headers(order)];
      expect((await harness.order(order, scenario, own)).status).toBe(401);
      expect((await harness.order(order, scenario, own)).status).toBe(401);
      expect((await harness.order(order, scenario, other)).ok).toBe(true);
    },
  },
  'token-revoked': {
    see: async (scenario, _, order) => {
      const [own, other] = [await harness.headers(order), await harness.headers(order)];
      expect((await harness.order(order, scenario, own)).status).toBe(401);
      expect((await harness.order(order, scenario, other)).status).toBe(401);
      expect((await harness.order(order, scenario)).ok).toBe(true);
    },
  },
  'cut-before-accept': refusedOnce(async answer => {
    await expect(answer).rejects.toThrow();
  }),
  'drop-response-after-accept': {
    see: async (scenario, _, order) => {
      await expect(harness.order(order, scenario)).rejects.toThrow();
      expect(await claims(1)).toEqual(['paid']);
    },
  },
  'cut-in-body': {
    see: async (scenario, _, order) => {
      const answer = await harness.order(order, scenario);
      expect(answer.ok).toBe(true);
      await expect(answer.text()).rejects.toThrow();
      expect(await claims(1)).toEqual(['paid']);
    },
  },
  '500-after-accept': {
    see: async (scenario, _, order) => {
      expect((await harness.order(order, scenario)).status).toBe(500);
      expect(await claims(1)).toEqual(['paid']);
    },
  },
  'slow-headers': {
    ...clocked,
    as: 'slow-headers:20s',
    see: async (scenario, clock, order) => {
      let answered = false;
      const answer = harness.order(order, scenario).finally(() => (answered = true));
      await hooks.delivery(0);
      clock.advance(19_999);
      expect([await asked(order), answered]).toEqual(['paid', false]);
      clock.advance(1);
      expect(await (await answer).json()).toMatchObject({ status: expect.stringMatching(/ING$/) });
    },
  },
  'slow-body': {
    ...clocked,
    as: 'slow-body:20s',
    see: async (scenario, clock, order) => {
      const answer = await harness.order(order, scenario);
      let whole = false;
      const text = answer.text().finally(() => (whole = true));
      await hooks.delivery(0);
      clock.advance(19_999);
      expect([await asked(order), whole]).toEqual(['paid', false]);
      clock.advance(1);
      expect(JSON.parse(await text)).toMatchObject({ status: expect.stringMatching(/ING$/) });
    },
  },
  outage: {
    ...clocked,
    as: 'outage:20s',
    see: async (scenario, clock, order) => {
      await expect(harness.order(order, scenario)).rejects.toThrow();
      clock.advance(19_999);
      await expect(harness.free()).rejects.toThrow();
      clock.advance(1);
      expect(await harness.free()).toMatch(/^\d/);
      expect(harness.sandbox.records()).toEqual([]);
      expect((await harness.order(order, scenario)).ok).toBe(true);
    },
  },
  '404-until-settled': {
    options: { settleAfterMs: 1000 },
    see: async (scenario, clock, order) => {
      await harness.order(order, scenario);
      expect(await harness.ask(order)).toMatchObject({ status: 404 });
      clock.advance(1000);
      await hooks.delivery(0);
      expect(await asked(order)).toBe('paid');
    },
  },
  'hook-before-response': {
    options: { settleAfterMs: 60_000 },
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(hooks.seen.map(seen => harness.told(seen).claims)).toEqual(['paid']);
    },
  },
  'no-hook': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      await eventually('it is paid', async () => (await asked(order)) === 'paid');
      await another(0);
    },
  },
  duplicate: {
    as: 'duplicate:4',
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      const all = await Promise.all([0, 1, 2, 3].map(index => hooks.delivery(index)));
      expect(new Set(all.map(one => one.body.toString())).size).toBe(1);
      await another(4);
    },
  },
  reorder: {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(3)).toEqual(['returned', 'returned', 'paid']);
      const happened = harness.sandbox.records()[0]?.returns.map(one => one.endToEndId);
      expect([(await told(1)).endToEndId, (await told(0)).endToEndId]).toEqual(happened);
    },
  },
  'fail-after-confirm': notified(['paid', 'failed'], 'paid'),
  'confirm-after-fail': notified(['failed', 'paid'], 'paid'),
  'stale-replay': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(3)).toEqual(['paid', 'returned', 'paid']);
      const [first, last] = [await hooks.delivery(0), await hooks.delivery(2)];
      expect(last.body.equals(first.body)).toBe(true);
      const { 'content-length': _length, ...headers } = first.headers;
      expect(last.headers).toMatchObject(headers);
    },
  },
  'bad-signature': misreported({ claims: 'paid', proven: false }),
  'wrong-amount': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect((await hooks.delivery(0)).body.toString()).toMatch(/"(originalAmount|amount)":50\.51/);
      expect((await harness.ask(order)).text).toMatch(/mount":"?50\.50/);
    },
  },
  'wrong-fee': {
    options: { balanceMinor: 10_000n, feeMinor: 10n },
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      await hooks.delivery(0);
      expect(await harness.free()).toBe('49.35');
    },
  },
  'null-external-id': misreported({ claims: 'paid', reference: null }),
  'unknown-external-id': misreported({ claims: 'paid', reference: expect.stringMatching(/^unknown-/) }),
  'unknown-status': misreported({ claims: 'unknown' }),
  'unknown-event': misreported({ claims: 'unknown' }),
  'oversized-hook': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect((await hooks.delivery(0)).body.length).toBeGreaterThan(2 * 1024 * 1024);
      expect(await claims(1)).toEqual(['paid']);
    },
  },
  'return-full': {
    options: { returnFeeMinor: 0n },
    as: 'return-full:3',
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(4)).toEqual(['paid', 'returned', 'returned', 'returned']);
      expect(await asked(order)).toBe(harness.showsReturned);
      const amounts = harness.sandbox.records()[0]?.returns.map(one => one.amount);
      expect(amounts).toEqual(['16.83', '16.83', '16.84']);
    },
  },
  'return-partial': {
    options: { balanceMinor: 10_000n, feeMinor: 10n, returnFeeMinor: 1n },
    as: 'return-partial:2',
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(3)).toEqual(['paid', 'returned', 'returned']);
      const [first, second] = [(await told(1)).endToEndId, (await told(2)).endToEndId];
      expect([first, second]).toEqual([
        expect.stringMatching(/^D\d{20}\w{11}$/),
        expect.not.stringMatching(String(first)),
      ]);
      // 100.00 less 50.60, and twice 16.83 less 0.01 back.
      expect(await harness.free()).toBe('83.04');
    },
  },
  'return-before-confirm': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(2)).toEqual(['returned', 'paid']);
      expect(await asked(order)).toBe(harness.showsReturned);
    },
  },
  'return-no-hook': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect(await claims(1)).toEqual(['paid']);
      await eventually('it came back', () => harness.sandbox.records()[0]?.returns.length === 1);
      await another(1);
    },
  },
  error: { ...notified(['failed'], 'failed'), as: 'error:account-blocked' },
  'event-at-quirk': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      const { eventAt, data } = JSON.parse((await hooks.delivery(0)).body.toString()) as {
        eventAt: string;
        data: { paidAt: string };
      };
      expect(eventAt.slice(0, 19)).toBe(data.paidAt.slice(0, 19));
    },
  },
  'wrong-final': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      expect((await hooks.delivery(0)).body.toString()).toContain('"finalAmount":50.52');
      expect((await harness.ask(order)).text).toContain('"finalAmount":"50.51"');
    },
  },
  'v2-format': {
    see: async (scenario, _, order) => {
      await harness.order(order, scenario);
      const body: unknown = JSON.parse((await hooks.delivery(0)).body.toString());
      expect(body).toMatchObject({ type: 'TRANSFER', data: { status: 'LIQUIDATED' } });
    },
  },
};

/** Those that are about time stand still until told. */
const MANUAL = /^(delay|never-ends|slow-|outage|404-until)/;

describe.each([CONNECTPSP, NTXPAY])('a scenario of the $name sandbox', subject => {
  beforeEach(async () => {
    hooks = await receiver();
  });

  afterEach(async () => {
    await harness.sandbox.stop();
    await hooks.stop();
  });

  it.each(Object.keys(subject.scenarios))('%s', async name => {
    const proof = PROOFS[name];
    if (!proof) throw new Error(`Nothing proves the scenario ${name}`);
    const clock = new ManualClock();
    const manual = MANUAL.test(name) ? { clock } : {};
    harness = await subject.start({ ...manual, ...proof.options }, hooks.url);
    await proof.see(proof.as ?? name, clock, newOrder());
  });
});
