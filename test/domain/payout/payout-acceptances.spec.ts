import { idsToPoll } from '../../../src/domain/payout/acceptances';
import type { PayoutEvent } from '../../../src/domain/payout/events';
import { payout, type PayoutCommand, type PayoutState } from '../../../src/domain/payout/payout';
import {
  byCase,
  byNotification,
  byPoll,
  decidedFailed,
  markPaid,
  recordCompletion,
  recordFailure,
  recordReturn,
  recordSubmission,
  requested,
  started,
} from './payout-examples';

const failure = (providerId: string | null, evidence = byPoll): PayoutCommand =>
  ({ ...recordFailure(evidence), providerId }) as PayoutCommand;
const completion = (providerId: string | null, over: Parameters<typeof recordCompletion>[0] = {}) =>
  recordCompletion({ providerId, ...over });

interface Told {
  readonly events: readonly PayoutEvent[];
  readonly state: Extract<PayoutState, { providerKey: string }>;
}

/** The payout after these commands, each of which it takes. */
function after(...commands: PayoutCommand[]): Told {
  let state = [requested, started].reduce(payout.evolve, payout.initial);
  const events: PayoutEvent[] = [];
  for (const command of commands) {
    const decided = payout.decide(state, command);
    if (!decided.ok) throw new Error(decided.refusal);
    events.push(...decided.value);
    state = decided.value.reduce(payout.evolve, state);
  }
  if (!('providerKey' in state)) throw new Error('never sent');
  return { events, state };
}

const lastOf = ({ events }: Told) => events.at(-1);
const typesOf = ({ events }: Told) => events.map(({ type }) => type);

describe('a second id for the one order', () => {
  it('after an end that was told under another is claimed against it, and is asked about', () => {
    const told = after(failure('A', byNotification), recordSubmission('B'));
    expect(lastOf(told)).toMatchObject({
      type: 'PayoutOutcomeContradicted',
      data: { stands: 'FAILED', claimed: 'ACCEPTED', providerId: 'B' },
    });
    expect(idsToPoll(told.state)).toEqual(['B']);
  });

  it('after a completion told under another likewise', () => {
    const told = after(completion('A'), recordSubmission('B'));
    expect(lastOf(told)).toMatchObject({ data: { claimed: 'ACCEPTED', providerId: 'B' } });
    expect(idsToPoll(told.state)).toEqual(['B']);
  });

  it('while the payout is under way is a doubt, and both are asked about', () => {
    const told = after(recordSubmission('A'), recordSubmission('B'), recordSubmission('B'));
    expect(typesOf(told)).toEqual(['PayoutSubmitted', 'PayoutOutcomeUnknown']);
    expect(lastOf(told)).toMatchObject({ data: { needsPerson: true, providerId: 'B' } });
    expect(idsToPoll(told.state)).toEqual(['A', 'B']);
  });

  it('told as completed is a doubt first: the hold stays, and it is asked about', () => {
    const told = after(recordSubmission('A'), completion('B'));
    expect(typesOf(told)).toEqual(['PayoutSubmitted', 'PayoutOutcomeUnknown']);
    expect(idsToPoll(told.state)).toEqual(['A', 'B']);
  });

  it('reported as paid, it does not fail by another notification, in whatever order they came; an answer decides', () => {
    const stale = failure('B', byNotification);
    const orders = [
      [stale, failure('A')],
      [failure('A'), stale],
    ];
    for (const commands of orders) {
      const told = after(recordSubmission('A'), completion('B'), ...commands);
      expect(typesOf(told).slice(2)).toEqual(['PayoutAcceptanceEnded']);
      expect(idsToPoll(told.state)).toEqual(['B']);
      expect(
        lastOf(after(recordSubmission('A'), completion('B'), ...commands, completion('B'))),
      ).toMatchObject({
        type: 'PayoutCompleted',
      });
      expect(lastOf(after(recordSubmission('A'), completion('B'), ...commands, failure('B')))).toMatchObject({
        type: 'PayoutFailed',
      });
    }
  });
});

