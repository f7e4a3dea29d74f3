import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseOfx } from 'ofx-js';
import type { ReadStatementLine } from '../../../src/domain/reconciliation/events';
import type { StatementMapping } from '../../../src/domain/reconciliation/mapping';
import { readStatement } from '../../../src/providers/statements/read-statement';

/**
 * Files as other programs write them. The CSV files come from Python's csv writer. The lines of CNAB 240 were written by
 * the field lists of @banco-br/cnab_yaml 2.1.0 (header, segment A, trailers) and by two published lists (segments B and E).
 * The OFX and camt.053 files have the published form, and another reader reads the OFX files too.
 */
const sample = (name: string): Buffer => readFileSync(join(__dirname, 'samples', name));

function linesOf(name: string, mapping?: StatementMapping): readonly ReadStatementLine[] {
  const read = readStatement({
    provider: 'connectpsp',
    bytes: sample(name),
    ...(mapping && { mapping: { mapping } }),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value.lines;
}

/** The parts of a line that say something. */
const shown = ({ line, kind, status, amountMinor, ...rest }: ReadStatementLine) => {
  const { endToEndId, externalReference, day, document, isAnyCredit } = rest;
  return [line, kind, status, amountMinor, endToEndId ?? externalReference ?? day, document, isAnyCredit];
};

const E2E = 'E00416968202603101827cemeFscF6AG';
const RETURN_E2E = 'D18236120202603121109s0018351d9f';

const BANK: StatementMapping = {
  columns: { date: 'Data Lançamento', amount: 'Valor', type: 'histórico', description: 'Descrição' },
  decimal: ',',
  dates: 'DAY_FIRST',
  types: { payout: ['Pix enviado*'], return: ['Pix devolvido'], passedOver: ['Tarifa*', 'Pix recebido'] },
};
const APP: StatementMapping = {
  columns: { date: 'Data', amount: 'Valor', description: 'Descrição' },
  decimal: '.',
  dates: 'DAY_FIRST',
};
const COLUMNS: StatementMapping = {
  columns: {
    date: 'RELEASE_DATE',
    debit: 'DEBIT',
    credit: 'CREDIT',
    externalReference: 'REFERENCE_ID',
    document: 'CPF',
    type: 'TRANSACTION_TYPE',
  },
  decimal: ',',
  dates: 'DAY_FIRST',
  types: { payout: ['Payout'], return: ['Refund'], passedOver: ['Fee'] },
};

describe('A statement in CSV of other columns', () => {
  it('is read with preamble, total line, decimal comma and Windows-1252', () => {
    expect(linesOf('bank-windows-1252.csv', BANK).map(shown)).toEqual([
      [7, 'PAYOUT', 'COMPLETED', 123456n, E2E, undefined, undefined],
      [8, 'PAYOUT', 'COMPLETED', 5000n, '2026-03-10', undefined, undefined],
      [11, 'RETURN', 'COMPLETED', 5000n, RETURN_E2E, undefined, undefined],
    ]);
  });

  it('is read with a byte order mark, quotes and a decimal point; without types the sign decides', () => {
    expect(linesOf('app-utf8-bom.csv', APP).map(shown)).toEqual([
      [2, 'PAYOUT', 'COMPLETED', 7000n, '2026-03-10', undefined, undefined],
      [3, 'PAYOUT', 'COMPLETED', 7000n, '2026-03-10', undefined, undefined],
    ]);
  });

  it('is read with a sep= line in UTF-16, and with a column for each direction', () => {
    expect(linesOf('account-columns.csv', COLUMNS).map(shown)).toEqual([
      [3, 'PAYOUT', 'COMPLETED', 5000n, 'withdrawal-1', '12345678909', undefined],
      [4, 'RETURN', 'COMPLETED', 800n, '2026-03-10', undefined, undefined],
    ]);
  });

  it('is refused whole, and every fault has its line and column', () => {
    const text = [
      'Data;Valor;Descrição',
      '31/02/2026;-1,00;a',
      '10/03/2026;1.000;b',
      '10/03/2026;-1,00;c;d',
      ';-1,00;e',
    ].join('\n');
    const mapping = { mapping: { ...APP, decimal: ',' } } as const;
    const read = readStatement({ provider: 'connectpsp', mapping, bytes: Buffer.from(text) });
    expect(read).toEqual({
      ok: false,
      refusal: [
        { line: 2, column: 1, message: 'Data must be a date, DAY_FIRST' },
        { line: 3, column: 2, message: expect.stringContaining('Valor must be a BRL amount like 1.234,56') },
        { line: 4, message: 'the line has more cells than the header' },
        { line: 5, column: 1, message: 'Data must be a date, DAY_FIRST' },
      ],
    });
  });

  it('is refused with a text that the mapping does not list, and names the missing columns', () => {
    const bytes = Buffer.from('Data Lançamento;Histórico;Descrição;Valor\n10/03/2026;Boleto;x;-1,00\n');
    expect(readStatement({ provider: 'connectpsp', mapping: { mapping: BANK }, bytes })).toEqual({
      ok: false,
      refusal: [{ line: 2, column: 2, message: expect.stringContaining('that the mapping lists') }],
    });
    const other = readStatement({ provider: 'connectpsp', mapping: { mapping: APP }, bytes });
    expect(other).toEqual({
      ok: false,
      refusal: [{ line: 0, message: expect.stringContaining('no line names Data') }],
    });
  });
});

describe('A statement in OFX', () => {
  it.each(['bank-1.02.ofx', 'bank-2.11.ofx'])(
    '%s has the transactions that another reader finds',
    async name => {
      const other = (await parseOfx(new TextDecoder('latin1').decode(sample(name)))) as unknown as {
        OFX: {
          BANKMSGSRSV1: { STMTTRNRS: { STMTRS: { BANKTRANLIST: { STMTTRN: Record<string, string>[] } } } };
        };
      };
      const found = other.OFX.BANKMSGSRSV1.STMTTRNRS.STMTRS.BANKTRANLIST.STMTTRN;
      const amounts = found
        .filter(each => each['TRNTYPE'] !== 'FEE')
        .map(each => each['TRNAMT']!.replace(',', '.').replace('-', '').replace('.', ''));
      expect(linesOf(name).map(({ amountMinor }) => String(amountMinor))).toEqual(
        amounts.map(amount => String(BigInt(amount))),
      );
    },
  );

  it('1.02 is read to the centavo, the fee passed over, and a time in UTC on its day in Brazil', () => {
    expect(linesOf('bank-1.02.ofx').map(shown)).toEqual([
      [1, 'PAYOUT', 'COMPLETED', 123456n, E2E, undefined, undefined],
      [2, 'PAYOUT', 'COMPLETED', 5000n, '2026-03-10', undefined, undefined],
      [4, 'RETURN', 'COMPLETED', 5000n, '2026-03-11', undefined, true],
    ]);
  });

  it('2.11 is read with the id of a return in its memo', () => {
    expect(linesOf('bank-2.11.ofx').map(shown)).toEqual([
      [1, 'PAYOUT', 'COMPLETED', 123456n, '2026-03-10', undefined, undefined],
      [2, 'RETURN', 'COMPLETED', 800n, RETURN_E2E, undefined, undefined],
    ]);
  });

  const ofx = (transaction: string) =>
    readStatement({
      provider: 'connectpsp',
      bytes: Buffer.from(
        `OFXHEADER:100\n\n<OFX>\n<CURDEF>BRL\n<STMTTRN>\n${transaction}\n</STMTTRN>\n</OFX>`,
      ),
    });

  it('is read with a < in a memo', () => {
    const read = ofx('<TRNTYPE>DEBIT<DTPOSTED>20260310<TRNAMT>-1.00<MEMO>a < b <c> d');
    expect(read).toMatchObject({ ok: true, value: { lines: [{ amountMinor: 100n }] } });
  });

  it.each([
    ['an amount in groups', '<TRNTYPE>DEBIT\n<DTPOSTED>20260310\n<TRNAMT>-1.000', 8, 1, 'TRNAMT must be'],
    ['no day', '<TRNTYPE>DEBIT\n<TRNAMT>-1.00', 5, 1, 'DTPOSTED must be'],
    ['a day that is none', '<TRNTYPE>DEBIT\n<DTPOSTED>20260231<TRNAMT>-1.00', 7, 1, 'DTPOSTED must be'],
    ['no type', '<DTPOSTED>20260310<TRNAMT>-1.00', 5, 1, 'TRNTYPE is missing'],
  ])('is refused with %s, at its place', (_name, transaction, line, column, message) => {
    expect(ofx(transaction)).toEqual({
      ok: false,
      refusal: [{ line, column, message: expect.stringContaining(message) }],
    });
  });

  it('is refused where it is cut off, or in another currency', () => {
    const whole = sample('bank-2.11.ofx').toString();
    for (const text of [whole.slice(0, -20), whole.slice(0, 900), whole.replace('>BRL<', '>USD<')])
      expect(readStatement({ provider: 'connectpsp', bytes: Buffer.from(text) }).ok).toBe(false);
  });
});

describe('A file in CNAB 240', () => {
  it('is read as a return of payments: outcome, reference, document and endToEndId', () => {
    expect(linesOf('payments-return.cnab240.txt').map(shown)).toEqual([
      [3, 'PAYOUT', 'COMPLETED', 5000n, E2E, '12345678909', undefined],
      // The reference fills its field, so it may be cut: it is no name.
      [5, 'PAYOUT', 'COMPLETED', 123456n, '2026-03-10', '11222333000181', undefined],
      [7, 'PAYOUT', 'FAILED', 700n, 'withdrawal-3', undefined, undefined],
      [8, 'PAYOUT', 'PENDING', 800n, 'withdrawal-4', undefined, undefined],
      [9, 'RETURN', 'COMPLETED', 5000n, '2026-03-10', undefined, undefined],
    ]);
  });

  it('is read as an account statement, without the bank’s own charges', () => {
    expect(linesOf('account-statement.cnab240.txt').map(shown)).toEqual([
      [3, 'PAYOUT', 'COMPLETED', 123456n, E2E, undefined, undefined],
      [4, 'PAYOUT', 'COMPLETED', 5000n, '2026-03-10', undefined, undefined],
      [6, 'RETURN', 'COMPLETED', 800n, '2026-03-12', undefined, true],
    ]);
  });

  const changed = (name: string, change: (lines: string[]) => string[]) => {
    const lines = change(
      sample(name)
        .toString('latin1')
        .split('\r\n')
        .filter(text => text !== ''),
    );
    return readStatement({ provider: 'connectpsp', format: 'cnab240', bytes: Buffer.from(lines.join('\n')) });
  };
  const replaceAt = (text: string, position: number, part: string) =>
    text.slice(0, position - 1) + part + text.slice(position - 1 + part.length);

  it.each([
    ['a line that is cut', 3, 200, '', 'has 199 characters'],
    ['an amount in letters', 3, 151, 'x', 'the amount must be'],
    ['a day that is none', 3, 135, '3102202631022026', 'the date must be'],
    ['a direction that is none', 3, 169, 'X', 'the direction must be'],
    ['another segment', 3, 14, 'J', 'segment J is none'],
  ])('is refused with %s, at its place', (_name, number, position, part, message) => {
    const read = changed('account-statement.cnab240.txt', lines =>
      lines.map((text, index) => {
        if (index !== number - 1) return text;
        return part === '' ? text.slice(0, position - 1) : replaceAt(text, position, part);
      }),
    );
    expect(read).toMatchObject({ ok: false, refusal: [{ line: number }] });
    expect(JSON.stringify(read)).toContain(message);
  });

  it('is refused without its trailer, and where it is an order to the bank', () => {
    expect(changed('payments-return.cnab240.txt', lines => lines.slice(0, -1))).toMatchObject({
      refusal: [{ message: expect.stringContaining('not whole') }],
    });
    const toBank = changed('payments-return.cnab240.txt', ([first = '', ...rest]) => [
      replaceAt(first, 143, '1'),
      ...rest,
    ]);
    expect(toBank).toMatchObject({ ok: false, refusal: [{ line: 1, column: 143 }] });
    const without = changed('payments-return.cnab240.txt', lines =>
      lines.map(text => (text[13] === 'A' ? replaceAt(text, 231, '          ') : text)),
    );
    expect(without).toMatchObject({ ok: false, refusal: { length: 5 } });
  });
});

describe('A statement in camt.053', () => {
  const NAME = 'account.camt.053.001.08.xml';

  it('is read to the centavo, a batch payment by payment, and the charges passed over', () => {
    expect(linesOf(NAME).map(shown)).toEqual([
      [1, 'PAYOUT', 'COMPLETED', 11499n, E2E, '12345678909', undefined],
      [2, 'PAYOUT', 'COMPLETED', 1000n, '2026-03-10', '12345678909', undefined],
      [3, 'PAYOUT', 'COMPLETED', 2000n, 'withdrawal-2', undefined, undefined],
      [4, 'RETURN', 'COMPLETED', 800n, '2026-03-12', undefined, undefined],
    ]);
    expect(linesOf(NAME)[0]?.externalReference).toBe('withdrawal-1');
  });

  const changed = (from: string | RegExp, to: string) =>
    readStatement({ provider: 'connectpsp', bytes: Buffer.from(sample(NAME).toString().replace(from, to)) });

  it('takes a batch whose payments do not add up as one payment', () => {
    const read = changed('>10.00<', '>11.00<');
    expect(read.ok && read.value.lines.map(({ amountMinor }) => amountMinor)).toEqual([11499n, 3000n, 800n]);
  });

  it.each([
    ['another currency', 'Ccy="BRL">114.99', 'Ccy="USD">114.99', 10, 'Amt must be'],
    ['a third decimal', '114.99', '114.999', 10, 'Amt must be'],
    ['no direction', '<CdtDbtInd>DBIT</CdtDbtInd>', '', 10, 'CdtDbtInd must be'],
    ['a status that is none', '<Cd>BOOK</Cd>', '<Cd>FUTR</Cd>', 10, 'Sts must be'],
    ['a tag that is not closed', '</Refs>', '', 19, 'this is no XML'],
    [
      'a document type',
      '<Document',
      '<!DOCTYPE x [<!ENTITY a "b">]><Document',
      0,
      'a document type is not allowed',
    ],
    ['another root', /Document/g, 'Other', 0, 'this is no camt.053'],
  ])('is refused with %s, at its place', (_name, from, to, line, message) => {
    expect(changed(from, to)).toMatchObject({
      ok: false,
      refusal: [{ line, message: expect.stringContaining(message) }],
    });
  });
});

describe('A file', () => {
  it('that is no text is refused', () => {
    for (const bytes of [Buffer.from([0x80, 0x81, 0x41]), Buffer.from('type\0')])
      expect(readStatement({ provider: 'connectpsp', bytes })).toEqual({
        ok: false,
        refusal: [{ line: 0, message: expect.stringContaining('no text') }],
      });
  });
});
