import { type Currency, formatAmount } from '../../shared/money';

/** A cell as it is known here, before it takes a form: text from outside is never mistaken for a figure. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'amount'; readonly minor: bigint; readonly currency: Currency }
  | { readonly kind: 'time'; readonly time: Date }
  | { readonly kind: 'integer'; readonly integer: number }
  | null;

export interface Column<Row> {
  readonly name: string;
  readonly kind: NonNullable<Cell>['kind'];
  cell(row: Row): Cell;
}

export const text = <Row>(name: string, of: (row: Row) => string | null): Column<Row> => ({
  name,
  kind: 'text',
  cell: row => {
    const value = of(row);
    return value === null ? null : { kind: 'text', text: value };
  },
});

export const amount = <Row>(
  name: string,
  of: (row: Row) => bigint | null,
  currencyOf: (row: Row) => Currency,
): Column<Row> => ({
  name,
  kind: 'amount',
  cell: row => {
    const minor = of(row);
    return minor === null ? null : { kind: 'amount', minor, currency: currencyOf(row) };
  },
});

export const time = <Row>(name: string, of: (row: Row) => Date | null): Column<Row> => ({
  name,
  kind: 'time',
  cell: row => {
    const value = of(row);
    return value === null ? null : { kind: 'time', time: value };
  },
});

export const integer = <Row>(name: string, of: (row: Row) => number): Column<Row> => ({
  name,
  kind: 'integer',
  cell: row => ({ kind: 'integer', integer: of(row) }),
});

/** As the JSON says it. */
export function written(cell: NonNullable<Cell>): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'amount':
      return formatAmount(cell.minor, cell.currency);
    case 'time':
      return cell.time.toISOString();
    case 'integer':
      return String(cell.integer);
  }
}
