/** The kind of a column: text from outside is never mistaken for a figure. A name is one of ours, in English. */
type ColumnKind = 'text' | 'name' | 'amount' | 'time' | 'day' | 'integer';

/** A column of a file. Its rows are answers, so its cells are the answers' own texts. */
export interface Column<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Returns null for an empty cell. */
  cell(row: Row): string | null;
}

type Value = string | number | boolean | null;

/** The columns of one kind of row. A column without a function takes the row's field of the same name. */
export function columnsOf<Row>() {
  const columnOf = (kind: ColumnKind, name: string, valueOf: (row: Row) => Value): Column<Row> => ({
    name,
    kind,
    cell: row => {
      const value = valueOf(row);
      return value === null ? null : String(value);
    },
  });
  function ofKind(kind: ColumnKind) {
    function column(name: keyof Row & string): Column<Row>;
    function column(name: string, valueOf: (row: Row) => Value): Column<Row>;
    function column(name: string, valueOf = (row: Row) => row[name as keyof Row] as Value): Column<Row> {
      return columnOf(kind, name, valueOf);
    }
    return column;
  }
  return {
    text: ofKind('text'),
    name: ofKind('name'),
    amount: ofKind('amount'),
    time: ofKind('time'),
    day: ofKind('day'),
    integer: ofKind('integer'),
  };
}
