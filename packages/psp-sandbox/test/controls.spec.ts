import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarioOfAmount } from '../src/scenarios/scenario-choice';
import { parserOf } from '../src/scenarios/scenario';
import { ManualClock } from './manual-clock';
import { eventually } from './eventually';
import { CONNECTPSP, newOrder, NTXPAY, type SandboxHarness } from './sandbox-harness';
import { receiver, type Receiver } from './receiver';

describe.each([CONNECTPSP, NTXPAY])('the $name sandbox', subject => {
  let harness: SandboxHarness;
  let hooks: Receiver;

  beforeEach(async () => {
    hooks = await receiver();
  });

  afterEach(async () => {
    await harness.sandbox.stop();
    await hooks.stop();
  });

  const claims = async (count: number) => {
    const all = await Promise.all(Array.from({ length: count }, (_, index) => hooks.delivery(index)));
    return all.map(one => harness.told(one).claims);
  };

  describe('reads a scenario from an amount', () => {
    it('where amounts have a meaning; a description comes first', async () => {
      harness = await subject.start({ amounts: true }, hooks.url);
      await harness.order(newOrder({ amount: 77.01 }), null);
      expect(await claims(1)).toEqual(['failed']);
      await harness.order(newOrder({ amount: 77.01, description: 'sandbox:complete' }), null);
      expect(await claims(2)).toEqual(['failed', 'paid']);
      await harness.order(newOrder({ amount: 4 }), null);
      expect(await claims(5)).toEqual(['failed', 'paid', 'paid', 'returned', 'returned']);
    });

    it('and not where they have none', async () => {
      harness = await subject.start({}, hooks.url);
      await harness.order(newOrder({ amount: 77.01 }), null);
      expect(await claims(1)).toEqual(['paid']);
    });

    it('of which each stands for one', async () => {
      harness = await subject.start({}, hooks.url);
      const centavos = Object.values(subject.scenarios).map(row => row.centavos);
      const used = centavos.filter(one => one > 0);
      expect(new Set(used).size).toBe(used.length);
      for (const one of used) {
        const name = scenarioOfAmount(subject.scenarios, BigInt(7700 + one)) ?? '';
        expect(parserOf(subject.scenarios)(name)).toMatchObject({ name });
      }
    });
  });

  it('joins scenarios, unless two speak of one thing', async () => {
    harness = await subject.start({}, hooks.url);
    await harness.order(newOrder(), '500-after-accept+return-partial+duplicate:2');
    expect(await claims(4)).toEqual(['paid', 'paid', 'returned', 'returned']);
    expect((await harness.order(newOrder(), 'fail+cancelled')).status).toBe(400);
    expect((await harness.order(newOrder(), 'fail+')).status).toBe(400);
  });

  it('starts with a scenario, and refuses to start with one it has not', async () => {
    harness = await subject.start({ scenario: 'fail' }, hooks.url);
    await harness.order(newOrder(), null);
    expect(await claims(1)).toEqual(['failed']);
    await expect(subject.start({ scenario: 'nonsense' }, hooks.url)).rejects.toThrow('nonsense');
  });

  describe('has outages', () => {
    const put = (body: object) =>
      fetch(`${harness.sandbox.url}/sandbox/outage`, { method: 'PUT', body: JSON.stringify(body) });

    it('switched over HTTP: cut off, or answered 503; nothing is settled or notified until the end', async () => {
      harness = await subject.start({ settleAfterMs: 100 }, hooks.url);
      const order = newOrder();
      await harness.order(order, null);
      await put({});
      await expect(harness.free()).rejects.toThrow();
      await put({ kind: '503' });
      const headers = { Authorization: 'Bearer x' };
      const answer = await fetch(`${harness.sandbox.url}/anything`, { headers });
      expect([answer.status, hooks.seen.length]).toEqual([503, 0]);
      await fetch(`${harness.sandbox.url}/sandbox/outage`, { method: 'DELETE' });
      expect(await claims(1)).toEqual(['paid']);
      expect((await harness.ask(order)).told?.claims).toBe('paid');
    });

    it('in which nobody listens, for a while', async () => {
      const clock = new ManualClock();
      harness = await subject.start({ clock, settleAfterMs: 0 }, hooks.url);
      await harness.sandbox.beginOutage('refused', 10_000);
      const failure = () => harness.free().catch((error: Error) => (error.cause as { code: string }).code);
      // A connection that was kept is cut off first.
      await eventually('nobody listens', async () => (await failure()) === 'ECONNREFUSED');
      clock.advance(10_000);
      expect(await eventually('it listens again', () => harness.free().catch(() => undefined))).toMatch(
        /^\d/,
      );
    });

    it('and none that are not, or could never be ended', async () => {
      harness = await subject.start({}, hooks.url);
      for (const body of [{ kind: 'flood' }, { for: '3h' }, { kind: 'refused' }])
        expect((await put(body)).status).toBe(400);
      expect((await put({ kind: 'refused', for: '10ms' })).status).toBe(200);
      expect(await eventually('it listens again', () => harness.free().catch(() => undefined))).toMatch(
        /^\d/,
      );
    });
  });

  it('runs faster: settlement and repeated deliveries come so many times sooner', async () => {
    await hooks.stop();
    hooks = await receiver(index => (index === 0 ? 500 : 200));
    const clock = new ManualClock();
    harness = await subject.start({ clock, clockSpeed: 60, settleAfterMs: 60_000 }, hooks.url);
    const order = newOrder();
    await harness.order(order, null);
    clock.advance(999);
    expect((await harness.ask(order)).told?.claims).toBe('pending');
    clock.advance(1);
    await hooks.delivery(0);
    await eventually('the failure is noted', () => harness.sandbox.deliveries().length === 1);
    clock.advance(499);
    expect((await harness.ask(order)).told?.claims).toBe('paid');
    expect(hooks.seen).toHaveLength(1);
    clock.advance(1);
    expect(await claims(2)).toEqual(['paid', 'paid']);
  });

  it('keeps many payments under way without one warning', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const clock = new ManualClock();
    harness = await subject.start({ clock, settleAfterMs: 1000 }, hooks.url);
    for (let count = 0; count < 30; count += 1) await harness.order(newOrder(), null);
    clock.advance(1000);
    await claims(30);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it('remembers returns over a restart, and goes on with those to come', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const clock = new ManualClock();
    const options = { clock, settleAfterMs: 0, returnAfterMs: 1000, journalFile: join(folder, 'journal') };
    harness = await subject.start(options, hooks.url);
    await harness.order(newOrder(), 'return-full:2');
    await hooks.delivery(0);
    await eventually('the payment’s delivery is noted', () => harness.sandbox.deliveries().length === 1);
    await eventually('a part came back', () => {
      clock.advance(1000);
      return harness.sandbox.records()[0]?.returns.length === 1;
    });
    await harness.sandbox.stop();
    const [before] = harness.sandbox.records()[0]?.returns ?? [];
    harness = await subject.start(options, hooks.url);
    expect(harness.sandbox.records()[0]?.returns[0]).toEqual(before);
    await eventually('the rest came back', () => {
      clock.advance(1000);
      return harness.sandbox.records()[0]?.returns.length === 2;
    });
    expect(harness.sandbox.records()).toMatchObject([{ payments: 1 }]);
    await rm(folder, { recursive: true });
  });
});