describe('while another id may pay', () => {
  const both = [recordSubmission('A'), recordSubmission('B')];

  it('the failure of one is not the payout’s; the failure of the last one is', () => {
    const one = after(...both, failure('A'));
    expect(lastOf(one)).toMatchObject({
      type: 'PayoutAcceptanceEnded',
      data: { providerId: 'A', outcome: 'FAILED' },
    });
    expect(one.state.status).toBe('unknown');
    expect(idsToPoll(one.state)).toEqual(['B']);
    const last = after(...both, failure('A'), failure('A'), failure('B'));
    expect(last.events.at(-1)).toMatchObject({ type: 'PayoutFailed', data: { providerId: 'B' } });
    expect(idsToPoll(last.state)).toEqual([]);
  });

  it('a failure that does not say whose it is ends nothing', () => {
    expect(payout.decide(after(...both).state, failure(null))).toEqual({
      ok: false,
      refusal: 'PROVIDER_ID_DIFFERS',
    });
  });

  it('the completion of either is the payout’s, and the other is asked about to its end', () => {
    const paid = after(...both, completion('B'));
    expect(lastOf(paid)).toMatchObject({ type: 'PayoutCompleted', data: { providerId: 'B' } });
    expect(idsToPoll(paid.state)).toEqual(['A']);
    const ended = after(...both, completion('B'), failure('A'), failure('A'));
    expect(typesOf(ended).slice(2)).toEqual(['PayoutCompleted', 'PayoutAcceptanceEnded']);
    expect(idsToPoll(ended.state)).toEqual([]);
  });

  it('a second payment in the very same figures is a contradiction', () => {
    const twice = after(...both, completion('B'), completion('A', { evidence: byPoll }));
    expect(lastOf(twice)).toMatchObject({
      type: 'PayoutOutcomeContradicted',
      data: { stands: 'COMPLETED', claimed: 'COMPLETED', providerId: 'A' },
    });
    expect(idsToPoll(twice.state)).toEqual([]);
  });

  it('two people’s decision ends the payout, and both are asked about to their ends', () => {
    const decided = after(...both, markPaid());
    expect(idsToPoll(decided.state)).toEqual(['A', 'B']);
    const known = after(...both, markPaid(), completion('A'), failure('B'));
    expect(typesOf(known).slice(3)).toEqual(['PayoutAcceptanceEnded', 'PayoutAcceptanceEnded']);
    const none = after(...both, markPaid(), failure('A'), failure('B'));
    expect(lastOf(none)).toMatchObject({ data: { claimed: 'FAILED', providerId: 'B' } });
  });
});

describe('an end that was told under one id', () => {
  it('is the one of an acceptance under the same id', () => {
    expect(typesOf(after(completion('A'), recordSubmission('A')))).toEqual(['PayoutCompleted']);
    expect(typesOf(after(failure('A'), recordSubmission('A')))).toEqual(['PayoutFailed']);
  });

  it('is not the one of a return under another', () => {
    const { state } = after(completion('A'));
    expect(payout.decide(state, recordReturn({ providerId: 'B' }))).toEqual({
      ok: false,
      refusal: 'PROVIDER_ID_DIFFERS',
    });
    expect(payout.decide(state, recordReturn({ paymentEndToEndId: 'E2' }))).toEqual({
      ok: false,
      refusal: 'END_TO_END_ID_DIFFERS',
    });
    expect(payout.decide(state, recordReturn({ providerId: 'A', paymentEndToEndId: 'E1' }))).toMatchObject({
      ok: true,
    });
  });

  it('asks about nobody more where there is only the one', () => {
    for (const told of [
      after(recordSubmission('A'), completion('A')),
      after(recordSubmission('A'), failure(null)),
      after(recordSubmission('A'), markPaid({ evidence: byCase })),
    ])
      expect(idsToPoll(told.state)).toEqual([]);
  });
});

describe('events of before ids were heeded', () => {
  it('are about the only id there is', () => {
    const state = [
      requested,
      started,
      { type: 'PayoutSubmitted', data: { payoutId: 'payout-1', providerId: 'A', transactionId: null } },
      decidedFailed(),
    ].reduce((known, event) => payout.evolve(known, event as PayoutEvent), payout.initial);
    expect(state).toMatchObject({ acceptances: [{ providerId: 'A', outcome: 'FAILED', late: false }] });
  });
});
