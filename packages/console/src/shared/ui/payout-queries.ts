import { answerOf, api } from '../api/client';
import { filled } from '../api/filled';

export interface PayoutFilters {
  readonly accountId?: string;
  readonly status?: string;
  readonly provider?: string;
  readonly externalReference?: string;
  readonly endToEndId?: string;
  readonly providerId?: string;
  readonly amount?: string;
  /** These two need `personal:read`, and the search is recorded. */
  readonly payeeDocument?: string;
  readonly pixKey?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
}

const PAGE = 100;

/** A page of the list of payouts. */
export const listPayouts = (filters: PayoutFilters, cursor?: string, limit = PAGE) => {
  const query = filled({ ...filters, cursor, limit }) as { limit: number };
  return answerOf(api.GET('/v1/payouts', { params: { query } }));
};
