import type { QueryRefusalCode } from '../../queries/reading/results';
import { PROOF_STATUS, REFUSAL_STATUS } from './refusal-statuses';

/** The codes of the API itself. The compiler refuses a problem with a code that stands in no list. */
const API_CODES = [
  'VALIDATION_FAILED',
  'MALFORMED_REQUEST',
  'UNAUTHORIZED',
  'SIGNATURE_REQUIRED',
  'SIGNATURE_INVALID',
  'FORBIDDEN',
  'CSRF_TOKEN_INVALID',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'TOO_MANY_REQUESTS',
  'PROOF_TILE_NOT_FOUND',
  'RECONCILIATION_NOT_FOUND',
  'PERIOD_NOT_FOUND',
  'PROVIDER_NOT_FOUND',
  'STREAM_NOT_FOUND',
  'STREAM_DELETED',
  'PAYOUT_NOT_CONFIRMED',
  'KEY_NOT_FOUND',
  'KEY_ALREADY_REVOKED',
  'KEY_ENDED',
  'CLIENT_DIFFERS',
  'TOO_MANY_KEYS',
  'ENDPOINT_NOT_FOUND',
  'ENDPOINT_EXISTS',
  'TOO_MANY_ENDPOINTS',
  'ENDPOINT_NOT_ENABLED',
  'DELIVERY_NOT_FOUND',
  'NOT_READY',
  'SERVICE_UNAVAILABLE',
  'DISK_FULL',
  'INTERNAL_ERROR',
] as const;

/** The others are answered as the fault of a field. */
type QueryCode = Exclude<QueryRefusalCode, 'CURSOR_INVALID' | 'POSITION_UNKNOWN'>;

const QUERY_CODES: Readonly<Record<QueryCode, true>> = {
  ACCOUNT_NOT_FOUND: true,
  PAYOUT_NOT_FOUND: true,
  CASE_NOT_FOUND: true,
  DEPOSIT_NOT_FOUND: true,
  PROJECTION_BEHIND: true,
};

/** Every code of an error answer. */
export type ProblemCode =
  (typeof API_CODES)[number] | keyof typeof REFUSAL_STATUS | keyof typeof PROOF_STATUS | QueryCode;

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(record) as Key[];

/** Every code, sorted. */
export const PROBLEM_CODES: readonly ProblemCode[] = [
  ...new Set<ProblemCode>([
    ...API_CODES,
    ...keysOf(REFUSAL_STATUS),
    ...keysOf(PROOF_STATUS),
    ...keysOf(QUERY_CODES),
  ]),
].sort();
