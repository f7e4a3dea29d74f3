import { ByteWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import type { Batches } from '../../queries/reading/batches';
import type { Column } from './column';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows of one row group: the rows that are in memory at one time. */
const GROUP_ROWS = 10_000;
/** Every currency has at most two digits; an amount with fewer digits gets zeros. */
const SCALE = 2;
/** 16 bytes hold 38 digits, enough for the sums of many years. */
const AMOUNT = { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, precision: 38, scale: SCALE } as const;
/** An instant. Some readers take a column for local times without a zone where only the older, converted type is given. */
const INSTANT = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } as const;

function elementOf({ name, kind }: Column<never>): SchemaElement {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (kind) {
    case 'amount':
      return { ...optional, ...AMOUNT, converted_type: 'DECIMAL' };
    case 'time':
      return { ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: INSTANT };
    case 'integer':
      return { ...optional, type: 'INT64' };
    case 'text':
    case 'name':
    case 'day':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  }
}

function cellValue<Row>({ kind, cell }: Column<Row>, row: Row): string | bigint | Date | null {
  const text = cell(row);
  if (text === null) return null;
  switch (kind) {
    case 'amount':
      return unscaled(text);
    case 'time':
      return new Date(text);
    case 'integer':
      return BigInt(text);
    case 'text':
    case 'name':
    case 'day':
      return text;
  }
}

function unscaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0'));
}

/** Writes a Parquet file, one row group at a time. Amounts are DECIMAL(38, 2); times are milliseconds in UTC. */
export async function* parquet<Row>(
  columns: readonly Column<Row>[],
  batches: Batches<Row>,
): AsyncGenerator<Buffer, void, undefined> {
  const bytes = new ByteWriter();
  const schema = [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'holdfast' });
  for await (const rows of inGroups(batches)) {
    const columnData: ColumnSource[] = columns.map(column => ({
      name: column.name,
      data: rows.map(row => cellValue(column, row)),
    }));
    await writer.write({ columnData, rowGroupSize: rows.length });
    yield takeBytes(bytes);
  }
  const isEmpty = writer.num_rows === 0n;
  await writer.finish();
  const footer = takeBytes(bytes);
  yield isEmpty ? withTypedList(footer) : footer;
}

/** Zero rows, and an empty list of row groups. The library says of the list's elements that they have no type. */
const NO_ROW_GROUPS = Buffer.from([0x16, 0x00, 0x19, 0x00]);
const STRUCT = 0x0c;

/** The footer of a file without rows as the format defines it. Arrow refuses a list of row groups that is none of structs. */
function withTypedList(footer: Buffer): Buffer {
  const place = footer.lastIndexOf(NO_ROW_GROUPS);
  if (place >= 0) footer[place + NO_ROW_GROUPS.length - 1] = STRUCT;
  return footer;
}

/** Returns the bytes since the last call. The writer goes on counting its place in the file. */
function takeBytes(bytes: ByteWriter): Buffer {
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
