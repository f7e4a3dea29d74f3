import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useDeferredValue, useEffect, useRef } from 'react';
import { useWords } from '../i18n/words';

/** A column: its heading, and what it shows of a row. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
}

interface TableProps<Row> {
  /** What the table is, for people who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly empty?: string;
  readonly footer?: ReactNode;
  readonly hasMore?: boolean;
  readonly loadMore?: () => void;
}

const ROW_PX = 33;
const OVERSCAN = 8;
/** So many rows before the end the next ones are asked for, once a person has begun to scroll. */
const AHEAD = 100;
/** A shorter list is drawn whole. */
const VIRTUAL_FROM = 60;

/** A table. It draws only the rows that are in sight, and asks for more of them near its end. */
export function Table<Row extends object>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, empty, footer, hasMore = false } = props;
  const { common } = useWords();
  const { frame, isTall, shown, before, after } = useRowsInSight(props);
  return (
    <div
      className="table-frame"
      ref={frame}
      data-tall={isTall || undefined}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table className="table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <Head columns={columns} />
        <tbody>
          <Spacer px={before} span={columns.length} />
          {shown.map(row => (
            <Row key={rowId(row)} of={row} columns={columns} />
          ))}
          <Spacer px={after} span={columns.length} />
        </tbody>
        {footer !== undefined && <tfoot>{footer}</tfoot>}
      </table>
      {rows.length === 0 && <p className="empty">{empty ?? common.nothing}</p>}
    </div>
  );
}

interface RowProps {
  readonly of: object;
  readonly columns: readonly Column<never>[];
}

/** A row that is drawn stays as it is when others come or go. */
const Row = memo(({ of, columns }: RowProps) => (
  <tr className="linked">
    {columns.map(({ id, cell, number = false }) => (
      <td key={id} className={number ? 'number' : undefined}>
        {cell(of as never)}
      </td>
    ))}
  </tr>
));

/** The rows that are drawn, and how high the place of the others is. It loads more rows before the end comes in sight. */
function useRowsInSight<Row extends object>({ rows, hasMore = false, loadMore }: TableProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const isTall = rows.length > VIRTUAL_FROM || hasMore;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    enabled: isTall,
    // A move of the list is no reason to keep the browser waiting until its rows are drawn.
    useFlushSync: false,
  });
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? -1];
  const wantsMore = last >= rows.length - (first > 0 ? AHEAD : OVERSCAN * 2);
  useEffect(() => {
    if (isTall && hasMore && wantsMore) loadMore?.();
  }, [isTall, hasMore, wantsMore, last, rows.length, loadMore]);
  return { frame, isTall, ...useSlice(rows, isTall, first, last) };
}

/** The rows from `first` to `last`. They are drawn in pieces, so that a long move leaves time for what a person does. */
function useSlice<Row>(rows: readonly Row[], isTall: boolean, first: number, last: number) {
  const begin = useDeferredValue(first);
  const end = Math.min(useDeferredValue(last), rows.length - 1);
  if (!isTall) return { shown: rows, before: 0, after: 0 };
  return {
    shown: rows.slice(begin, end + 1),
    before: begin * ROW_PX,
    after: (rows.length - 1 - end) * ROW_PX,
  };
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, title, number = false }) => (
          <th key={id} scope="col" className={number ? 'number' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Stands where the rows out of sight would be. */
function Spacer({ px, span }: { readonly px: number; readonly span: number }) {
  if (px <= 0) return null;
  return (
    <tr data-spacer="" aria-hidden="true">
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}
