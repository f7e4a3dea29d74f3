import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readNotification } from '../../../src/providers/connectpsp/notifications/read-notification';
import { readAnswer } from '../../../src/providers/connectpsp/queries/read-report';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';

/** The tutorial's notifications, with what its dots stand for left out. */
const COMPLETED = `{ "eventType": "CASHOUT_COMPLETED", "eventAt": "2026-03-10T14:02:35Z", "data": {
  "internalCode": "IVKPRMOCDY", "externalReference": "withdrawal-user-42-001",
  "endToEndId": "E00416968202603101827cemeFscF6AG", "status": "COMPLETED", "amount": 50.00,
  "payee": { "name": "Maria Silva", "document": "12345678909" },
  "requestedAt": "2026-03-10T14:00:00-03:00", "paidAt": "2026-03-10T14:02:30-03:00" } }`;
const FAILED = `{ "eventType": "CASHOUT_FAILED", "eventAt": "2026-03-10T14:00:20Z", "data": {
  "internalCode": "IVKPRMOCDY", "status": "FAILED", "failure": { "code": "PIX_KEY_NOT_FOUND",
  "message": "The provided PIX key did not resolve to a valid account." } } }`;

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const notification = (eventType: string, data: string) => `{"eventType":"${eventType}","data":${data}}`;
const asked = { providerId: 'IVKPRMOCDY', externalReference: 'withdrawal-user-42-001' };
const answer = (fields: string) => `{"internalCode":"IVKPRMOCDY",${fields}}`;

describe('a ConnectPSP notification', () => {
  it("reads the tutorial's completed one; its times are data, however they contradict each other", () => {
    expect(readNotification(COMPLETED)).toEqual({
      identity: {
        eventType: 'CASHOUT_COMPLETED',
        providerId: 'IVKPRMOCDY',
        endToEndId: 'E00416968202603101827cemeFscF6AG',
      },
      providerId: 'IVKPRMOCDY',
      externalReference: 'withdrawal-user-42-001',
      paymentEndToEndId: 'E00416968202603101827cemeFscF6AG',
      warnings: [],
      report: {
        kind: 'completed',
        endToEndId: 'E00416968202603101827cemeFscF6AG',
        amountMinor: 5000n,
        feeAmountMinor: null,
        providerTime: '2026-03-10T14:02:30-03:00',
        answerHash: hash(COMPLETED),
        externalReference: 'withdrawal-user-42-001',
      },
    });
  });

  it("reads the tutorial's failed one, which has no reference of ours and no amount", () => {
    expect(readNotification(FAILED)).toEqual({
      identity: { eventType: 'CASHOUT_FAILED', providerId: 'IVKPRMOCDY', endToEndId: '' },
      providerId: 'IVKPRMOCDY',
      externalReference: null,
      paymentEndToEndId: null,
      warnings: [],
      report: {
        kind: 'failed',
        code: 'PIX_KEY_NOT_FOUND',
        message: 'The provided PIX key did not resolve to a valid account.',
        answerHash: hash(FAILED),
        externalReference: null,
      },
    });
  });

  it('means the same however it is delivered: nothing but type, id and endToEndId is its identity', () => {
    const later = COMPLETED.replace('14:02:35Z', '23:59:59Z').replace('"Maria Silva"', '"M. Silva"');
    expect(readNotification(later).identity).toEqual(readNotification(COMPLETED).identity);
  });

  it.each([
    ['another event', notification('CASHIN_PAID', '{"internalCode":"A","status":"PAID"}')],
    [
      'an event named like a method',
      notification('constructor', '{"internalCode":"A","status":"COMPLETED"}'),
    ],
    [
      'a type that its status contradicts',
      notification('CASHOUT_COMPLETED', '{"internalCode":"A","status":"FAILED"}'),
    ],
    [
      'a failure whose status says completed',
      notification('CASHOUT_FAILED', '{"internalCode":"A","status":"COMPLETED","amount":1.00}'),
    ],
    ['no status', notification('CASHOUT_COMPLETED', '{"internalCode":"A","amount":1.00}')],
    [
      'completed and a failure at once',
      notification('CASHOUT_COMPLETED', '{"status":"COMPLETED","amount":1.00,"failure":{"code":"X"}}'),
    ],
    ['no data', '{"eventType":"CASHOUT_COMPLETED"}'],
    ['data that is a list', notification('CASHOUT_COMPLETED', '[]')],
    [
      'a status said twice',
      notification('CASHOUT_COMPLETED', '{"status":"FAILED","status":"COMPLETED","amount":1.00}'),
    ],
    ['a status lent by a prototype', notification('CASHOUT_FAILED', '{"__proto__":{"status":"FAILED"}}')],
  ])('is no evidence with %s', (_, text) => {
    expect(readNotification(text).report).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it.each(['', 'no JSON', '"text"', '[]', 'null', '5', '{"a":', '['.repeat(100_000)])(
    'is unreadable and said to be so: %#',
    text => {
      const identity = { eventType: 'UNREADABLE', providerId: '', endToEndId: '' };
      expect(readNotification(text)).toMatchObject({
        identity,
        providerId: null,
        report: { kind: 'unclear', needsPerson: true },
      });
    },
  );

  it('never throws and never invents an outcome', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readNotification(text).report.kind).toBe('unclear');
      }),
    );
  });
});

