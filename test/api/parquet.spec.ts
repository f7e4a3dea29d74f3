import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { columnsOf } from '../../src/api/export/column';
import { parquet } from '../../src/api/export/parquet';

interface Row {
  readonly requestedAt: string;
  readonly completedAt: string | null;
}
const { time } = columnsOf<Row>();
const ROWS: readonly Row[] = [
  { requestedAt: '2026-03-11T01:30:00.123Z', completedAt: null },
  { requestedAt: '2026-03-11T03:00:00.000Z', completedAt: '2026-03-11T03:00:01.000Z' },
];

async function* inOneBatch(rows: readonly Row[]) {
  yield await Promise.resolve(rows);
}

async function written(rows: readonly Row[]): Promise<ArrayBuffer> {
  const parts: Buffer[] = [];
  const columns = [time('requestedAt'), time('completedAt')];
  for await (const part of parquet(columns, inOneBatch(rows))) parts.push(part);
  return new Uint8Array(Buffer.concat(parts)).buffer;
}

describe('the times of a Parquet file', () => {
  it('are instants for readers of either type of column, the older one and the logical one', async () => {
    const [, ...columns] = parquetMetadata(await written(ROWS)).schema;
    expect(columns.map(({ name }) => name)).toEqual(['requestedAt', 'completedAt']);
    for (const column of columns)
      expect(column).toMatchObject({
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      });
  });

  it('are the times of the rows, to the millisecond', async () => {
    const read = await parquetReadObjects({ file: await written(ROWS) });
    const texts = read.map(({ requestedAt, completedAt }) => ({
      requestedAt: (requestedAt as Date).toISOString(),
      completedAt: (completedAt as Date | null)?.toISOString() ?? null,
    }));
    expect(texts).toEqual(ROWS);
  });
});

describe('a Parquet file without rows', () => {
  /** In the footer: field 4, a list, and then the list's size and the type of its elements. Type 12 is a struct. */
  const listOf = (type: number) => Buffer.from([0x19, type]);

  it('has an empty list of row groups that names the type of its elements: Arrow refuses it otherwise', async () => {
    const file = Buffer.from(await written([]));
    expect(file.includes(listOf(12))).toBe(true);
    expect(file.includes(listOf(0))).toBe(false);
  });

  it('is read as no rows of the same columns', async () => {
    const file = await written([]);
    expect(await parquetReadObjects({ file })).toEqual([]);
    expect(parquetMetadata(file).schema.map(({ name }) => name)).toEqual([
      'root',
      'requestedAt',
      'completedAt',
    ]);
  });
});
