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

async function* oneBatch() {
  yield await Promise.resolve(ROWS);
}

async function written(): Promise<ArrayBuffer> {
  const parts: Buffer[] = [];
  for await (const part of parquet([time('requestedAt'), time('completedAt')], oneBatch())) parts.push(part);
  return new Uint8Array(Buffer.concat(parts)).buffer;
}

describe('the times of a Parquet file', () => {
  it('are instants for readers of either type of column, the older one and the logical one', async () => {
    const [, ...columns] = parquetMetadata(await written()).schema;
    expect(columns.map(({ name }) => name)).toEqual(['requestedAt', 'completedAt']);
    for (const column of columns)
      expect(column).toMatchObject({
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      });
  });

  it('are the times of the rows, to the millisecond', async () => {
    const read = await parquetReadObjects({ file: await written() });
    const texts = read.map(({ requestedAt, completedAt }) => ({
      requestedAt: (requestedAt as Date).toISOString(),
      completedAt: (completedAt as Date | null)?.toISOString() ?? null,
    }));
    expect(texts).toEqual(ROWS);
  });
});
