import type { Answer } from '../../answers/provider-answer';
import { noEvidence, notBelieved, type Doubt } from '../../answers/unclear-report';
import { readTransaction, type Asked, type Transaction } from './read-transaction';
import { readSearchAnswer } from './search-answer';

/** The two ways in which NTX Pay can be asked about a payout. */
export interface Ways {
  /** GET /api/pix/transaction/{id or externalId} */
  readonly byName: (name: string) => Promise<Answer>;
  /** GET /api/transactions?externalId=… */
  readonly bySearch: (externalId: string) => Promise<Answer>;
  /** Whether the search reaches back to a payout that was requested then (RFC 3339 UTC; undefined: not known). */
  readonly searchCovers: (requestedAt: string | undefined) => boolean;
}

export interface NotFound {
  readonly kind: 'not_found';
}

const NOT_FOUND: NotFound = { kind: 'not_found' };

/**
 * Asks by name, and where the provider itself does not find it, by search too: not found is what both say readably, and
 * the search says nothing of what is older than its reach. What the search shows is asked for by its own id, so that one reader reads every outcome.
 */
export async function askBothWays(ways: Ways, asked: Asked): Promise<Transaction | Doubt | NotFound> {
  const { providerId, externalReference } = asked;
  const found = readByName(await ways.byName(providerId ?? externalReference), asked);
  if (found.kind !== 'not_found') return found;
  const shown = readSearchAnswer(await ways.bySearch(externalReference), externalReference);
  if (shown.kind !== 'ids') return shown;
  const [id, ...more] = shown.ids.filter(each => each !== providerId);
  if (id === undefined) {
    if (shown.ids.length > 0) return noEvidence('the search shows what is not found by its id');
    return ways.searchCovers(asked.requestedAt) ? NOT_FOUND : noEvidence('older than what the search covers');
  }
  if (providerId !== null || more.length > 0)
    return notBelieved('the search shows another cash-out under our reference');
  const again = readByName(await ways.byName(id), { providerId: id, externalReference });
  return again.kind === 'not_found' ? noEvidence('the search shows what is not found by its id') : again;
}

function readByName(answer: Answer, asked: Asked): Transaction | Doubt | NotFound {
  if (answer.kind === 'nothing') return noEvidence(answer.reason);
  if (answer.kind === 'refused' && answer.status === 404) return NOT_FOUND;
  return answer.kind === 'said' && answer.status === 200
    ? readTransaction(answer.text, asked)
    : noEvidence(`answer ${answer.status}`);
}
