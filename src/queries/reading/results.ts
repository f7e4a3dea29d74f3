import type { Position } from '../../projections/engine/position';

/** Every refusal a query can meet, in the API's words. */
export type QueryRefusalCode =
  | 'ACCOUNT_NOT_FOUND'
  | 'PAYOUT_NOT_FOUND'
  | 'CASE_NOT_FOUND'
  | 'DEPOSIT_NOT_FOUND'
  | 'CURSOR_INVALID'
  /** The read models have not reached the position asked for; asking again later helps. */
  | 'PROJECTION_BEHIND'
  /** No log of ours has come to this position. */
  | 'POSITION_UNKNOWN';

export interface QueryRefusal {
  readonly code: QueryRefusalCode;
  readonly message: string;
}

export const queryRefusal = (code: QueryRefusalCode, message: string): QueryRefusal => ({ code, message });

/** What a query found, and the position in `$all` at which exactly this is true. */
export interface QueryResult<Body> {
  readonly body: Body;
  readonly position: Position;
}
