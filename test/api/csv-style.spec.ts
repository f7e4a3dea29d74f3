import { columnsOf } from '../../src/api/export/column';
import { csv } from '../../src/api/export/csv';
import { styleOf, type StyleQuery } from '../../src/api/export/csv-style';
import type { TimeZone } from '../../src/queries/reading/time-zones';

interface Row {
  readonly reference: string;
  readonly amount: string;
  readonly bookedAt: string;
  readonly count: number;
}
const { text, amount, time, integer } = columnsOf<Row>();
const COLUMNS = [text('reference'), amount('amount'), time('bookedAt'), integer('count')];
const ROW: Row = { reference: 'r', amount: '-1234.50', bookedAt: '2026-03-01T02:30:15.250Z', count: 1_000 };

async function written(row: Row, query: StyleQuery, timeZone?: TimeZone): Promise<string> {
  const rows = (async function* () {
    yield await Promise.resolve([row]);
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of csv(COLUMNS, rows, styleOf(query, timeZone))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
const lineOf = async (...given: Parameters<typeof written>) => (await written(...given)).split('\r\n')[1];

describe('the style of a CSV file', () => {
  it('is that of programs where nothing is asked for', async () => {
    expect(await written(ROW, {})).toBe(
      'reference,amount,bookedAt,count\r\nr,-1234.50,2026-03-01T02:30:15.250Z,1000\r\n',
    );
  });

  it('is that of a Portuguese spreadsheet with pt-BR', async () => {
    expect(await written(ROW, { locale: 'pt-BR' }, 'America/Sao_Paulo')).toBe(
      '\uFEFFReferência;Valor;Contabilizado em (America/Sao_Paulo);Quantidade\r\n' +
        'r;-1234,50;28/02/2026 23:30:15;1000\r\n',
    );
  });

  it('takes a delimiter and a decimal sign that are named, and quotes what it must', async () => {
    expect(await lineOf(ROW, { delimiter: 'tab', decimal: 'comma' })).toBe(
      'r\t-1234,50\t2026-03-01T02:30:15.250Z\t1000',
    );
    expect(await lineOf(ROW, { decimal: 'comma' })).toBe('r,"-1234,50",2026-03-01T02:30:15.250Z,1000');
    const spread = await lineOf({ ...ROW, reference: 'a;b "c"' }, { locale: 'pt-BR', decimal: 'point' });
    expect(spread).toBe('"a;b ""c""";-1234.50;01/03/2026 02:30:15;1000');
  });

  it('writes times in the zone asked for, with its distance from UTC', async () => {
    expect(await lineOf(ROW, {}, 'America/Sao_Paulo')).toBe('r,-1234.50,2026-02-28T23:30:15.250-03:00,1000');
    expect(await lineOf(ROW, {}, 'America/Rio_Branco')).toContain('2026-02-28T21:30:15.250-05:00');
    const summer = { ...ROW, bookedAt: '2018-12-01T02:00:00.000Z' };
    expect(await lineOf(summer, {}, 'America/Sao_Paulo')).toContain('2018-12-01T00:00:00.000-02:00');
  });

  it.each([
    ['12345678901234567890'],
    ['00042'],
    ['11/12'],
    ['4711/4711'],
    ['1e400'],
    ['12.5'],
    ['10:30'],
    ['2026-03-01'],
    ['123.456.789-09'],
  ])('keeps %s as a text where a spreadsheet would make a figure or a day of it', async reference => {
    expect((await lineOf({ ...ROW, reference }, { locale: 'pt-BR' }))!.split(';')[0]).toBe(`'${reference}`);
    expect((await lineOf({ ...ROW, reference }, {}))!.split(',')[0]).toBe(reference);
  });

  it.each([['=1+1'], ['@x'], ['+5511'], ["'quoted"]])(
    'runs %s as no formula in any style',
    async reference => {
      for (const query of [{}, { locale: 'pt-BR' }, { delimiter: 'tab' }] as const)
        expect((await lineOf({ ...ROW, reference }, query))!.startsWith(`'${reference}`)).toBe(true);
    },
  );

  it('leaves a text with letters as it is', async () => {
    for (const reference of ['withdrawal-42', 'E12345678202603011200', 'payout 11/12', ''])
      expect((await lineOf({ ...ROW, reference }, { locale: 'pt-BR' }))!.split(';')[0]).toBe(reference);
  });
});
