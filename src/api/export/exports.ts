import { Injectable } from '@nestjs/common';
import type { Position } from '../../event-store/event-store';
import type { Batches } from '../../queries/ledger/export-entries';
import { problem, ProblemError } from '../problems/problem';
import type { Column } from './column';
import { csv } from './csv';
import { CSV, PARQUET, type Format } from './format';
import { parquet } from './parquet';

/** A file that is written while it is sent. */
export class ExportedFile {
  constructor(
    readonly name: string,
    readonly type: string,
    readonly position: Position,
    readonly chunks: AsyncIterable<Buffer>,
  ) {}
}

/** Each export keeps the database busy, and perhaps a connection: more than these have to wait their turn. */
const MAX_AT_ONCE = 4;

/** Makes files of rows, a few at a time. */
@Injectable()
export class Exports {
  private underWay = 0;

  /**
   * The first rows are read before anything is answered, so that what goes wrong at once is told as a problem.
   * @throws {ProblemError} too many exports are under way
   */
  async file<Row>(
    format: Exclude<Format, 'json'>,
    name: string,
    position: Position,
    columns: readonly Column<Row>[],
    rows: Batches<Row>,
  ): Promise<ExportedFile> {
    const chunks = format === 'csv' ? csv(columns, rows) : parquet(columns, rows);
    if (this.underWay >= MAX_AT_ONCE) {
      await chunks.return();
      await endOf(rows);
      throw busy();
    }
    this.underWay += 1;
    const counted = this.counted(chunks);
    const started = await counted.next();
    const type = format === 'csv' ? `${CSV}; charset=utf-8; header=present` : PARQUET;
    return new ExportedFile(`${name}.${format}`, type, position, after(started, counted));
  }

  private async *counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    try {
      yield* chunks;
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Rows nobody will read are told so: they may hold a transaction open. */
async function endOf<Row>(rows: Batches<Row>): Promise<void> {
  const iterator = rows[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}

/** No generator: one that is given up before it is begun would never end the rest. */
function after(
  first: IteratorResult<Buffer, void>,
  rest: AsyncGenerator<Buffer, void, undefined>,
): AsyncIterableIterator<Buffer, void> {
  let given = false;
  return {
    next: () => {
      if (given) return rest.next();
      given = true;
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
