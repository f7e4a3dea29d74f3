import type { ProviderAnswer } from '../../answers/provider-answer';
import { noEvidence, unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import type { PayoutQuery } from '../../port/provider';
import { readTransaction, type Transaction } from './read-transaction';
import { parseSearchAnswer } from './search-answer';

/** The two ways in which NTX Pay can be asked about a payout. */
export interface QueryRoutes {
  /** GET /api/pix/transaction/{id or externalId} */
  readonly byId: (name: string) => Promise<ProviderAnswer>;
  /** GET /api/transactions?externalId=… */
  readonly bySearch: (externalId: string) => Promise<ProviderAnswer>;
  /** Whether the search reaches back to a payout that was requested then (RFC 3339 UTC; undefined: not known). */
  readonly searchReachesBackTo: (requestedAt: string | undefined) => boolean;
}

export interface NotFound {
  readonly kind: 'not_found';
}

const NOT_FOUND: NotFound = { kind: 'not_found' };

/**
 * Asks by name, and where the provider itself does not find it, by search too. The result is "not found" only where both
 * say so readably. The search says nothing of what is older than its reach. What the search shows is asked for by its own
 * id, so that one reader reads every outcome.
 */
export async function pollThenSearch(
  routes: QueryRoutes,
  asked: PayoutQuery,
): Promise<Transaction | UnclearReport | NotFound> {
  const { providerId, externalReference } = asked;
  const found = readById(await routes.byId(providerId ?? externalReference), asked);
  if (found.kind !== 'not_found') return found;
  const shown = parseSearchAnswer(await routes.bySearch(externalReference), externalReference);
  if (shown.kind !== 'ids') return shown;
  const [id, ...more] = shown.ids.filter(each => each !== providerId);
  if (id === undefined) {
    if (shown.ids.length > 0) return noEvidence('the search shows what is not found by its id');
    return routes.searchReachesBackTo(asked.requestedAt)
      ? NOT_FOUND
      : noEvidence('older than what the search covers');
  }
  if (providerId !== null || more.length > 0)
    return unclearForPerson('the search shows another cash-out under our reference');
  const again = readById(await routes.byId(id), { providerId: id, externalReference });
  return again.kind === 'not_found' ? noEvidence('the search shows what is not found by its id') : again;
}

function readById(answer: ProviderAnswer, asked: PayoutQuery): Transaction | UnclearReport | NotFound {
  if (answer.kind === 'none') return noEvidence(answer.reason);
  if (answer.kind === 'refused' && answer.status === 404) return NOT_FOUND;
  return answer.kind === 'success' && answer.status === 200
    ? readTransaction(answer.text, asked)
    : noEvidence(`answer ${answer.status}`);
}
