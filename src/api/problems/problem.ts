import { STATUS_CODES } from 'node:http';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  Choice,
  DepositId,
  Integer,
  ListOf,
  Nested,
  PayoutId,
  Text,
  TextList,
} from '../fields/response-fields';
import { BLOCKER_KINDS, BOUND_SOURCES, type BoundSource } from '../../commands/results';
import { PROBLEM_CODES, type ProblemCode } from './problem-codes';

/** What is wrong with one field. A body's field is a path (`payee.document`), a header's is the header's name. */
export class FieldFault {
  @Text('payee.document')
  readonly field!: string;
  @Text('is missing; it must be a CPF or CNPJ with its check digits, without mask')
  readonly message!: string;
  @Text('a CPF or CNPJ with its check digits, without mask', {
    required: false,
    description: 'The form that is wanted',
  })
  readonly wanted?: string;
  @ApiProperty({
    required: false,
    description: 'A value of that form, in JSON',
    oneOf: [
      { type: 'string' },
      { type: 'object', additionalProperties: true },
      { type: 'array', items: { type: 'object', additionalProperties: true } },
    ],
    example: '12345678909',
  })
  readonly example?: string | object;
}

/** An error answer: RFC 9457 with a stable `code`. */
@ApiSchema({ description: 'RFC 9457. `code` is stable; texts are for people and may change' })
export class Problem {
  @Text('urn:holdfast:problem:validation-failed')
  readonly type!: string;
  @Text('Bad Request')
  readonly title!: string;
  @Integer(400)
  readonly status!: number;
  @ApiProperty({
    enum: PROBLEM_CODES,
    enumName: 'ProblemCode',
    enumSchema: { description: 'Says what went wrong. A code never changes its meaning' },
    example: 'VALIDATION_FAILED',
  })
  readonly code!: ProblemCode;
  @Text('1 field is wrong; nothing was written')
  readonly detail!: string;
  @ListOf(() => FieldFault, {
    required: false,
    description:
      'With VALIDATION_FAILED and UNSUPPORTED_MEDIA_TYPE: each field and its fault, of headers, query and body together',
  })
  readonly errors?: readonly FieldFault[];
  @Text('10.00', {
    required: false,
    description:
      'INSUFFICIENT_FUNDS: what the account had when the refusal was recorded; absent where it is not known',
  })
  readonly available?: string;
  @Text('50.50', { required: false, description: 'INSUFFICIENT_FUNDS: the amount and its expected fee' })
  readonly needed?: string;
  @Text('BRL', { required: false, description: 'Of `available` and `needed`' })
  readonly currency?: string;
  @PayoutId({ required: false, description: 'The same client’s payout that has the key or the reference' })
  readonly payoutId?: string;
  @DepositId({ required: false, description: 'The same client’s deposit that has the key or the reference' })
  readonly depositId?: string;
}

/** The limit that a payout would exceed. */
export class ExceededLimit {
  @Text('account-merchant-1/ACCOUNT_DAY', { description: 'Its scope and its kind' })
  readonly name!: string;
  @Text('ACCOUNT_DAY')
  readonly kind!: string;
  @Text('50000.00', { nullable: true, description: 'null: a limit on duplicates has none' })
  readonly figure!: string | null;
  @Text('1250.00', { nullable: true, description: 'What a payout may still have of it now' })
  readonly left!: string | null;
  @Text('6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d', {
    nullable: true,
    description: 'The earlier payout with the same payee and amount',
  })
  readonly duplicateOf!: string | null;
}

@ApiSchema({ description: 'A payout that is refused; with LIMIT_EXCEEDED `limit` says which limit' })
export class PayoutProblem extends Problem {
  @Nested(() => ExceededLimit, { required: false })
  readonly limit?: ExceededLimit;
}

