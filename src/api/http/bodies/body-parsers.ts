import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { invalid } from '../../problems/problem';
import { jsonFaults, repeatedNames } from './json-shape';

const JSON_LIMIT = '100kb';
const BATCH_LIMIT = '1mb';
const WEBHOOK_LIMIT = '256kb';
const STATEMENT_LIMIT = '32mb';

const pathOf = (request: IncomingMessage): string =>
  (request.url ?? '').replace(/[?#].*$/s, '').toLowerCase();
const isWebhook = (request: IncomingMessage): boolean => /^\/webhooks(\/|$)/.test(pathOf(request));
const isBatch = (request: IncomingMessage): boolean => /^\/v1\/payouts\/batch\/?$/.test(pathOf(request));
const isStatement = (request: IncomingMessage): boolean => /^\/v1\/reconciliations\/?$/.test(pathOf(request));
const isStatementText = (request: IncomingMessage): boolean =>
  /^(text\/csv|application\/json) *(;|$)/i.test(request.headers['content-type'] ?? '');
const isJson = (request: IncomingMessage): boolean =>
  /^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '');

/** Bytes that are no UTF-8 would be replaced silently, and two different requests would become the same one. */
function refuseAmbiguous(
  _request: IncomingMessage,
  _response: unknown,
  bytes: Buffer,
  encoding: string,
): void {
  if (encoding !== 'utf-8') throw new UnsupportedMediaTypeException();
  if (!isUtf8(bytes)) throw invalid({ field: 'body', message: 'must be UTF-8' });
  const repeated = repeatedNames(bytes.toString());
  if (repeated.length > 0) throw invalid(...repeated);
}

const refuseOtherThanUtf8 = (_request: IncomingMessage, _response: unknown, bytes: Buffer): void => {
  if (!isUtf8(bytes)) throw invalid({ field: 'body', message: 'must be UTF-8' });
};

/**
 * Webhooks get the raw bytes as a Buffer, whatever they say they are: signatures are over bytes. A statement
 * stays the text it is. Everything else is JSON, uncompressed (so that the limit is the limit). Needs an application created with `bodyParser: false`.
 */
export function useBodyParsers(app: NestExpressApplication): void {
  const json = { strict: false, inflate: false, verify: refuseAmbiguous };
  app.useBodyParser('raw', { type: isWebhook, limit: WEBHOOK_LIMIT, inflate: false });
  app.useBodyParser('text', {
    type: request => isStatement(request) && isStatementText(request),
    limit: STATEMENT_LIMIT,
    inflate: false,
    verify: refuseOtherThanUtf8,
  });
  app.useBodyParser('json', {
    ...json,
    limit: BATCH_LIMIT,
    type: request => isBatch(request) && isJson(request),
  });
  app.useBodyParser('json', {
    ...json,
    limit: JSON_LIMIT,
    type: request => !isBatch(request) && !isWebhook(request) && !isStatement(request) && isJson(request),
  });
  app.use(checkBody);
}

/** A body that is not JSON is 415, a body that is no plain object is 400; no body at all is for the route to refuse. */
function checkBody(request: Request, _response: Response, next: NextFunction): void {
  if (isWebhook(request) || (isStatement(request) && typeof request.body === 'string')) return next();
  const parsed: unknown = request.body;
  if (parsed === undefined) return next(hasBody(request) ? new UnsupportedMediaTypeException() : undefined);
  const faults = jsonFaults(parsed);
  next(faults.length > 0 ? invalid(...faults) : undefined);
}

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
