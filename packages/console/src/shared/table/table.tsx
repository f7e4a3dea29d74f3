import { memo, type ReactNode, type RefObject, startTransition, useEffect, useRef, useState } from 'react';
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
  /** Which list it is. Another one begins at its top. */
  readonly listId?: string;
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
/** So many are drawn before the height of the list is known. */
const ROWS_AT_FIRST = 24;
/** A shorter list is drawn whole. */
const VIRTUAL_FROM = 60;

/** A table. It draws only the rows that are in sight, and asks for more of them near its end. */
export function Table<Row extends object>(props: TableProps<Row>) {
  return <OneTable key={props.listId} {...props} />;
}

function OneTable<Row extends object>(props: TableProps<Row>) {
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
  const sight = useSight(frame, isTall);
  const begin = Math.max(0, Math.min(sight.first, rows.length - sight.count) - OVERSCAN);
  const end = Math.min(rows.length, sight.first + sight.count + OVERSCAN);
  const wantsMore = end >= rows.length - (begin > 0 ? AHEAD : OVERSCAN);
  useEffect(() => {
    if (isTall && hasMore && wantsMore) loadMore?.();
  }, [isTall, hasMore, wantsMore, end, loadMore]);
  if (!isTall) return { frame, isTall, shown: rows, before: 0, after: 0 };
  const [before, after] = [begin * ROW_PX, (rows.length - end) * ROW_PX];
  return { frame, isTall, shown: rows.slice(begin, end), before, after };
}

/**
 * The first row in sight and how many there are. All rows are as high as each other, so a list of many thousands costs no
 * more than a short one. Rows are drawn in pieces, so that a long move leaves time for what a person does.
 */
function useSight(frame: RefObject<HTMLDivElement | null>, isTall: boolean) {
  const [sight, setSight] = useState({ first: 0, count: ROWS_AT_FIRST });
  useEffect(() => {
    const element = frame.current;
    if (!element || !isTall) return undefined;
    const look = () => {
      const first = Math.floor(element.scrollTop / ROW_PX);
      const count = Math.ceil(element.clientHeight / ROW_PX);
      startTransition(() =>
        setSight(before => (before.first === first && before.count === count ? before : { first, count })),
      );
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [frame, isTall]);
  return sight;
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
