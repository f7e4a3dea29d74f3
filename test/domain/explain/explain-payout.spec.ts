import fc from 'fast-check';
import { explainPayout, type PayoutExplanation } from '../../../src/domain/explain/explain-payout';
import { Books } from '../../../src/audit/books';
import { SAME_RUNS } from '../../support/test-seed';
import { unfinished } from '../../support/check-world';
import { anyHistory } from '../../audit/generate-world';
import { decidedEvents } from '../../audit/returns-and-decisions-history';
import { sampleEvents } from '../../audit/sample';
import { recorded } from '../../support/history';

const namesPayout = ({ body }: { readonly body: { readonly data: object } }, payoutId: string): boolean =>
  'payoutId' in body.data && body.data.payoutId === payoutId;

/** Every event, as whoever gathers them would hand them in: those of other payouts are to be passed over. */
const explained = (payoutId: string, events = decidedEvents()): PayoutExplanation => {
  const facts = events.filter(
    event =>
      namesPayout(event, payoutId) || (event.streamId.startsWith('case-') && aboutCase(payoutId, event)),
  );
  return explainPayout(facts)!;
};

/** In these examples each case is about the payout that its opening names. */
const aboutCase = (payoutId: string, { streamId }: { streamId: string }): boolean =>
  decidedEvents().some(event => event.streamId === streamId && namesPayout(event, payoutId));

const NOTHING_LEFT = { heldMinor: 0n, suspenseMinor: 0n, agrees: true };

describe('every centavo of a payout', () => {
  const rows: [string, string, object][] = [
    [
      'paid for 0.12, 20.00 of it back for 0.05',
      'payout-1',
      { ...NOTHING_LEFT, customerMinor: 5_012n - 2_000n + 5n, floatMinor: 3_000n, feesMinor: 17n },
    ],
    [
      'decided to have failed, then to have been paid for 0.31',
      'payout-2',
      { ...NOTHING_LEFT, customerMinor: 5_031n, floatMinor: 5_000n, feesMinor: 31n },
    ],
    [
      'paid, then decided to have failed',
      'payout-3',
      { ...NOTHING_LEFT, customerMinor: 0n, floatMinor: 0n, feesMinor: 0n },
    ],
    [
      'written off: the house carries it',
      'payout-4',
      { ...NOTHING_LEFT, customerMinor: 0n, floatMinor: 5_000n, feesMinor: 0n, suspenseMinor: 5_000n },
    ],
  ];
  it.each(rows)('%s', (_name, payoutId, sums) => {
    expect(explained(payoutId).sums).toMatchObject(sums);
  });

  it('agrees for whatever the deciders make of a payout, once the account has been brought to it', () => {
    let agreed = 0;
    const property = fc.property(anyHistory, history => {
      const events = recorded(history);
      const books = new Books();
      for (const event of events) books.apply(event);
      const left = new Set(unfinished(books, new Set(books.payouts.keys())).map(({ stream }) => stream));
      const ids = events.flatMap(({ body }) =>
        body.type === 'PayoutRequested' ? [(body.data as { payoutId: string }).payoutId] : [],
      );
      for (const id of ids) {
        const explanation = explainPayout(events.filter(event => namesPayout(event, id)))!;
        const { customerMinor, suspenseMinor, floatMinor, feesMinor, agrees } = explanation.sums;
        expect(customerMinor + suspenseMinor).toBe(floatMinor + feesMinor);
        if (left.has(`payout-${id}`)) continue;
        expect(agrees).toBe(true);
        if (customerMinor > 0n) agreed += 1;
      }
    });
    fc.assert(property, { numRuns: 80 });
    agreed = 0;
    fc.assert(property, { numRuns: 20, ...SAME_RUNS });
    expect(agreed).toBeGreaterThan(0);
  });
});

describe('the story of a payout', () => {
  const told = (payoutId: string) => explained(payoutId).steps.map(({ words }) => words);

  it('tells of a return and its fee', () => {
    const words = told('payout-1');
    expect(words[0]).toBe(
      'client-1 asked to pay 50.00 BRL through connectpsp under reference reference-payout-1; a fee of 0.31 BRL is expected, 0.31 BRL is the highest.',
    );
    expect(words).toContain('It was paid as E1: 50.00 BRL + 0.12 BRL = 50.12 BRL.');
    expect(words).toContain(
      '20.00 BRL came back as return return-1, less a fee of 0.05 BRL: 19.95 BRL for the customer.',
    );
  });

  it('tells of decisions, reversals and suspense', () => {
    expect(told('payout-2')).toContain('ann proposed to take it for paid, for the fee expected: seen.');
    expect(told('payout-2')).toContain('bob confirmed it: the decision is final.');
    expect(told('payout-2').join('\n')).toContain('were taken out of what was available');
    expect(told('payout-3').join('\n')).toContain('that were booked before went back to the customer');
    expect(told('payout-4')).toContain('ann proposed to write off 50.00 BRL to suspense: seen.');
    expect(told('payout-4').join('\n')).toContain('that left the float at connectpsp were put on suspense');
  });

  it('names for each step the event, and for each outcome what it rests on', () => {
    const events = decidedEvents();
    for (const step of explained('payout-2').steps) {
      const event = events.find(({ id }) => id === step.eventId)!;
      expect([step.streamId, step.revision, step.event]).toEqual([
        event.streamId,
        event.revision,
        event.body.type,
      ]);
    }
    const outcomes = explained('payout-2').steps.filter(({ evidence }) => evidence !== null);
    expect(
      outcomes.map(({ event, evidence }) => `${event} ${evidence?.split(' ').slice(0, 2).join(' ')}`),
    ).toEqual([
      'PayoutFailed the decision',
      'PayoutOutcomeContradicted the provider’s',
      'PayoutCompleted the decision',
    ]);
  });

  it('tells of a rejection, and of no money', () => {
    const { steps, sums } = explained('payout-3', sampleEvents());
    expect(steps.map(({ event }) => event)).toEqual(['PayoutRequested', 'HoldRefused', 'PayoutRejected']);
    expect(sums).toMatchObject({ customerMinor: 0n, heldMinor: 0n, agrees: true });
  });

  it('has nothing to tell of a payout that was never requested', () => {
    expect(explainPayout(decidedEvents().filter(event => namesPayout(event, 'nobody')))).toBeUndefined();
  });

  it('says when the sums do not agree', () => {
    const events = decidedEvents().filter(({ body }) => body.type !== 'CaptureReversed');
    expect(explained('payout-3', events).sums).toMatchObject({
      customerMinor: 5_031n,
      dueMinor: 0n,
      agrees: false,
    });
  });
});
