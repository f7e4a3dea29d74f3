import { HttpException } from '@nestjs/common';
import type { Refusal } from '../../commands/results';
import { StreamTombstoned } from '../../event-store/event-store';
import { ProofFault } from '../../proofs/reading/proof-fault';
import { DiskFull, Fault } from '../../shared/fault';
import { formatAmount } from '../../shared/money';
import type { Result } from '../../shared/result';
import type { ProblemCode } from './problem-codes';
import { PROOF_STATUS, REFUSAL_STATUS } from './refusal-statuses';
import {
  type AccountObstacles,
  type ExceededLimit,
  type Problem,
  problem,
  ProblemError,
  validationProblem,
} from './problem';

/** The errors of the framework and the body parsers. Their messages can repeat the request, so we send our own. */
const KNOWN: Readonly<Record<number, readonly [code: ProblemCode, detail: string]>> = {
  400: ['MALFORMED_REQUEST', 'The request cannot be read: its body must be one JSON object in UTF-8'],
  401: ['UNAUTHORIZED', 'The request does not prove who sent it'],
  403: ['FORBIDDEN', 'The API key does not have the scope this needs'],
  404: ['NOT_FOUND', 'There is nothing at this address'],
  405: ['METHOD_NOT_ALLOWED', 'This address does not answer to this method'],
  406: ['NOT_ACCEPTABLE', 'The answer cannot be given in the form asked for'],
  413: ['BODY_TOO_LARGE', 'The body is larger than this address takes'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8, not compressed'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests: try again later'],
};

/** Returns the problem of a refused command. */
function refusalProblem(refusal: Refusal): Problem {
  if (refusal.code === 'AMOUNT_INVALID')
    return validationProblem([{ field: 'amount', message: refusal.message }]);
  if (refusal.code === 'PAYEE_INVALID')
    return validationProblem([{ field: refusal.field ?? 'payee', message: refusal.message }]);
  if (refusal.code === 'EVIDENCE_INVALID') return validationProblem([...(refusal.faults ?? [])]);
  const { facts, limit, obstacles, blockers } = refusal;
  const fields = {
    ...facts,
    ...(limit && { limit: exceededLimit(limit) }),
    ...(obstacles && { obstacles: accountObstacles(obstacles) }),
    ...(blockers && { blockers }),
  };
  return problem(REFUSAL_STATUS[refusal.code], refusal.code, refusal.message, fields);
}

/** A limit's figures are in the currency that every provider pays. */
const exceededLimit = (refused: NonNullable<Refusal['limit']>): ExceededLimit => ({
  name: refused.limit,
  kind: refused.kind,
  figure: amountOrNull(refused.figureMinor),
  left: amountOrNull(refused.leftMinor),
  duplicateOf: refused.duplicateOf ?? null,
});

const accountObstacles = (found: NonNullable<Refusal['obstacles']>): AccountObstacles => ({
  available: formatAmount(found.availableMinor, found.currency),
  held: formatAmount(found.heldMinor, found.currency),
  depositIds: found.depositIds,
  payoutIds: found.payoutIds,
  caseIds: found.caseIds,
});

const amountOrNull = (minor: bigint | null): string | null =>
  minor === null ? null : formatAmount(minor, 'BRL');

/** Returns a command's answer. @throws {ProblemError} when the command is refused */
export function valueOrProblem<Value>(result: Result<Value, Refusal>): Value {
  if (result.ok) return result.value;
  throw new ProblemError(refusalProblem(result.refusal));
}

/** Returns the problem for a thrown value. An unknown error is a 500 that says nothing about its cause. */
export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof StreamTombstoned)
    return new ProblemError(problem(410, 'STREAM_DELETED', 'The stream was deleted for ever: run an audit'));
  if (thrown instanceof ProofFault) return proofProblem(thrown);
  if (thrown instanceof Fault) return unavailable(thrown);
  const status = statusOf(thrown);
  const known = status === undefined ? undefined : KNOWN[status];
  if (status !== undefined && known) return new ProblemError(problem(status, ...known));
  return new ProblemError(
    problem(500, 'INTERNAL_ERROR', 'Something went wrong here; the request may be repeated as it was'),
  );
}

/** The writer of the proof log signs and makes missing tiles within seconds. Nothing else comes right by itself. */
function proofProblem({ code, message }: ProofFault): ProblemError {
  const headers = code === 'PROOF_TILES_MISSING' || code === 'PROOF_PENDING' ? { 'Retry-After': '10' } : {};
  return new ProblemError(problem(PROOF_STATUS[code], code, message), headers);
}

function unavailable(fault: Fault): ProblemError {
  if (fault instanceof DiskFull) {
    const full = `The disk of the ${fault.part} is full; nothing can be accepted until there is room. Repeat the request as it was`;
    return new ProblemError(problem(503, 'DISK_FULL', full), { 'Retry-After': '60' });
  }
  const detail = `The ${fault.part} is away; nothing can be accepted now. Repeat the request as it was, with the same Idempotency-Key`;
  return new ProblemError(problem(503, 'SERVICE_UNAVAILABLE', detail), { 'Retry-After': '2' });
}

/** Returns the status of an HttpException, or of an error of a body parser or the router. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error) || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' ? thrown.status : undefined;
}
