import type { ProviderAnswer } from '../../answers/provider-answer';
import { noEvidence, unclearForPerson, type UnclearReport } from '../../answers/unclear-report';
import { idIn, idOrIntegerIn, numberTextIn, textIn, type JsonObject } from '../../answers/lossless-json';
import { ntxRowsOf } from '../statement/search-row';

/** The ids of the cash-outs that a search by our reference shows; none: the search does not know it. */
export interface SearchIds {
  readonly kind: 'ids';
  readonly ids: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** With the whole of tomorrow, which some zone has begun already: 30 of the 31 days that one search may cover. */
const DAYS_BACK = 28;
const PAGE_SIZE = 100;

/** Money that left, as the search shows it and by the raw names. */
const CASH_OUT = new Set(['pix out', 'withdraw']);

/** Whether the search would show everything there can be of a payout of this age. The search has no longer reach. */
export const searchReachesBackTo = (requestedAt: string | undefined, now: Date): boolean =>
  requestedAt !== undefined && now.getTime() - Date.parse(requestedAt) <= DAYS_BACK * DAY_MS;

/** The path of GET /api/transactions for one reference, over the last four weeks. */
export function searchPath(externalId: string, now: Date): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    page: '1',
    size: String(PAGE_SIZE),
    externalId,
    startDate: day(now.getTime() - DAYS_BACK * DAY_MS),
    endDate: day(now.getTime() + DAY_MS),
  });
  return `/api/transactions?${query.toString()}`;
}

/**
 * What a search by our reference shows. It shows nothing only where it says so: a list without a row, and no total that
 * tells otherwise. A row of another reference means that the search did not look for ours.
 */
export function parseSearchAnswer(answer: ProviderAnswer, externalId: string): SearchIds | UnclearReport {
  if (answer.kind === 'none') return noEvidence(`search: ${answer.reason}`);
  const rows = answer.kind === 'success' && answer.status === 200 ? ntxRowsOf(answer.body) : undefined;
  if (answer.kind === 'refused' || !rows) return noEvidence(`search: answer ${answer.status} is no list`);
  if (rows.length === 0 && !isZero(answer.body)) return noEvidence('search: a total without its rows');
  if (!rows.every(row => textIn(row, 'externalId') === externalId))
    return noEvidence('search: rows of another reference');
  if (!rows.every(isCashOut)) return noEvidence('search: a movement under our reference that is no cash-out');
  const ids = rows.map(row => idOrIntegerIn(row, 'transactionId') ?? idOrIntegerIn(row, 'id'));
  return ids.every(id => id !== undefined)
    ? { kind: 'ids', ids: [...new Set(ids)] }
    : unclearForPerson('search: a cash-out under our reference without an id');
}

const isZero = (body: JsonObject): boolean =>
  ['total', 'totalPages'].every(name => Number(numberTextIn(body, name) ?? 0) === 0);

function isCashOut(row: JsonObject): boolean {
  const type = (idIn(row, 'operationType') ?? idIn(row, 'type') ?? '').toLowerCase();
  return CASH_OUT.has(type) && idIn(row, 'movementType') !== 'CREDIT';
}
