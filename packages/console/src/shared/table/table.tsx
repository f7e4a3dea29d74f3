import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
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

const features = tableFeatures({});
const ROW_PX = 33;
const OVERSCAN = 12;
/** A shorter list is drawn whole. */
const VIRTUAL_FROM = 60;

/** A table. It draws only the rows that are in sight, and asks for more of them near its end. */
export function Table<Row extends object>(props: TableProps<Row>) {
  const { label, columns, rows, empty, footer, hasMore = false } = props;
  const { common } = useWords();
  const { table, frame, isTall, shown, before, after } = useRowsInSight(props);
  const isNumber = (index: number): string | undefined => (columns[index]?.number ? 'number' : undefined);
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
            <tr key={row.id} className="linked">
              {row.getAllCells().map((cell, index) => (
                <td key={cell.id} className={isNumber(index)}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          <Spacer px={after} span={columns.length} />
        </tbody>
        {footer !== undefined && <tfoot>{footer}</tfoot>}
      </table>
      {rows.length === 0 && <p className="empty">{empty ?? common.nothing}</p>}
    </div>
  );
}

/** The rows that are drawn, and how high the place of the others is. It loads more rows near the end. */
function useRowsInSight<Row extends object>(props: TableProps<Row>) {
  const { columns, rows, rowId, hasMore = false, loadMore } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isTall = rows.length > VIRTUAL_FROM || hasMore;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    enabled: isTall,
  });
  const inSight = virtual.getVirtualItems();
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? -1];
  useEffect(() => {
    if (isTall && hasMore && last >= rows.length - OVERSCAN * 2) loadMore?.();
  }, [isTall, hasMore, last, rows.length, loadMore]);
  // The table knows the rows in sight alone: a list of many thousands costs no more than a short one.
  const data = useMemo(() => (isTall ? rows.slice(first, last + 1) : [...rows]), [isTall, rows, first, last]);
  const defined = useMemo(() => columns.map(definitionOf), [columns]);
  const table = useTable({ features, data, columns: defined, getRowId: rowId });
  const before = isTall ? (inSight[0]?.start ?? 0) : 0;
  const after = isTall ? virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0) : 0;
  return { table, frame, isTall, shown: table.getRowModel().rows, before, after };
}

const definitionOf = <Row extends object>({
  id,
  title,
  cell,
}: Column<Row>): ColumnDef<typeof features, Row> => ({
  id,
  header: title,
  cell: ({ row }) => cell(row.original),
});

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
