import { type ReactNode, useEffect } from 'react';
import { problemOf } from '../api/problem';
import { useWords } from '../i18n/words';

interface PageProps {
  readonly title: string;
  readonly about?: ReactNode;
  /** What the page is true at; null while nothing has come. */
  readonly position?: string | null;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title, the position it is true at, its actions, and what it shows. */
export function Page({ title, about, position, actions, children }: PageProps) {
  const { common } = useWords();
  useEffect(() => {
    document.title = `${title} · Holdfast`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {about !== undefined && <div className="muted">{about}</div>}
          {position && (
            <p className="as-of">
              {common.trueAt} <span className="mono">{position}</span>
            </p>
          )}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export function Panel({ title, aside, children, flush = false }: PanelProps) {
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
        {aside !== undefined && <div className="small muted">{aside}</div>}
      </header>
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}
interface PanelProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** A table fills its panel to the edges. */
  readonly flush?: boolean;
}

export function Facts({ of }: { readonly of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An error whole: its words, its code, and every fault that it names. */
export function ProblemNote({ error }: { readonly error: unknown }) {
  const { problems } = useWords();
  const { code, detail, errors, limit } = problemOf(error);
  const known = (problems as Readonly<Record<string, string>>)[code];
  return (
    <div className="note" data-tone="bad" role="alert">
      <p>{known ?? detail}</p>
      {known !== undefined && detail !== '' && <p className="small muted">{detail}</p>}
      {errors && (
        <ul>
          {errors.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <span className="mono">{field}</span> {message}
            </li>
          ))}
        </ul>
      )}
      {limit && (
        <p className="mono small">{[limit.name, limit.figure, limit.left].filter(Boolean).join(' · ')}</p>
      )}
      <p className="mono small muted">{code}</p>
    </div>
  );
}

interface LoadedProps<Body> {
  readonly query: { readonly data: Body | undefined; readonly error: unknown };
  readonly children: (data: Body) => ReactNode;
}

/** Shows what came, an error, or that it is on its way. */
export function Loaded<Body>({ query, children }: LoadedProps<Body>) {
  const { common } = useWords();
  if (query.data !== undefined)
    return (
      <>
        {query.error !== null && <ProblemNote error={query.error} />}
        {children(query.data)}
      </>
    );
  if (query.error !== null) return <ProblemNote error={query.error} />;
  return (
    <p className="empty" role="status">
      {common.loading}
    </p>
  );
}
