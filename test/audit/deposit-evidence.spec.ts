import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { DepositEvidenceCheck } from '../../src/audit/evidence/deposit-evidence-check';
import { evidenceRefusal, recordedEvidence } from '../../src/commands/accounts/deposit-evidence';
import type { FundsDeposited } from '../../src/domain/account/events';
import { ntxPay } from '../../src/providers/ntxpay/definition';

const WORDS = {
  event: 'CashIn',
  status: 'CONFIRMED',
  movementType: 'CREDIT',
  transactionId: '7001',
  originalAmount: 100,
  feeAmount: 1,
  finalAmount: 99,
};

const depositWith = (
  text: string,
  more: Partial<FundsDeposited> = {},
  signature: string | null = null,
): FundsDeposited => ({
  accountId: 'merchant-1',
  depositId: 'deposit-1',
  fingerprint: 'f',
  amountMinor: 9900n,
  currency: 'BRL',
  provider: 'ntxpay',
  reference: '7001',
  depositedAt: '2026-03-01T12:00:00.000Z',
  ...recordedEvidence({ kind: 'NOTIFICATION', text, signature }),
  ...more,
});

function check(deposit: FundsDeposited, signingKeys: readonly string[] = []) {
  const found: string[] = [];
  const checked = new DepositEvidenceCheck(signingKeys);
  checked.apply({ type: 'FundsDeposited', data: deposit }, (invariant, detail) =>
    found.push(`${invariant} ${detail}`),
  );
  const { withoutEvidence, unreadable, uncheckedSignatures } = checked;
  return { found, counts: [withoutEvidence, unreadable, uncheckedSignatures] };
}

const text = JSON.stringify(WORDS);

describe('the evidence of a deposit', () => {
  it.each<[string, FundsDeposited, string[], number[]]>([
    ['agrees', depositWith(text), [], [0, 0, 0]],
    ['agrees with the amount before the fee', depositWith(text, { amountMinor: 10_000n }), [], [0, 0, 0]],
    ['is missing', depositWith(text, { evidence: null }), [], [1, 0, 0]],
    ['is no document that is known', depositWith('25;7001'), [], [0, 1, 0]],
    [
      'has lost its text',
      { ...depositWith(text), personal: undefined! },
      ['I16 the evidence of the deposit has no text'],
      [0, 0, 0],
    ],
    [
      'was changed',
      depositWith(text, { personal: { evidenceText: text.replace('99', '98') } }),
      [
        'I16 the text of the deposit’s evidence has another hash',
        'I16 the deposit is of 9900, its evidence says 10000 or 9800',
      ],
      [0, 0, 0],
    ],
    [
      'is of another amount',
      depositWith(text, { amountMinor: 9901n }),
      ['I16 the deposit is of 9901, its evidence says 10000 or 9900'],
      [0, 0, 0],
    ],
    [
      'is of another deposit',
      depositWith(text, { reference: '7002' }),
      ['I16 the deposit’s evidence does not name its reference'],
      [0, 0, 0],
    ],
    [
      'speaks of a payout',
      depositWith(JSON.stringify({ ...WORDS, event: 'CashOut', movementType: 'DEBIT' })),
      ['I16 the deposit’s evidence says nothing of money received'],
      [0, 0, 0],
    ],
  ])('%s', (_what, deposit, found, counts) => {
    expect(check(deposit)).toEqual({ found, counts });
  });

  it('has the signature of its text, or it is counted where no key is known', () => {
    const signature = createHmac('sha256', 'key').update(text).digest('hex');
    const signed = (by: string) => depositWith(text, { provider: 'connectpsp' }, by);
    expect(check(signed(signature), ['key'])).toEqual({ found: [], counts: [0, 1, 0] });
    expect(check(signed(signature))).toEqual({ found: [], counts: [0, 1, 1] });
    expect(check(signed(createHash('sha256').update('x').digest('hex')), ['key']).found).toEqual([
      'I16 the signature of the deposit’s evidence is not the one of its text',
    ]);
  });

  /** Otherwise a deposit would be accepted that no audit passes any more. */
  it('passes the audit whenever the service has accepted it', () => {
    const near = fc.oneof(
      ...[undefined, null, '', '\u0000', 'CashIn', 'Pix in', 'PAYMENT', 'CashOut', 'CREDIT', 'DEBIT'].map(
        fc.constant,
      ),
      ...['CONFIRMED', 'Confirmado', 'PENDING', '7001', 7001, 99, '99.00', 100, {}, [], 1.5].map(fc.constant),
    );
    const fields = [
      'event',
      'operationType',
      'status',
      'movementType',
      'transactionId',
      'finalAmount',
      'originalAmount',
    ];
    const words = fc.dictionary(fc.constantFrom(...fields), near);
    let accepted = 0;
    fc.assert(
      fc.property(
        words,
        fc.constantFrom('NOTIFICATION', 'STATEMENT_LINE'),
        fc.boolean(),
        (said, kind, isRow) => {
          const base = isRow ? { ...WORDS, event: undefined, operationType: 'Pix in' } : WORDS;
          const request = { kind, text: JSON.stringify({ ...base, ...said }), signature: null } as const;
          const deposit = { ...depositWith(''), ...recordedEvidence(request) };
          if (evidenceRefusal(request, deposit, ntxPay)) return;
          const { found, counts } = check(deposit);
          if (counts[1] === 0) accepted += 1;
          expect(found).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
