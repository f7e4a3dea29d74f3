import { useParams } from 'wouter';
import { answerOf, api } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';
import { usePages } from '../../shared/api/use-answer';
import { useWords } from '../../shared/i18n/words';
import { Events } from '../../shared/ui/events';
import { Page, Panel, ProblemNote } from '../../shared/ui/page';

/** Any stream, exactly as it is recorded. */
export function StreamPage() {
  const { stream = '' } = useParams();
  const { books, common } = useWords();
  const list = usePages(['stream', stream], cursor =>
    answerOf(
      api.GET('/v1/audit/streams/{stream}', {
        params: { path: { stream }, query: filled({ cursor, limit: 100 }) },
      }),
    ),
  );
  return (
    <Page title={books.stream} about={<span className="mono">{stream}</span>}>
      {list.error && <ProblemNote error={list.error} />}
      <Panel title={books.stream}>
        <Events of={list.items} />
        {list.hasMore && (
          <button type="button" className="button" onClick={list.loadMore}>
            {common.show}
          </button>
        )}
      </Panel>
    </Page>
  );
}
