import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ApiProblem } from '../../http/openapi/decorators';
import { StreamEventResponse } from './stream-event.response';

export const LAST_EVENT_ID = 'Last-Event-ID';

/** Frames of text, the data of each of which is JSON of this schema (JSON Schema 2020-12, `contentSchema`). */
const FRAMES = {
  type: 'string',
  contentMediaType: 'application/json',
  contentSchema: { $ref: getSchemaPath(StreamEventResponse) },
} as const;

/** What the document says of the stream. OpenAPI 3.1 has no form for the single events of an answer. */
export const ApiEventStream = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'What changes, as server-sent events',
      description:
        'First `opened` with the `position` after which it begins. Then one event for each change, named by its topic; its ' +
        '`data` is a StreamEvent and its `id` is the position. Last `ended` with a `reason`, where the service ends it.',
    }),
    ApiHeader({
      name: LAST_EVENT_ID,
      required: false,
      description: 'The stream goes on after this position; a browser sends it by itself',
      schema: { type: 'string' },
      example: '4711/4711',
    }),
    ApiExtraModels(StreamEventResponse),
    ApiResponse({
      status: 200,
      description: 'Events until the client or the service ends the stream',
      content: { 'text/event-stream': { schema: FRAMES } },
    }),
    ApiProblem(
      400,
      'VALIDATION_FAILED: a parameter is wrong or unknown, or the log has not come to the position',
    ),
    ApiProblem(429, 'TOO_MANY_REQUESTS: too many streams are open, of this key or of all'),
    ApiProblem(503, 'SERVICE_UNAVAILABLE'),
    ApiProblem(500, 'INTERNAL_ERROR'),
  );
