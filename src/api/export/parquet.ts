import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { Batches } from '../../queries/ledger/export-entries';
import { written, type Cell, type Column } from './column';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows of one row group: what is in memory at a time. */
const GROUP_ROWS = 10_000;
/** Every currency has at most two digits; one with fewer has zeros after it. */
const SCALE = 2;
/** 16 bytes hold 38 digits: the sums of years too. */
const AMOUNT = { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, precision: 38, scale: SCALE } as const;

function elementOf({ name, kind }: Column<never>): SchemaElement {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (kind) {
    case 'amount':
      return { ...optional, ...AMOUNT, converted_type: 'DECIMAL' };
    case 'time':
      return { ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
    case 'integer':
      return { ...optional, type: 'INT64' };
    case 'text':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}

function plain(cell: Cell): string | bigint | Date | null {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'amount':
      return unscaled(written(cell));
    case 'time':
      return cell.time;
    case 'integer':
      return BigInt(cell.integer);
    case 'text':
      return cell.text;
  }
}

function unscaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0'));
}

/** A Parquet file, a row group at a time. Amounts are DECIMAL(38, 2), times milliseconds in UTC. */
export async function* parquet<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
): AsyncGenerator<Buffer, void, undefined> {
  const bytes = new ByteWriter();
  const schema = [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'holdfast' });
  for await (const rows of inGroups(batches)) {
    const columnData: ColumnSource[] = columns.map(({ name, cell }) => ({
      name,
      data: rows.map(row => plain(cell(row))),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    yield taken(bytes);
  }
  await writer.finish();
  yield taken(bytes);
}

/** What has been written since it was last asked; the writer goes on counting where it is in the file. */
function taken(bytes: ByteWriter): Buffer {
  const copy = Buffer.from(bytes.getBytes());
  bytes.index = 0;
  return copy;
}

async function* inGroups<Row>(batches: Batches<Row>): Batches<Row> {
  let group: Row[] = [];
  for await (const rows of batches) {
    group.push(...rows);
    if (group.length < GROUP_ROWS) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