@ApiSchema({
  description: 'A decision that is refused; AMOUNT_ABOVE_EVIDENCE says what the case’s evidence bears',
})
export class CaseProblem extends Problem {
  @Text('7500000.00', { required: false, description: 'AMOUNT_ABOVE_EVIDENCE: what the decision names' })
  readonly asked?: string;
  @Text('0.53', { required: false, description: 'AMOUNT_ABOVE_EVIDENCE: the most that the evidence bears' })
  readonly bound?: string;
  @ApiProperty({
    enum: BOUND_SOURCES,
    required: false,
    description:
      'AMOUNT_ABOVE_EVIDENCE: the evidence of the bound. PAYOUT_COST is the payout’s amount and the fee held for it. ' +
      'CHARGE is what the provider charged above the hold',
  })
  readonly restsOn?: BoundSource;
}

@ApiSchema({ description: 'Fees that are not owed cannot be settled' })
export class FeeProblem extends Problem {
  @Text('118.00', { required: false, description: 'FEES_NOT_OWED: what the request names' })
  readonly asked?: string;
  @Text('117.00', { required: false, description: 'FEES_NOT_OWED: what the provider is owed' })
  readonly owed?: string;
}

/** What keeps an account from being closed. */
export class AccountObstacles {
  @Text('0.03')
  readonly available!: string;
  @Text('50.00')
  readonly held!: string;
  @ApiProperty({ type: [String], description: 'Deposits that wait for people' })
  readonly depositIds!: readonly string[];
  @ApiProperty({ type: [String], description: 'Payouts without an end, the oldest first, at most a hundred' })
  readonly payoutIds!: readonly string[];
  @ApiProperty({
    type: [String],
    description: 'Cases that are not resolved, the oldest first, at most a hundred',
  })
  readonly caseIds!: readonly string[];
}

@ApiSchema({ description: 'An account that is not closed; `obstacles` names what stands in the way' })
export class ClosingProblem extends Problem {
  @Nested(() => AccountObstacles, { required: false })
  readonly obstacles?: AccountObstacles;
}

@ApiSchema({ description: 'One thing that keeps a period from being closed' })
export class PeriodBlocker {
  @Choice(BLOCKER_KINDS)
  readonly kind!: (typeof BLOCKER_KINDS)[number];
  @Text('Of payouts nobody knows whether money moved: decide their cases')
  readonly detail!: string;
  @TextList('5b2f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210', {
    description: 'Payouts, deposits, cases or ledger accounts, at most a hundred of each',
  })
  readonly ids!: readonly string[];
}

@ApiSchema({ description: 'A period that is not closed; `blockers` names everything that stands in the way' })
export class BlockedPeriodProblem extends Problem {
  @ListOf(() => PeriodBlocker, { required: false })
  readonly blockers?: readonly PeriodBlocker[];
}

export const PROBLEM_TYPE = 'application/problem+json';

export const VALIDATION_FAILED = 'VALIDATION_FAILED';

const MAX_ERRORS = 100;

export function problem<Fields extends object = object>(
  status: number,
  code: ProblemCode,
  detail: string,
  fields?: Fields,
): Problem & Fields {
  const type = `urn:holdfast:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...(fields as Fields) };
}

/** A 400 that names each wrong field, at most a hundred. */
export function validationProblem(faults: readonly FieldFault[]): Problem {
  const count = faults.length === 1 ? '1 field is' : `${faults.length} fields are`;
  return problem(400, VALIDATION_FAILED, `${count} wrong; nothing was written`, {
    errors: faults.slice(0, MAX_ERRORS),
  });
}

/** Ends a request with a problem. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.code);
  }
}

export const invalid = (...faults: FieldFault[]): ProblemError => new ProblemError(validationProblem(faults));

export const notFound = (code: ProblemCode, detail: string): ProblemError =>
  new ProblemError(problem(404, code, detail));

/** The read models are behind the events: the client repeats the request later. */
export const behind = (detail: string): ProblemError =>
  new ProblemError(problem(503, 'PROJECTION_BEHIND', detail), { 'Retry-After': '1' });
