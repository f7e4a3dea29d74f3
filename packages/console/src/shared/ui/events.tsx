import type { Schema } from '../api/client';
import { useWords } from '../i18n/words';
import { Time } from './figures';

/** Events as they are recorded. Amounts in them are minor units. */
export function Events({ of }: { readonly of: readonly Schema<'Event'>[] }) {
  const { common } = useWords();
  if (of.length === 0) return <p className="muted">{common.nothing}</p>;
  return (
    <ul className="stack">
      {of.map(({ id, type, stream, revision, recordedAt, data, metadata }) => (
        <li key={id} id={String(revision)}>
          <details>
            <summary>
              <b>{type}</b> <span className="mono small muted">{`${stream}@${revision}`}</span>{' '}
              <Time at={recordedAt} />
            </summary>
            <pre className="raw" tabIndex={0}>
              {JSON.stringify({ data, metadata }, null, 2)}
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
