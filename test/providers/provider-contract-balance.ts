import type { ProviderBalance } from '../../src/providers/port/provider';
import { order } from './orders';
import { accepted, Bench, question, settled, type Closeable, type Subject } from './provider-contract';

const OPENING_MINOR = 1_000_000_30n;

/** What every adapter says of our money there, against its own simulator's book. */
export function describeBalance(subject: Subject): void {
  describe(`the balance a port reports: ${subject.name}`, () => {
    const bench = new Bench(subject);
    let provider: Closeable;
    beforeEach(async () => {
      await bench.open();
      await bench.restart({ balanceMinor: OPENING_MINOR });
      provider = await bench.connect();
    });
    afterEach(() => bench.close());

    const reported = async (): Promise<ProviderBalance | undefined> =>
      (await provider.fetchBalance?.())?.outcome;
    const balance = (balanceMinor: bigint): ProviderBalance => ({
      kind: 'balance',
      balanceMinor,
      includesUnderWay: subject.balanceIncludesUnderWay,
    });
    const costOf = (amountMinor: bigint) => amountMinor + (subject.feeMinor ?? 0n);

    it('is what is there, and is lower by what was paid and its fees', async () => {
      expect(await reported()).toEqual(balance(OPENING_MINOR));
      let expected = OPENING_MINOR;
      for (const amountMinor of [1n, 30n, 12_345_67n]) {
        const one = order({ amountMinor });
        const submitted = await accepted(provider, one);
        expect(await settled(provider, question(one, submitted))).toMatchObject({ kind: 'completed' });
        expected -= costOf(amountMinor);
        expect(await reported()).toEqual(balance(expected));
      }
      expect(bench.simulator.balance()).toMatchObject({ freeMinor: expected, reservedMinor: 0n });
    });

    it('says whether the money of a payout under way still counts, and keeps to it', async () => {
      bench.simulator.scenario('delay:120s');
      await accepted(provider, order({ amountMinor: 70_00n }));
      const { freeMinor, reservedMinor } = bench.simulator.balance();
      expect([freeMinor, reservedMinor]).toEqual([OPENING_MINOR - costOf(70_00n), costOf(70_00n)]);
      expect(await reported()).toEqual(balance(subject.balanceIncludesUnderWay ? OPENING_MINOR : freeMinor));
    });

    it('is whole again after a payout that failed', async () => {
      bench.simulator.scenario('fail');
      await accepted(provider, order());
      await bench.hooks.delivery(0);
      expect(await reported()).toEqual(balance(OPENING_MINOR));
    });

    it('has what came back, less what the return cost', async () => {
      bench.simulator.scenario('return-full');
      await accepted(provider, order());
      await bench.hooks.delivery(1);
      const [back] = bench.simulator.records()[0]?.returns ?? [];
      const returnFeeMinor = BigInt((back?.fee ?? '').replace('.', ''));
      expect(back).toMatchObject({ amount: '50.00' });
      const cost = costOf(5000n) - 5000n + returnFeeMinor;
      expect(await reported()).toEqual(balance(OPENING_MINOR - cost));
    });

    it('is one question, which keeps no secret of ours', async () => {
      const called = await provider.fetchBalance?.();
      expect(called).toMatchObject({
        provider: 'up',
        exchanges: [{ method: 'GET', requestBody: null, status: 200, fault: null }],
      });
      for (const secret of bench.simulator.secrets())
        expect(JSON.stringify(called?.exchanges)).not.toContain(secret);
    });

    it('is not known where the provider is away, or does not let us in', async () => {
      const stranger = await bench.connect({ clientSecret: 'wrong' });
      expect((await stranger.fetchBalance?.())?.outcome).toEqual({
        kind: 'unclear',
        reason: expect.stringContaining('INVALID_CREDENTIALS') as string,
      });
      await bench.simulator.beginOutage('503');
      expect(await provider.fetchBalance?.()).toMatchObject({
        outcome: { kind: 'unclear' },
        provider: 'down',
      });
      await bench.simulator.endOutage();
      expect(await reported()).toEqual(balance(OPENING_MINOR));
    });
  });
}
