import type { PayoutReport } from '../../../src/providers/port/provider';
import { claimOf, isDecisive, returnIdOf } from '../../../src/saga/exchanges/decisive-report';
import { lookupResult } from '../../../src/saga/exchanges/status-poller';
import { COMPLETED, FAILED, NOT_FOUND, PROCESSING, RETURNED, UNCLEAR } from '../notifications/judge-examples';

const completion = {
  kind: 'completed',
  endToEndId: 'E1',
  amountMinor: 5_000n,
  feeAmountMinor: 12n,
  providerTime: null,
};
const returned = {
  returnId: returnIdOf('ntxpay', 'r1'),
  endToEndId: 'D1',
  currency: 'BRL',
  amountMinor: 2_000n,
  feeAmountMinor: 0n,
  providerTime: null,
};

describe('the claim of a report', () => {
  it.each<[string, PayoutReport, object | null]>([
    ['a failure', FAILED, { kind: 'failed', code: 'BANK', message: 'No' }],
    ['a completion', COMPLETED, completion],
    ['a return', RETURNED, { kind: 'returned', returned, completion: null }],
    [
      'a return with its payment',
      { ...RETURNED, completion: COMPLETED },
      { kind: 'returned', returned, completion },
    ],
    ['progress', PROCESSING, null],
    ['"not found"', NOT_FOUND, null],
    ['an unclear report', UNCLEAR, null],
  ])('of %s', (_name, report, claim) => {
    expect(claimOf('ntxpay', 'BRL', report)).toEqual(claim);
    expect(isDecisive(report)).toBe(claim !== null);
  });
});

describe('the id of a return', () => {
  it('is of its provider and its name', () => {
    const ids = [returnIdOf('ntxpay', 'r1'), returnIdOf('ntxpay', 'r2'), returnIdOf('connectpsp', 'r1')];
    expect(new Set(ids).size).toBe(3);
    expect(returnIdOf('ntxpay', 'r1')).toBe(ids[0]);
  });
});

describe('what a poll shows of an order that was taken', () => {
  const at = (second: number) => new Date(second * 1_000).toISOString();
  const none = { notFound: 0, firstAt: null, lastAt: null };
  const once = { notFound: 1, firstAt: at(0), lastAt: at(0) };
  const missing = { notFound: 3, firstAt: at(0), lastAt: at(120) };
  const tooFast = { notFound: 3, firstAt: at(0), lastAt: at(119) };

  it.each<[string, PayoutReport['kind'], typeof none | typeof once, boolean | undefined]>([
    ['a first "not found" counts', 'not_found', none, false],
    ['a second "not found" counts', 'not_found', once, false],
    ['"not found" in too short a time counts on', 'not_found', tooFast, false],
    ['"not found" often enough adds nothing', 'not_found', missing, undefined],
    ['progress adds nothing at first', 'processing', none, undefined],
    ['progress after "not found" shows that it is there', 'processing', once, true],
    ['a completion adds nothing', 'completed', once, undefined],
    ['an unclear answer adds nothing', 'unclear', once, undefined],
  ])('%s', (_name, kind, lookups, expected) => {
    expect(lookupResult(kind, { lookups })).toBe(expected);
  });
});
