import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { EventPageResponse } from '../../audit/event.response';
import { CSV, PARQUET } from '../../export/format';
import { IDEMPOTENCY_KEY, KEY_EXAMPLE } from '../idempotency-key';
import { LEDGER_POSITION } from '../ledger-position';
import { Problem, PROBLEM_TYPE } from '../../problems/problem';

const POSITION_ANSWERED = {
  [LEDGER_POSITION]: {
    description: 'From where on a query sees this',
    schema: { type: 'string' as const },
    example: '4711/4711',
  },
};
const LOCATION = {
  Location: { description: 'The address of what was made', schema: { type: 'string' as const } },
};

export const RETRY_AFTER = { 'Retry-After': { description: 'Seconds', schema: { type: 'string' as const } } };
const AUTHENTICATE = { 'WWW-Authenticate': { description: 'Bearer', schema: { type: 'string' as const } } };

const headersOfProblem = (status: number) => {
  if (status === 401) return AUTHENTICATE;
  return status === 429 || status === 503 ? RETRY_AFTER : {};
};

/** An error answer: always problem+json. */
export const ApiProblem = (
  status: number,
  description: string,
  type: Type<Problem> = Problem,
): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(type),
    ApiResponse({
      status,
      description,
      headers: headersOfProblem(status),
      content: { [PROBLEM_TYPE]: { schema: { $ref: getSchemaPath(type) } } },
    }),
  );

/** The errors of every route that takes a body. */
const ApiBodyProblems = (): MethodDecorator =>
  applyDecorators(
    ApiProblem(
      400,
      'VALIDATION_FAILED: every wrong, missing or unknown field is named; or the body is no JSON object',
    ),
    ApiProblem(413, 'BODY_TOO_LARGE'),
    ApiProblem(415, 'UNSUPPORTED_MEDIA_TYPE: only uncompressed application/json in UTF-8'),
    ApiProblem(503, 'SERVICE_UNAVAILABLE: nothing was accepted; repeat it as it was after Retry-After'),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );

/** A route that runs a command: its summary and its answer. */
export const ApiCommand = (
  summary: string,
  status: number,
  type: Type,
  description: string,
): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({
      status,
      description,
      type,
      headers: { ...POSITION_ANSWERED, ...LOCATION },
    }),
    ApiBodyProblems(),
  );

/** A route that runs a query. The client can ask for an answer at or after a position. */
export const ApiQueryAnswer = (summary: string, type: Type): MethodDecorator =>
  applyDecorators(ApiQuery(summary), ApiResponse({ ...QUERY_ANSWER, type }));

/** A route whose whole list is also a file. */
export const ApiQueryOrFile = (summary: string, type: Type): MethodDecorator =>
  applyDecorators(
    ApiQuery(summary),
    ApiExtraModels(type),
    ApiResponse({ ...QUERY_ANSWER, content: contentOf(type) }),
    ApiProblem(429, 'TOO_MANY_REQUESTS: too many exports are under way'),
  );

/** A route whose answer is a file. `forms`: the schema of each of its media types. */
export const ApiQueryFile = (
  summary: string,
  forms: Readonly<Record<string, { readonly type: 'string'; readonly format?: 'binary' }>>,
): MethodDecorator => {
  const content = Object.fromEntries(Object.entries(forms).map(([type, schema]) => [type, { schema }]));
  return applyDecorators(ApiQuery(summary), ApiResponse({ ...QUERY_ANSWER, content }));
};

const contentOf = (type: Type) => ({
  'application/json': { schema: { $ref: getSchemaPath(type) } },
  [CSV]: { schema: { type: 'string' } },
  [PARQUET]: { schema: { type: 'string', format: 'binary' } },
});

const QUERY_ANSWER = {
  status: 200,
  description: 'As of the position in the header',
  headers: POSITION_ANSWERED,
};

const ApiQuery = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({
      name: LEDGER_POSITION,
      required: false,
      description: 'Answer at or after this position',
      example: '4711/4711',
    }),
    ApiProblem(400, 'VALIDATION_FAILED: a parameter or header is wrong or unknown'),
    ApiProblem(
      503,
      'PROJECTION_BEHIND: the books did not come as far as the events within 5 s; or SERVICE_UNAVAILABLE',
    ),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );

/** A route that reads the events themselves: its answer is current, and waits for no read model. */
export const ApiCurrentAnswer = (summary: string, type: Type): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'As the events are now', type }),
    ApiProblem(400, 'VALIDATION_FAILED: a parameter is wrong or unknown'),
    ApiProblem(503, 'SERVICE_UNAVAILABLE'),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );

/** The same for a route whose answer can also be a file. */
export const ApiCurrentOrFile = (summary: string, type: Type): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiExtraModels(type),
    ApiResponse({ status: 200, description: 'As the events are now', content: contentOf(type) }),
    ApiProblem(400, 'VALIDATION_FAILED: a parameter is wrong or unknown'),
    ApiProblem(429, 'TOO_MANY_REQUESTS: too many exports are under way'),
    ApiProblem(503, 'SERVICE_UNAVAILABLE'),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );

/** A route that reads recorded events. */
export const ApiEventsAnswer = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'Oldest first', type: EventPageResponse }),
    ApiProblem(400, 'VALIDATION_FAILED: a parameter is wrong or unknown'),
    ApiProblem(503, 'SERVICE_UNAVAILABLE'),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );

/** The header that makes a request safe to repeat. */
export const ApiIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: IDEMPOTENCY_KEY,
    required: true,
    description:
      '1 to 255 printable ASCII characters. Same key and body: the same answer again; another body: 409 IDEMPOTENCY_KEY_REUSED',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: KEY_EXAMPLE,
  });

/** A route whose answer is a list of answers. */
export const ApiBatch = (summary: string, type: Type): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({
      status: 207,
      description: "Each item's own status and answer, in the order they were sent",
      type,
      headers: POSITION_ANSWERED,
    }),
    ApiBodyProblems(),
  );
