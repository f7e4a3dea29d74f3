import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { apiDocument } from '../../src/api/http/openapi/document';
import { ApiDocument, type OpenApi } from '../../src/fuzz/api-document';
import { checkAnswer } from '../support/documented-answers';

/** Compares each answer with the application's OpenAPI document before the answer leaves. Call it before any route. */
export function checkAnswers(app: NestExpressApplication): void {
  let document: ApiDocument | undefined;
  app.use((request: Request, response: Response, next: NextFunction) => {
    onEnd(response, text => {
      // It is the answer to GET without its body.
      if (request.method === 'HEAD') return;
      document ??= new ApiDocument(apiDocument(app) as unknown as OpenApi);
      checkAnswer(document, sentAnswer(request, response, text));
    });
    next();
  });
}

const sentAnswer = (request: Request, response: Response, text: string) => ({
  method: request.method,
  path: request.originalUrl.split('?')[0]!,
  status: response.statusCode,
  contentType: String(response.getHeader('Content-Type') ?? ''),
  text,
});

/** Calls back with the whole body, before its last part is sent. */
function onEnd(response: Response, done: (text: string) => void): void {
  const parts: Buffer[] = [];
  const keep = (part: unknown) => {
    if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part as string));
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => Response;
  response.write = (...given: unknown[]) => {
    keep(given[0]);
    return write(...given);
  };
  response.end = (...given: unknown[]) => {
    keep(given[0]);
    done(Buffer.concat(parts).toString());
    return end(...given);
  };
}
