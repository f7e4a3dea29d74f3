import fc from 'fast-check';
import { PspLedger } from '../src/ledger/psp-ledger';
import { remainingOf, type Entry } from '../src/ledger/payment';

type Step = { readonly id: string; readonly does: 'accept' | 'pay' | 'fail' | 'cancel' | 'return' };

const AT = '2026-03-10T17:00:00.000Z';
const BALANCE_MINOR = 1_000_000n;

const newLedger = () =>
  new PspLedger<null>(BALANCE_MINOR, name => (name === 'complete' ? { name } : undefined));

const accepted = (id: string, amountMinor: bigint): Entry<null> => ({
  type: 'accepted',
  at: AT,
  id,
  alias: null,
  key: null,
  reference: id,
  amountMinor: amountMinor.toString(),
  feeMinor: '3',
  details: null,
  scenario: 'complete',
  settleAt: AT,
});

const returned = (id: string, number: number, amountMinor: bigint): Entry<null> => ({
  type: 'returned',
  at: AT,
  id,
  returnId: `${id}-${number}`,
  endToEndId: `D${id}-${number}`,
  amountMinor: amountMinor.toString(),
  feeMinor: amountMinor > 1n ? '1' : '0',
});

/** The entry a step makes of the ledger as it is; undefined where it makes no sense. */
function entryOf(ledger: PspLedger<null>, { id, does }: Step): Entry<null> | undefined {
  const payment = ledger.findById(id);
  if (!payment) return does === 'accept' ? accepted(id, 10n) : undefined;
  if (payment.status === 'pending') {
    if (does === 'pay') return { type: 'paid', at: AT, id, endToEndId: `E${id}` };
    if (does === 'fail') return { type: 'failed', at: AT, id, failure: { code: 'C', message: 'M' } };
    return does === 'cancel' ? { type: 'cancelled', at: AT, id } : undefined;
  }
  const canReturn = does === 'return' && payment.status === 'paid' && remainingOf(payment) >= 3n;
  return canReturn ? returned(id, payment.returns.length, 3n) : undefined;
}

describe('a simulator’s ledger', () => {
  const steps = fc.array(
    fc.record({
      id: fc.constantFrom('1', '2', '3'),
      does: fc.constantFrom<Step['does']>('accept', 'pay', 'fail', 'cancel', 'return', 'return'),
    }),
    { maxLength: 60 },
  );

  it('neither makes nor loses money, pays at most once, and has what is left as free', () => {
    fc.assert(
      fc.property(steps, all => {
        const ledger = newLedger();
        for (const step of all) {
          const entry = entryOf(ledger, step);
          if (entry) ledger.apply(entry);
          expect(ledger.freeMinor + ledger.reservedMinor + ledger.paidMinor).toBe(BALANCE_MINOR);
        }
        const paid = ledger.all().filter(payment => payment.status === 'paid');
        const out = paid.reduce((sum, one) => sum + 13n - BigInt(one.returns.length) * 2n, 0n);
        expect(ledger.paidMinor).toBe(out);
        expect(ledger.all().map(one => one.payments)).toEqual(
          ledger.all().map(one => (paid.includes(one) ? 1 : 0)),
        );
      }),
    );
  });

  it('takes back no more than was paid', () => {
    const ledger = newLedger();
    ledger.apply(accepted('1', 10n));
    ledger.apply({ type: 'paid', at: AT, id: '1', endToEndId: 'E' });
    ledger.apply(returned('1', 0, 6n));
    expect(() => ledger.apply(returned('1', 1, 5n))).toThrow('More than was paid');
    expect(ledger.paidMinor).toBe(13n - 5n);
  });

  it('says so where a journal is of another version', () => {
    const scenario = 'a scenario there is no more';
    expect(() => newLedger().apply({ ...accepted('1', 1n), scenario } as Entry<null>)).toThrow(
      'another version',
    );
  });
});
