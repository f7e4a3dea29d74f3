import { Injectable } from '@nestjs/common';
import type { Position } from '../../event-store/event-store';
import type { Batches } from '../../queries/reading/batches';
import { problem, ProblemError } from '../problems/problem';
import { type AsOfQuery, periodName, type PeriodQuery, zoneOf } from '../fields/periods/period';
import type { Column } from './column';
import { csv } from './csv';
import { styleOf, type CsvStyle, type StyleQuery } from './csv-style';
import { CSV, PARQUET, type FileFormat } from './format';
import { parquet } from './parquet';

/** A file whose parts are written while earlier parts are sent. */
export class ExportedFile {
  constructor(
    readonly name: string,
    readonly type: string,
    readonly position: Position,
    readonly chunks: AsyncIterable<Buffer>,
  ) {}
}

/** The file that a request asks for. */
export interface FileRequest {
  readonly format: FileFormat;
  readonly style: CsvStyle;
  /** Without its ending. */
  readonly name: string;
}

/** The file that a query asks for; its name says its period. */
export const fileRequest = (
  format: FileFormat,
  subject: string,
  query: StyleQuery & PeriodQuery & AsOfQuery,
): FileRequest => ({
  format,
  style: styleOf(query, zoneOf(query)),
  name: `${subject}${periodName(query)}`,
});

/** Rows, and the position at which they are true. */
export interface FileRows<Row> {
  readonly rows: Batches<Row>;
  readonly position: Position;
}

/** Exports at one time: each keeps the database busy, and perhaps a connection. */
const MAX_AT_ONCE = 4;

/** Makes files of rows; it limits how many are made at one time. */
@Injectable()
export class Exports {
  private underWay = 0;

  /**
   * Opens the rows once nothing else can be refused: rows can hold a transaction until they are read. Reads the first ones
   * before the answer begins, so that an early failure is answered with a problem.
   * @throws {ProblemError} when too many exports are under way, or the rows cannot be had
   */
  async file<Row>(
    { format, style, name }: FileRequest,
    columns: readonly Column<Row>[],
    open: () => Promise<FileRows<Row>>,
  ): Promise<ExportedFile> {
    if (this.underWay >= MAX_AT_ONCE) throw busy();
    this.underWay += 1;
    const { rows, position } = await open().catch((error: unknown) => {
      this.underWay -= 1;
      throw error;
    });
    const chunks = format === 'csv' ? csv(columns, rows, style) : parquet(columns, rows);
    const counted = this.releaseWhenDone(chunks);
    const first = await counted.next();
    const type = format === 'csv' ? `${CSV}; charset=utf-8; header=present` : PARQUET;
    return new ExportedFile(`${name}.${format}`, type, position, prepend(first, counted));
  }

  private async *releaseWhenDone(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    try {
      yield* chunks;
    } finally {
      this.underWay -= 1;
    }
  }
}

/** This is no generator: a generator that is returned before its first `next` would never end the rest. */
function prepend(
  first: IteratorResult<Buffer, void>,
  rest: AsyncGenerator<Buffer, void, undefined>,
): AsyncIterableIterator<Buffer, void> {
  let isGiven = false;
  return {
    next: () => {
      if (isGiven) return rest.next();
      isGiven = true;
      return Promise.resolve(first);
    },
    return: () => rest.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const busy = (): ProblemError =>
  new ProblemError(
    problem(429, 'TOO_MANY_REQUESTS', `${MAX_AT_ONCE} exports are under way already: try again later`),
    { 'Retry-After': '10' },
  );
