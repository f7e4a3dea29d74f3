import { type Answer, answerOf, api, type Schema } from '../../shared/api/client';
import { filled } from '../../shared/api/filled';

type Case = Schema<'Case'>;
/** More cases than a page of breaks needs; the list of cases has the rest. */
const MAX_PAGES = 20;

/** The cases of breaks, by the id of the event that opened each. */
export async function readBreakCases(): Promise<Answer<ReadonlyMap<string, Case>>> {
  const found = new Map<string, Case>();
  let cursor: string | null = null;
  let position: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readPage(cursor);
    for (const each of answer.body.items) found.set(each.cause.eventId, each);
    position = answer.position;
    cursor = answer.body.nextCursor;
    if (cursor === null) break;
  }
  return { body: found, position };
}

function readPage(cursor: string | null): Promise<Answer<Schema<'CasePage'>>> {
  const kind = { kind: 'RECONCILIATION_BREAK', status: 'ALL' } as const;
  const query = filled({ ...kind, limit: 200, cursor: cursor ?? undefined });
  return answerOf(api.GET('/v1/cases', { params: { query } }));
}
