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
}

const PAGE = 100;

/** A page of the list of payouts. */
export const listPayouts = (filters: PayoutFilters, cursor?: string, limit = PAGE) => {
  const query = filled({ ...filters, cursor, limit }) as { limit: number };
  return answerOf(api.GET('/v1/payouts', { params: { query } }));
};

/** A day of the books as the time when it begins; an empty text stays empty. */
export const beginOf = (day: string): string => (day === '' ? '' : `${day}T00:00:00-03:00`);
export const endOf = (day: string): string => (day === '' ? '' : `${day}T23:59:59.999-03:00`);
