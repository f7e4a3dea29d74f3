import fc from 'fast-check';
import { readBalance as readConnectPsp } from '../../src/providers/connectpsp/queries/read-balance';
import { readBalance as readNtxPay } from '../../src/providers/ntxpay/queries/read-balance';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../src/shared/money';

const connectPsp = (transactional: string, currency = '"BRL"') =>
  `{"currency":${currency},"referenceDate":"2026-03-10","consolidated":{"totalBalance":9999.99,
  "transactionalBalance":${transactional},"proprietaryBalance":77.00},"banks":[],"updatedAt":"2026-03-10T14:00:00-03:00"}`;
const ntxPay = (gross: string, blocked: string, net: string) =>
  `{"grossBalance":${gross},"blockedBalance":${blocked},"netBalance":${net},"consultedAt":"2026-03-10T17:00:00Z"}`;

const unclear = (...words: string[]) => ({
  kind: 'unclear',
  reason: expect.stringMatching(new RegExp(words.join('.*'))) as string,
});

const amounts = fc.bigInt({ min: 0n, max: MAX_AMOUNT_MINOR });
const signed = fc.bigInt({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR });
const textOf = (minor: bigint) => formatAmount(minor, 'BRL');

describe('the balance of a ConnectPSP answer', () => {
  it.each([
    ['1000.31', 100_031n],
    ['1000', 100_000n],
    ['"0.30"', 30n],
    ['0', 0n],
    ['-12.5', -1_250n],
    ['90071992547409.91', MAX_AMOUNT_MINOR],
  ])('%s is read from its text: the transactional one, out of which payouts have gone', (text, minor) => {
    const balance = { kind: 'balance', balanceMinor: minor, includesUnderWay: false };
    expect(readConnectPsp(connectPsp(text))).toEqual(balance);
  });

  it.each([
    ['not JSON', '<html>', unclear('not a JSON object')],
    ['a list', '[]', unclear('not a JSON object')],
    ['an exponent', connectPsp('1e3'), unclear('transactionalBalance', '1e3')],
    ['three decimals', connectPsp('50.000'), unclear('transactionalBalance', '50.000')],
    ['two signs', connectPsp('"--5.00"'), unclear('transactionalBalance')],
    ['more than is exact', connectPsp('90071992547409.92'), unclear('transactionalBalance')],
    ['null', connectPsp('null'), unclear('transactionalBalance', 'missing')],
    ['a second figure', connectPsp('1.00,"transactionalBalance":2.00'), unclear('not a JSON object')],
    ['no consolidated', '{"currency":"BRL","transactionalBalance":1.00}', unclear('transactionalBalance')],
    ['another currency', connectPsp('1.00', '"USD"'), unclear('USD')],
    ['no currency', connectPsp('1.00', 'null'), unclear('missing')],
  ])('with %s is none', (_, text, expected) => {
    expect(readConnectPsp(text)).toEqual(expected);
  });

  it('is exact for every figure', () => {
    fc.assert(
      fc.property(signed, minor => {
        expect(readConnectPsp(connectPsp(textOf(minor)))).toMatchObject({ balanceMinor: minor });
      }),
    );
  });
});

describe('the balance of an NTX Pay answer', () => {
  it.each([
    ['1000.31', '0.01', '1000.30', 100_031n],
    ['"1000.31"', '"1000.31"', '"0"', 100_031n],
    ['0', '0', '0', 0n],
    ['10.00', '12.50', '-2.50', 1_000n],
    ['-5', '0.00', '-5.00', -500n],
  ])('gross %s, blocked %s, net %s: the gross one, with what is under way', (gross, blocked, net, minor) => {
    const balance = { kind: 'balance', balanceMinor: minor, includesUnderWay: true };
    expect(readNtxPay(ntxPay(gross, blocked, net))).toEqual(balance);
  });

  it.each([
    ['not JSON', '', unclear('not a JSON object')],
    ['figures that do not add up', ntxPay('10.00', '1.00', '9.01'), unclear('10.00', '1.00', '9.01')],
    ['something blocked below zero', ntxPay('9.00', '-1.00', '10.00'), unclear('unreadable', '-1.00')],
    ['no net balance', '{"grossBalance":1,"blockedBalance":0}', unclear('netBalance', 'missing')],
    ['no blocked balance', '{"grossBalance":1,"netBalance":1}', unclear('blockedBalance', 'missing')],
    ['no gross balance', '{"blockedBalance":0,"netBalance":1}', unclear('grossBalance', 'missing')],
    ['an exponent', ntxPay('1E1', '0', '10'), unclear('unreadable', '1E1')],
    ['three decimals', ntxPay('1.000', '0', '1.00'), unclear('unreadable', '1.000')],
  ])('with %s is none', (_, text, expected) => {
    expect(readNtxPay(text)).toEqual(expected);
  });

  it('is exact wherever the figures agree, and none where they are one centavo apart', () => {
    const apart = fc.constantFrom(-1n, 0n, 1n);
    fc.assert(
      fc.property(amounts, amounts, apart, (blocked, gross, difference) => {
        const net = gross - blocked;
        const read = readNtxPay(ntxPay(textOf(gross), textOf(blocked), textOf(net + difference)));
        expect(read).toMatchObject(
          difference === 0n ? { kind: 'balance', balanceMinor: gross } : { kind: 'unclear' },
        );
      }),
    );
  });
});
