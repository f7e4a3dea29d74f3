import type {
  CallResult,
  ParsedNotification,
  PayoutOrder,
  Provider,
} from '../../src/providers/port/provider';
import { parseAmount } from '../../src/shared/money';
import { ManualClock } from '../../packages/psp-sandbox/test/manual-clock';
import { order } from './orders';
import { outcomeOf } from './call-outcome';
import { accepted, acceptedAgain, again, Bench, question, settled, type Subject } from './provider-contract';

/** What every adapter makes of returns, lies and faults of its own simulator, and what it keeps of its calls. */
export function describeEvidence(subject: Subject): void {
  describe(`the evidence a port gives: ${subject.name}`, () => {
    const bench = new Bench(subject);
    beforeEach(() => bench.open());
    afterEach(() => bench.close());

    /** The first notifications of one order under a scenario, each verified. */
    async function notified(scenario: string, count: number): Promise<ParsedNotification[]> {
      bench.simulator.scenario(scenario);
      const provider = await bench.connect();
      await accepted(provider, order());
      const seen = await Promise.all(
        Array.from({ length: count }, (_, index) => bench.hooks.delivery(index)),
      );
      for (const { body, headers } of seen) expect(provider.verifyNotification(body, headers)).toBe(true);
      return seen.map(({ body }) => provider.parseNotification(body.toString()));
    }

    it('tells a return in full, apart from the payment and true to the record', async () => {
      const [payment, back] = await notified('return-full', 2);
      const [record] = bench.simulator.records();
      const [returned] = record?.returns ?? [];
      expect(payment?.report.kind).toBe('completed');
      expect(back).toMatchObject({
        identity: { eventType: subject.returnEvent, endToEndId: returned?.endToEndId },
        providerId: record?.providerId,
        externalReference: record?.externalReference,
        paymentEndToEndId: record?.endToEndId,
        warnings: [],
      });
      expect(back?.report).toMatchObject({
        kind: 'returned',
        endToEndId: returned?.endToEndId,
        originalEndToEndId: record?.endToEndId,
        amountMinor: 5000n,
        feeAmountMinor: parseAmount(returned?.fee ?? '', 'BRL'),
        externalReference: record?.externalReference,
      });
      expect(back?.identity).not.toEqual(payment?.identity);
      expect(payment?.paymentEndToEndId).toBe(record?.endToEndId);
    });

    it('says what a return proves of the payment', async () => {
      const [back] = await notified('return-before-confirm', 2);
      const [record] = bench.simulator.records();
      const completion = { kind: 'completed', amountMinor: 5000n, endToEndId: record?.endToEndId };
      expect(back?.report).toMatchObject({
        kind: 'returned',
        completion: subject.returnProvesPayment ? completion : null,
      });
    });

    it('names several returns of one payment apart', async () => {
      const backs = (await notified('return-full:3', 4)).slice(1);
      const names = backs.map(({ report }) => (report.kind === 'returned' ? report.returnName : ''));
      expect(new Set(names).size).toBe(3);
      expect(new Set(backs.map(({ identity }) => JSON.stringify(identity))).size).toBe(3);
    });

    it('is told a return by question, or still of the payment', async () => {
      bench.simulator.scenario('return-no-hook');
      const provider = await bench.connect();
      const one = order();
      const submitted = await accepted(provider, one);
      await bench.hooks.delivery(0);
      await settled(provider, question(one, submitted));
      while (bench.simulator.records()[0]?.returns.length === 0)
        await provider.pollPayout(question(one, submitted));
      const report = await outcomeOf(provider.pollPayout(question(one, submitted)));
      expect(report.kind).toBe(subject.returnProvesPayment ? 'returned' : 'completed');
    });

    it('an old notification sent again means what it meant', async () => {
      const [first, , again] = await notified('stale-replay', 3);
      expect(again).toEqual(first);
    });

    it.each(['unknown-status', 'unknown-event'])('%s is a case for a person', async scenario => {
      const [reading] = await notified(scenario, 1);
      expect(reading?.report).toMatchObject({ kind: 'unclear', needsPerson: true });
      expect(reading?.providerId).toBe(bench.simulator.records()[0]?.providerId);
    });

    it('a wrong amount is told as it was said: whoever knows the order will see', async () => {
      const [reading] = await notified('wrong-amount', 1);
      expect(reading?.report).toMatchObject({ kind: 'completed', amountMinor: 5001n });
    });

    it.each(['cut-in-body', 'drop-response-after-accept', '500-after-accept'])(
      '%s is unknown, and its repeat finds the one payout',
      async scenario => {
        bench.simulator.scenario(scenario, 1);
        const provider = await bench.connect();
        const one = order();
        expect(await provider.submit(one)).toMatchObject({
          outcome: { kind: 'unknown', sent: true },
          provider: 'down',
          exchanges: [{ method: 'POST' }],
        });
        await acceptedAgain(provider, one);
        expect(bench.simulator.records()).toHaveLength(1);
      },
    );

    it.each(['slow-headers:20s', 'slow-body:20s'])('%s is given up, and unknown', async scenario => {
      const clock = new ManualClock();
      const provider = await bench.connect({}, clock);
      bench.simulator.scenario(scenario, 1);
      const calling = provider.submit(order());
      // It was taken, and paid: the answer is all that is missing.
      await bench.hooks.delivery(0);
      clock.advance(20_000);
      const called = await calling;
      expect(called).toMatchObject({ outcome: { kind: 'unknown', sent: true }, provider: 'down' });
      expect(called.exchanges).toMatchObject([{ status: null, fault: expect.any(String) }]);
    });

    it('is cut off before anything was taken: unknown, and nothing is paid', async () => {
      bench.simulator.scenario('cut-before-accept', 1);
      const called = await (await bench.connect()).submit(order());
      expect(called).toMatchObject({ outcome: { kind: 'unknown', sent: true }, provider: 'down' });
      expect(bench.simulator.records()).toEqual([]);
    });

    it('heeds 429: nothing is declined, and the pause is told', async () => {
      bench.simulator.scenario('rate-limit:7', 1);
      expect(await (await bench.connect()).submit(order())).toMatchObject({
        outcome: { kind: 'unknown', sent: true },
        provider: 'down',
        retryAfterMs: 7_000,
        exchanges: [{ status: 429 }],
      });
      expect(bench.simulator.records()).toEqual([]);
    });

    it.each(['reset', '503', 'refused'] as const)(
      'is down while it is away (%s), and up when it is back',
      async kind => {
        const provider = await bench.connect();
        const one = order();
        const submitted = await accepted(provider, one);
        await bench.simulator.beginOutage(kind);
        for (const called of [
          await provider.submit(order()),
          await provider.pollPayout(question(one, submitted)),
        ])
          expect(called).toMatchObject({ provider: 'down', outcome: { kind: expect.stringMatching(/^un/) } });
        await bench.simulator.endOutage();
        expect(await provider.pollPayout(question(one, submitted))).toMatchObject({ provider: 'up' });
        expect(bench.simulator.records()).toHaveLength(1);
      },
    );

    describe('what is kept of the calls', () => {
      const FAULTS = ['token-expired', 'insufficient-funds', '500-after-accept', 'rate-limit', 'fail'];

      /** Everything that was kept of one order's calls under a scenario. */
      async function callsUnder(scenario: string, provider: Provider, one: PayoutOrder): Promise<string> {
        bench.simulator.scenario(scenario, 1);
        const submitted = await provider.submit(one);
        const repeated = await again(provider, one);
        const asked = await provider.pollPayout({
          providerId: null,
          externalReference: one.externalReference,
        });
        return JSON.stringify(
          [submitted, repeated, asked].flatMap((called: CallResult<unknown>) => called.exchanges),
        );
      }

      it.each(['complete', ...FAULTS])('holds no secret and no header: %s', async scenario => {
        const one = order();
        const kept = await callsUnder(scenario, await bench.connect(), one);
        expect(kept).toContain(one.externalReference);
        const secrets = bench.simulator.secrets();
        expect(secrets.every(secret => secret.length >= 8)).toBe(true);
        for (const secret of secrets) expect(kept).not.toContain(secret);
        expect(kept).not.toMatch(/Bearer|authorization|signature"/i);
      });

      it('has the evidence of the acceptance, word for word', async () => {
        const { outcome, exchanges } = await (await bench.connect()).submit(order());
        const [exchange] = exchanges;
        expect(outcome).toMatchObject({ kind: 'accepted', answerHash: exchange?.answerHash });
        const providerId = bench.simulator.records()[0]?.providerId ?? '(none)';
        expect(exchange?.answerBody).toContain(providerId);
        expect(exchange?.requestBody).toContain(':50.00,');
      });
    });
  });
}
