import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import http from 'node:http';
import supertest from 'supertest';
import { columnsOf } from '../../src/api/export/column';
import { csv } from '../../src/api/export/csv';
import { Exports, fileRequest } from '../../src/api/export/exports';
import {
  dayOf,
  type SecurityEventRecorded,
  securityStream,
} from '../../src/api/auth/security/security-event';
import { formatAmount } from '../../src/shared/money';
import { Fault } from '../../src/shared/fault';
import { bytesInUse } from '../support/bytes-in-use';
import { type Historian, step, write } from '../projections/histories';
import { until, type TestPostgres } from '../projections/postgres';
import { describeLedgerCodes, setMapping } from './ledger-codes';
import { describeReceipts } from './payout-receipts';
import { ADMIN_KEY } from './ports';
import { serveBooks, type ServedBooks } from './served-books';

let books: ServedBooks;
let postgres: TestPostgres;
let historian: Historian;
let url: string;

/** The real routes over real read models. */
beforeAll(async () => {
  historian = write(fc.sample(step, { numRuns: 200, seed: 21 }));
  historian.deposit('merchant-0', 100n);
  historian.request('merchant-0', 7n, 0n, '=HYPERLINK("http://127.0.0.1")');
  books = await serveBooks(historian);
  ({ postgres, url } = books);
  await setMapping(url);
}, 120_000);
afterAll(() => books.stop());

const get = (path: string) => supertest(url).get(path).set('Authorization', `Bearer ${ADMIN_KEY}`);

interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
}
async function allPages(path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const response: supertest.Response = await get(
      `${path}?limit=200${cursor && `&cursor=${cursor}`}`,
    ).expect(200);
    const page = response.body as Page;
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

async function asCsv(path: string): Promise<Record<string, string>[]> {
  const response = await get(path)
    .set('Accept', 'text/csv')
    .expect(200)
    .expect('Content-Type', /text\/csv/);
  expect(response.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+\.csv"$/);
  expect(response.headers['ledger-position']).toMatch(/^\d+\/\d+$/);
  expect(response.text).toMatch(/^[^\n]+\r\n/);
  return parse(response.text, { columns: true, record_delimiter: '\r\n' });
}

async function asParquet(path: string): Promise<Record<string, unknown>[]> {
  const response = await get(path).set('Accept', 'application/vnd.apache.parquet').buffer(true).parse(binary);
  expect(response.status).toBe(200);
  const bytes = response.body as Buffer;
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  // Amounts are read as the bytes they are: as numbers they would be rounded.
  const metadata = parquetMetadata(file);
  const schema = metadata.schema.map(({ converted_type, logical_type: _logical, ...element }) =>
    converted_type === 'DECIMAL' || converted_type === undefined ? element : { ...element, converted_type },
  );
  return parquetReadObjects({ file, metadata: { ...metadata, schema } });
}

function binary(response: supertest.Response, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

/** The decimal text of an unscaled amount with two digits. */
function decimal(bytes: Iterable<number>): string {
  const hex = Buffer.from([...bytes]).toString('hex');
  const minor = BigInt.asIntN(128, BigInt(`0x${hex}`));
  return formatAmount(minor, 'BRL');
}

const BALANCE = ['available', 'held', 'total'];
/** What of a flat row the CSV and the JSON both have. */
const picked = (row: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, row[name] === null ? '' : String(row[name])]));

const PAYOUT_FIELDS = [
  ...['id', 'accountId', 'provider', 'status', 'currency', 'originalAmount', 'feeAmount', 'finalAmount'],
  ...['heldAmount', 'returnedAmount', 'externalReference', 'requestedAt', 'completedAt', 'endToEndId'],
];

const FILES = [
  '/v1/payouts',
  '/v1/ledger/entries',
  '/v1/ledger/trial-balance',
  '/v1/ledger/trial-balance?mapping=cosif',
  '/v1/ledger/trial-balance?mapping=cosif&groupBy=code',
  '/v1/ledger/entries?mapping=cosif',
  '/v1/accounts/merchant-0/statement',
  '/v1/accounts',
  '/v1/ledger/totals',
  '/v1/ledger/aged-holds',
  '/v1/ledger/aged-holds?asOf=2026-01-02',
  '/v1/ledger/provider-floats',
  '/v1/cases?status=ALL',
];

describe('a file', () => {
  it('has the figures of the JSON for payouts', async () => {
    const json = await allPages('/v1/payouts');
    const rows = await asCsv('/v1/payouts');
    expect(json.length).toBeGreaterThan(20);
    expect(rows.map(row => picked(row, PAYOUT_FIELDS))).toEqual(json.map(row => picked(row, PAYOUT_FIELDS)));
    expect(JSON.stringify(rows)).not.toContain('Maria');
  });

  it('has the figures of the JSON for the journal, in a row for each posting', async () => {
    const entries = await allPages('/v1/ledger/entries');
    const json = entries.flatMap(entry =>
      (entry.postings as Record<string, unknown>[]).map(posting => ({
        ...entry,
        ...posting,
        entryId: entry.id,
      })),
    );
    const names = ['entryId', 'position', 'recordedAt', 'bookedAt', 'providerTime', 'eventType', 'payoutId'];
    const all = [...names, 'ledgerAccount', 'currency', 'debit', 'credit', 'balance'];
    const rows = await asCsv('/v1/ledger/entries');
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.map(row => picked(row, all))).toEqual(json.map(row => picked(row, all)));
  });

  it('has the figures of the JSON for the trial balance, now and as of a time', async () => {
    const middle = historian.store.log[60]!.position.commit;
    for (const query of ['', `?asOf=${middle}/${middle}`]) {
      const { body } = await get(`/v1/ledger/trial-balance${query}`).expect(200);
      expect(await asCsv(`/v1/ledger/trial-balance${query}`)).toEqual(
        (body as { accounts: object[] }).accounts,
      );
    }
  });

  it('has the figures of the JSON for a statement, from the opening to the closing balance', async () => {
    const from = encodeURIComponent(historian.store.log[30]!.recordedAt.toISOString());
    const path = `/v1/accounts/merchant-0/statement?from=${from}`;
    const { body } = await get(`${path}&limit=200`).expect(200);
    const { opening, lines, closing, nextCursor } = body as {
      opening: Record<string, string>;
      lines: { eventType: string; change: Record<string, string>; balance: object }[];
      closing: Record<string, string>;
      nextCursor: null;
    };
    expect(nextCursor).toBeNull();
    const shown = [
      { eventType: 'OPENING_BALANCE', totalChange: '', ...picked(opening, BALANCE) },
      ...lines.map(line => ({
        eventType: line.eventType,
        totalChange: line.change.total,
        ...line.balance,
      })),
      { eventType: 'CLOSING_BALANCE', totalChange: '', ...picked(closing, BALANCE) },
    ];
    const fields = ['eventType', 'totalChange', 'available', 'held', 'total'];
    const rows = await asCsv(path);
    expect(rows.map(row => picked(row, fields))).toEqual(shown);
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(FILES)('has the Parquet file of %s', async path => {
    const rows = await asCsv(path);
    const parquet = await asParquet(path);
    expect(parquet).toHaveLength(rows.length);
    for (const [index, row] of parquet.entries()) {
      for (const [name, value] of Object.entries(row)) {
        const inCsv = rows[index]![name]!.replace(/^'/, '');
        if (value === null || value === undefined) expect(inCsv).toBe('');
        else if (value instanceof Date) expect(value.toISOString()).toBe(inCsv);
        else if (typeof value === 'number') expect(value).toBe(Number(inCsv));
        else if (ArrayBuffer.isView(value)) expect(decimal(value as unknown as Iterable<number>)).toBe(inCsv);
        else expect(String(value)).toBe(inCsv);
      }
    }
  });

  it('can be asked for by parameter too, which counts before Accept', async () => {
    await get('/v1/payouts?format=csv').expect('Content-Type', /text\/csv/);
    await get('/v1/payouts?format=json').set('Accept', 'text/csv').expect('Content-Type', /json/);
    await get('/v1/payouts').set('Accept', '*/*').expect('Content-Type', /json/);
    await get('/v1/payouts?format=xlsx').expect(400);
  });
});

describe('a file for a Portuguese spreadsheet', () => {
  const unquoted = (text: string) => text.replace(/^'/, '');

  it.each(FILES)('has the cells of %s in its own spelling', async path => {
    const query = `${path.includes('?') ? '&' : '?'}format=csv&locale=pt-BR&timeZone=America/Sao_Paulo`;
    const { text } = await get(path + query).expect(200);
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [head, ...cells] = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' });
    const zone = 'timeZone=America/Sao_Paulo';
    const rows = await asCsv(`${path}${path.includes('?') ? '&' : '?'}${zone}`);
    const names = Object.keys(rows[0]!);
    // Each name is another one: no column is without a Portuguese name.
    expect(new Set(head)).toHaveProperty('size', names.length);
    for (const [index, name] of names.entries()) expect(head![index]).not.toBe(name);
    expect(cells).toHaveLength(rows.length);
    for (const [at, row] of rows.entries())
      for (const [index, [name, value]] of Object.entries(row).entries()) {
        if (name === 'ageSeconds') continue;
        const cell = cells[at]![index]!;
        if (/^-?\d+\.\d\d$/.test(value)) expect(cell).toBe(value.replace('.', ','));
        else if (name === 'eventName' || name === 'ledgerAccountName') expect(cell).not.toBe(value);
        else if (name === 'day') expect(cell).toBe(value.split('-').reverse().join('/'));
        else if (head![index]!.endsWith(' (America/Sao_Paulo)')) expect(cell).toBe(inBrazil(value));
        else expect(unquoted(cell)).toBe(unquoted(value));
      }
  });

  it('is named by its period', async () => {
    const fileName = async (path: string) =>
      ((await get(path).expect(200)).headers as Record<string, string>)['content-disposition'];
    expect(await fileName('/v1/accounts/merchant-0/statement?format=csv&from=2026-01-01&to=2026-02-01')).toBe(
      'attachment; filename="statement-merchant-0-from-2026-01-01-to-2026-02-01.csv"',
    );
    expect(await fileName('/v1/payouts?format=parquet&from=2026-01-01T03:00:00.5Z')).toBe(
      'attachment; filename="payouts-from-20260101T030000.5Z.parquet"',
    );
    const place = historian.store.log[60]!.position.commit;
    expect(await fileName(`/v1/ledger/trial-balance?format=csv&asOf=${place}/${place}`)).toBe(
      `attachment; filename="trial-balance-as-of-${place}-${place}.csv"`,
    );
  });
});

/** By another way than the code under test: the calendar's own. */
const inBrazil = (time: string): string =>
  time === ''
    ? ''
    : new Intl.DateTimeFormat('pt-BR', {
        timeZone: 'America/Sao_Paulo',
        ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
        ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
      })
        .format(new Date(time))
        .replace(', ', ' ');

describe('the codes of another chart of accounts', () =>
  describeLedgerCodes(() => ({ url, store: historian.store })));

describe('a spreadsheet', () => {
  it('gets no formula from a text, and numbers as they are', async () => {
    const rows = await asCsv('/v1/payouts?accountId=merchant-0');
    expect(rows[0]).toMatchObject({
      description: '\'=HYPERLINK("http://127.0.0.1")',
      originalAmount: '0.07',
    });
    const statement = await asCsv('/v1/accounts/merchant-0/statement');
    expect(statement.some(({ totalChange }) => /^-\d+\.\d\d$/.test(totalChange!))).toBe(true);
  });

  it('gets back any text that is no formula, and none that is one', async () => {
    const { text, amount } = columnsOf<string>();
    const columns = [text('text', row => row), amount('amount', row => (row.length - 3).toFixed(2))];
    const property = fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async texts => {
      const chunks: Buffer[] = [];
      const rows = (async function* () {
        yield await Promise.resolve(texts);
      })();
      for await (const chunk of csv(columns, rows)) chunks.push(chunk);
      const [, ...read] = parse(Buffer.concat(chunks), { record_delimiter: '\r\n' });
      expect(read.map(([first]) => first!.replace(/^'/, ''))).toEqual(texts);
      for (const [first] of read) expect(first).not.toMatch(/^[=+\-@\t\r\n]/);
    });
    await fc.assert(property, { examples: [[['=1+1', '-2', '+5511', '@x', '\tx', 'a"b,c\r\nd', "'=1"]]] });
  });
});

describe('a long export', () => {
  const LINES = 100_000;
  /** Written as Parquet under the test runner, which makes the writer many times slower than it is. */
  const FEWER = 12_000;
  const openReads = async () => {
    const { rows } = await sql<{ count: bigint }>`select count(*) from pg_stat_activity
      where application_name = 'holdfast' and state like 'idle in transaction%'`.execute(postgres.database);
    return Number(rows[0]!.count);
  };

  beforeAll(async () => {
    await postgres.database.connection().execute(async connection => {
      await sql`set session_replication_role = replica`.execute(connection);
      await sql`insert into payout (id, account_id, client_id, provider, status, currency, original_amount_minor,
          held_amount_minor, open_hold_minor, external_reference, payee, requested_at, commit_position, prepare_position)
        select 'long-' || n, case when n <= ${sql.lit(FEWER)} then 'fewer' else 'long' end, 'c', 'ntxpay', 'PROCESSING',
          'BRL', n, n, 0, 'reference ' || n || repeat(' x', 200), '{}', now(),
          10000000 + n, 0 from generate_series(1, ${sql.lit(LINES + FEWER)}) n`.execute(connection);
      await sql`set session_replication_role = default`.execute(connection);
    });
  }, 120_000);

  it.each([
    ['csv', 'long', LINES * 400],
    ['parquet', 'fewer', FEWER * 8],
  ])('is sent as %s with little memory, however long it is', async (format, account, least) => {
    const before = bytesInUse();
    let [bytes, most, measured] = [0, 0, 0];
    await new Promise<void>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
      const request = http.get(
        `${url}/v1/payouts?accountId=${account}&format=${format}`,
        { headers },
        response => {
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (bytes < measured + least / 20) return;
            measured = bytes;
            most = Math.max(most, bytesInUse() - before);
          });
          response.on('end', resolve).on('error', reject);
        },
      );
      request.on('error', reject);
    });
    expect(bytes).toBeGreaterThan(least);
    // The rows as objects would take ten times as much.
    expect(most).toBeLessThan(100 * 1_024 * 1_024);
  });

  it('ends its transaction when the client closes the connection', async () => {
    const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
    await new Promise<void>(resolve => {
      const request = http.get(`${url}/v1/payouts?accountId=long&format=csv`, { headers }, response => {
        response.once('data', () => {
          response.destroy();
          request.destroy();
          resolve();
        });
        response.on('error', () => undefined);
      });
      request.on('error', () => undefined);
    });
    await until(async () => (await openReads()) === 0);
    await get('/v1/payouts?accountId=merchant-0&format=csv').expect(200);
  });

  it.each([
    '/v1/payouts?format=csv&timeZone=America/Sao_Paulo&timezone=UTC',
    '/v1/accounts?format=csv&timeZone=America/Sao_Paulo&timezone=UTC',
    '/v1/ledger/entries?format=csv&timeZone=America/Sao_Paulo&timezone=UTC',
    '/v1/ledger/aged-holds?format=csv&timeZone=America/Sao_Paulo&timezone=UTC',
  ])('leaves no transaction open when %s is refused', async path => {
    await get(path).expect(400);
    // The writers of the read models have transactions too, which end. One that a refused file opened would never end.
    await until(async () => (await openReads()) === 0);
  });

  it('is refused while four others are sent, and possible again after one of them', async () => {
    const exports = new Exports();
    const position = { commit: 1n, prepare: 1n };
    const columns = [columnsOf<string>().text('text', row => row)];
    const [opened, ended]: [number[], number[]] = [[], []];
    async function* endless(index: number): AsyncGenerator<string[]> {
      try {
        for (;;) yield await Promise.resolve(['row']);
      } finally {
        ended.push(index);
      }
    }
    const begin = (index: number) =>
      exports.file(fileRequest('csv', 'x', {}), columns, () => {
        opened.push(index);
        return Promise.resolve({ rows: endless(index), position });
      });
    const files = await Promise.all([0, 1, 2, 3].map(begin));
    await expect(begin(4)).rejects.toMatchObject({ problem: { status: 429, code: 'TOO_MANY_REQUESTS' } });
    // What was refused holds nothing, and neither does one that is given up before a byte of it was read.
    expect([opened, ended]).toEqual([[0, 1, 2, 3], []]);
    await files[2]!.chunks[Symbol.asyncIterator]().return!();
    expect(ended).toEqual([2]);
    const fails = () => Promise.reject(new Error('The rows cannot be had'));
    await expect(exports.file(fileRequest('csv', 'x', {}), columns, fails)).rejects.toThrow('cannot be had');
    await begin(5);
    await expect(begin(6)).rejects.toThrow('TOO_MANY_REQUESTS');
  });
});

describe('an export', () => {
  const exported = () =>
    historian.store
      .eventsOf(securityStream(dayOf(new Date())))
      .map(({ body }) => (body as SecurityEventRecorded).data)
      .filter(({ kind, route }) => kind === 'EXPORTED' && route === 'GET /v1/payouts');

  it('is recorded each time before its first byte, and is not given when it cannot be recorded', async () => {
    const before = exported().length;
    const file = () => get('/v1/payouts?format=csv');
    await file().expect(200);
    await file().expect(200);
    expect(exported().slice(before)).toMatchObject([
      { client: 'admin', count: 1, reason: 'PERSONAL_DATA' },
      { client: 'admin', count: 1, reason: 'PERSONAL_DATA' },
    ]);
    const spy = jest.spyOn(historian.store, 'append').mockRejectedValue(new Fault('event store', 'away'));
    // More than may run at one time: a file that is not given ends, too.
    for (let times = 0; times < 6; times += 1) await file().expect(503);
    spy.mockRestore();
    await file().expect(200);
    expect(exported()).toHaveLength(before + 3);
  });
});

describe('the receipt of a payout', () => describeReceipts(() => ({ url, historian })));
