import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { columnsOf } from '../../src/api/export/column';
import { PORTUGUESE } from '../../src/api/export/portuguese';
import { CODED_BALANCE_COLUMNS } from '../../src/api/ledger/trial-balance/trial-balance.response';
import { csv } from '../../src/api/export/csv';
import { styleOf } from '../../src/api/export/csv-style';
import { parquet } from '../../src/api/export/parquet';

/** Readers that share nothing with the writers: DuckDB's own, and Arrow's in Rust. */
interface Row {
  readonly reference: string | null;
  readonly amount: string | null;
  readonly bookedAt: string | null;
  readonly count: number | null;
}
const { text, amount, time, integer } = columnsOf<Row>();
const COLUMNS = [text('reference'), amount('amount'), time('bookedAt'), integer('count')];
const ROWS: readonly Row[] = [
  { reference: '00042;"a"', amount: '-1234.50', bookedAt: '2026-03-01T02:30:15.250Z', count: 3 },
  { reference: '12345678901234567890', amount: '12345678901234567890.05', bookedAt: null, count: null },
  { reference: null, amount: null, bookedAt: '2018-02-18T02:30:00.000Z', count: 0 },
];

let folder: string;
let duck: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-readers-'));
  duck = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(async () => {
  duck.closeSync();
  await rm(folder, { recursive: true });
});

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}
async function* inOneBatch(rows: readonly Row[]) {
  yield await Promise.resolve(rows);
}
async function asked(bytes: Buffer, question: (file: string) => string) {
  const file = join(folder, 'file');
  await writeFile(file, bytes);
  const answer = await duck.runAndReadAll(question(file));
  return { types: answer.columnTypes().map(String), rows: answer.getRowsJson() };
}

describe('a Parquet file', () => {
  it.each([
    ['with rows', ROWS],
    ['without rows', []],
  ])('%s is read by DuckDB: decimals, instants with their zone, texts', async (_name, rows) => {
    const file = await bytesOf(parquet(COLUMNS, inOneBatch(rows)));
    const read = await asked(
      file,
      path => `select reference, amount::varchar, epoch_ms("bookedAt")::varchar, count::varchar, typeof(amount),
        typeof("bookedAt") from read_parquet('${path}')`,
    );
    expect(read.rows).toEqual(
      rows.map(row => [
        row.reference,
        row.amount,
        row.bookedAt && String(Date.parse(row.bookedAt)),
        row.count === null ? null : String(row.count),
        'DECIMAL(38,2)',
        'TIMESTAMP WITH TIME ZONE',
      ]),
    );
    const { types } = await asked(file, path => `select * from read_parquet('${path}')`);
    expect(types).toEqual(['VARCHAR', 'DECIMAL(38,2)', 'TIMESTAMP WITH TIME ZONE', 'BIGINT']);
  });

  it.each([
    ['with rows', ROWS],
    ['without rows', []],
  ])('%s is read by Arrow', async (_name, rows) => {
    const file = await bytesOf(parquet(COLUMNS, inOneBatch(rows)));
    const table = tableFromIPC(readParquet(new Uint8Array(file)).intoIPCStream());
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      'Utf8',
      'Decimal[38e+2]',
      'Timestamp<MILLISECOND, UTC>',
      'Int64',
    ]);
    expect(table.numRows).toBe(rows.length);
    for (const [index, row] of rows.entries()) {
      const found = table.get(index)!.toJSON() as Record<string, unknown>;
      expect(found.reference).toBe(row.reference);
      expect(found.bookedAt).toBe(row.bookedAt && Date.parse(row.bookedAt));
    }
  });
});

describe('a CSV file', () => {
  it('is read by DuckDB as it is', async () => {
    const file = await bytesOf(csv(COLUMNS, inOneBatch(ROWS)));
    const { rows } = await asked(file, path => `select * from read_csv('${path}', all_varchar = true)`);
    expect(rows).toEqual(
      ROWS.map(row => Object.values(row).map(value => (value === null ? null : String(value)))),
    );
  });

  it('for a Portuguese spreadsheet is read with its separators, its days and its byte order mark', async () => {
    const style = styleOf({ locale: 'pt-BR' }, 'America/Sao_Paulo');
    const file = await bytesOf(csv(COLUMNS, inOneBatch(ROWS), style));
    const { types, rows } = await asked(
      file,
      path => `select "Referência" as r, "Valor"::varchar as v, "Contabilizado em (America/Sao_Paulo)"::varchar as b
        from read_csv('${path}', delim = ';', decimal_separator = ',', timestampformat = '%d/%m/%Y %H:%M:%S',
          types = {'Valor': 'DECIMAL(38,2)', 'Contabilizado em (America/Sao_Paulo)': 'TIMESTAMP'})`,
    );
    expect(types).toEqual(['VARCHAR', 'VARCHAR', 'VARCHAR']);
    expect(rows).toEqual([
      ['00042;"a"', '-1234.50', '2026-02-28 23:30:15'],
      ["'12345678901234567890", '12345678901234567890.05', null],
      [null, null, '2018-02-17 23:30:00'],
    ]);
  });
});

describe('the codes of another chart of accounts', () => {
  const LINE = {
    ledgerAccountName: 'Money at ntxpay',
    currency: 'BRL' as const,
    debit: '10.00',
    credit: '0.00',
  };
  const LINES = [
    { ...LINE, ledgerAccount: 'provider:ntxpay:float', code: '1.1.2.05.00-0', codeName: 'Depósitos à vista' },
    { ...LINE, ledgerAccount: 'provider:ntxpay:fees', code: '00042', codeName: null },
    { ...LINE, ledgerAccount: 'provider:ntxpay:suspense', code: null, codeName: null },
  ];
  const CODES = LINES.map(({ code, codeName }) => [code, codeName]);
  const lines = async function* () {
    yield await Promise.resolve(LINES);
  };

  it('are texts to DuckDB in Parquet and in CSV, and nothing where there is none', async () => {
    const inParquet = await asked(
      await bytesOf(parquet(CODED_BALANCE_COLUMNS, lines())),
      path => `select code, "codeName" from read_parquet('${path}')`,
    );
    expect(inParquet).toEqual({ types: ['VARCHAR', 'VARCHAR'], rows: CODES });
    const inCsv = await asked(
      await bytesOf(csv(CODED_BALANCE_COLUMNS, lines())),
      path => `select code, "codeName" from read_csv('${path}', types = {'code': 'VARCHAR'})`,
    );
    expect(inCsv.rows).toEqual(CODES);
  });

  it('have Portuguese heads in the file for a Portuguese spreadsheet', async () => {
    const file = await bytesOf(csv(CODED_BALANCE_COLUMNS, lines(), styleOf({ locale: 'pt-BR' })));
    const { rows } = await asked(
      file,
      path => `select ltrim("${PORTUGUESE.code}", chr(39)) as c, "${PORTUGUESE.codeName}" as n
        from read_csv('${path}', delim = ';', all_varchar = true)`,
    );
    expect(rows).toEqual(CODES);
  });
});