describe('a ConnectPSP amount', () => {
  const amountOf = (text: string) => readAnswer(answer(`"status":"COMPLETED","amount":${text}`), asked);

  it('keeps every centavo', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }), minor => {
        expect(amountOf(formatAmount(minor, 'BRL'))).toMatchObject({ kind: 'completed', amountMinor: minor });
      }),
    );
  });

  it.each([
    ['50', 5000n],
    ['50.0', 5000n],
    ['4.35', 435n],
    ['0.31', 31n],
    ['"50.00"', 5000n],
  ])('is read from %s', (text, minor) => {
    expect(amountOf(text)).toMatchObject({ kind: 'completed', amountMinor: minor });
  });

  it.each([
    '0.305',
    '-50.00',
    '5e1',
    '0',
    '0.00',
    'null',
    '"fifty"',
    '{}',
    '[50.00]',
    '50.000',
    '"50.000"',
    '"1.234,56"',
    '" 50.00"',
    '99999999999999999999',
  ])('completes nothing as %s', text => {
    expect(amountOf(text)).toMatchObject({ kind: 'unclear', needsPerson: true });
  });
});

describe('the answer to a question', () => {
  it.each([
    ['PROCESSING', 'processing'],
    ['FAILED', 'failed'],
    ['REFUNDED', 'unclear'],
    ['CANCELLED', 'unclear'],
    ['SOMETHING_NEW', 'unclear'],
    ['completed', 'unclear'],
  ])('%s is %s', (status, kind) => {
    const report = readAnswer(answer(`"status":"${status}","extra":{"deep":[1]}`), asked);
    expect(report.kind).toBe(kind);
    if (report.kind === 'unclear') {
      expect(report.reason).toContain(status);
      expect(report.needsPerson).toBe(true);
    }
  });

  it('without an amount completes nothing', () => {
    expect(readAnswer(answer('"status":"COMPLETED"'), asked)).toMatchObject({ kind: 'unclear' });
  });

  it('keeps an endToEndId as it is, whatever its shape', () => {
    const text = answer('"status":"COMPLETED","amount":1.00,"endToEndId":"e short, Or odd"');
    expect(readAnswer(text, asked)).toMatchObject({ kind: 'completed', endToEndId: 'e short, Or odd' });
  });

  it('may lack an endToEndId, as within one bank', () => {
    const text = answer('"status":"COMPLETED","amount":1.00,"endToEndId":null');
    expect(readAnswer(text, asked)).toMatchObject({ kind: 'completed', endToEndId: null });
  });

  it.each([
    ['another internalCode', '{"internalCode":"OTHER","status":"FAILED"}', true],
    ['another externalReference', answer('"externalReference":"other","status":"FAILED"'), true],
    ['no name at all', '{"status":"FAILED"}', false],
    ['no JSON', '<html>', false],
  ])('with %s is no evidence; a person must look: %s', (_, text, needsPerson) => {
    expect(readAnswer(text, asked)).toMatchObject({ kind: 'unclear', needsPerson });
  });

  it('leaves no personal data in a failure message', () => {
    const message =
      'CPF 123.456.789-09 of maria@example.com, 12ABC34501DE35, +55 (11) 99999-8888, 8a1f0c1e-0000-1000-8000-000000000001: no';
    const report = readAnswer(
      answer(`"status":"FAILED","failure":{"code":"X","message":"${message}"}`),
      asked,
    );
    expect(report).toMatchObject({ code: 'X', message: 'CPF *** of ***, ***, ***, ***: no' });
  });

  it('holds no U+0000, which a database could not store', () => {
    const report = readAnswer(
      answer('"status":"FAILED","failure":{"code":"X\\u0000","message":"a\\u0000b"}'),
      asked,
    );
    expect(report).toMatchObject({ kind: 'failed', code: 'UNSPECIFIED', message: '' });
  });
});
