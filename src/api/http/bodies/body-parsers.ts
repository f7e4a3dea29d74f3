import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { BodyRule } from '../../../shared/route-metadata';
import { invalid } from '../../problems/problem';
import { proveDigest } from '../../auth/signing/content-digest';
import { brokenBody, markBroken, markWrongType } from '../validation/content-type';
import { BodyRules } from './body-rules';
import { fileBody, FilesFolder } from './file-body';
import { jsonFaults } from './json-shape';
import { hasBody } from './routes';
import { repeatedNames } from './repeated-names';

const hasType = (request: IncomingMessage, type: RegExp): boolean =>
  type.test(request.headers['content-type'] ?? '');
const JSON_TYPE = /^application\/json *(;|$)/i;

const requireDigest = (request: IncomingMessage, _response: unknown, bytes: Buffer): void =>
  proveDigest(request, bytes);

/** A parser replaces bytes that are not UTF-8, so two different requests would become the same one. */
const requireUtf8 = (request: IncomingMessage, _response: unknown, bytes: Buffer): void => {
  proveDigest(request, bytes);
  if (!isUtf8(bytes)) throw invalid({ field: 'body', message: 'must be UTF-8' });
};

/** A JSON parser keeps only the last of two fields with one name. */
function requireUnambiguousText(
  request: IncomingMessage,
  response: unknown,
  bytes: Buffer,
  encoding: string,
): void {
  if (encoding !== 'utf-8') throw new UnsupportedMediaTypeException();
  requireUtf8(request, response, bytes);
  const repeated = repeatedNames(bytes.toString());
  if (repeated.length > 0) throw invalid(...repeated);
}

/**
 * Registers a parser for each rule that a route states about its body. Bodies must not be compressed, so that the limit
 * is the limit. The application must be created with `bodyParser: false`.
 */
export function useBodyParsers(app: NestExpressApplication): void {
  const rules = new BodyRules(app);
  for (const rule of new Set(rules.all)) {
    const isMeant = (request: IncomingMessage) => rules.ruleOf(request) === rule && takes(rule, request);
    useParser(app, rule, isMeant);
    if (rule.kind === 'json') useTextOfWrongType(app, rules, rule);
  }
  app.use(noteBrokenBody);
  app.use(checkBody(rules));
}

const takes = ({ kind }: BodyRule, request: IncomingMessage): boolean =>
  kind !== 'json' || hasType(request, JSON_TYPE);

function useParser(
  app: NestExpressApplication,
  { kind, limit }: BodyRule,
  type: (request: IncomingMessage) => boolean,
): void {
  const options = { type, limit, inflate: false, verify: requireDigest };
  if (kind === 'file') app.use(fileBody(app.get(FilesFolder), type, limit));
  else if (kind === 'raw') app.useBodyParser('raw', options);
  else app.useBodyParser('json', { ...options, strict: false, verify: requireUnambiguousText });
}

/** JSON that comes under another media type is read as well, so that the one answer names the faults of its fields. */
function useTextOfWrongType(app: NestExpressApplication, rules: BodyRules, rule: BodyRule): void {
  const type = (request: IncomingMessage) =>
    rules.ruleOf(request) === rule && hasBody(request) && !hasType(request, JSON_TYPE);
  app.useBodyParser('text', { type, limit: rule.limit, inflate: false, verify: requireUtf8 });
}

/** A text that is no JSON goes on to its route, which refuses it together with the faults of the headers. */
function noteBrokenBody(error: unknown, request: Request, _response: Response, next: NextFunction): void {
  if ((error as { type?: unknown }).type !== 'entity.parse.failed') return next(error);
  // The parser's message quotes the body, so the place alone is taken from it.
  const place = /position (\d{1,9})/.exec(String((error as { message?: unknown }).message))?.[1];
  const where = place === undefined ? '' : ` from character ${Number(place) + 1} on`;
  markBroken(request, {
    field: 'body',
    message: `is no JSON: it cannot be read${where}`,
    wanted: 'one JSON object in UTF-8',
  });
  request.body = undefined;
  next();
}

/** Answers 415 to a body that is not JSON and 400 to one that is not a plain object. A route refuses a missing body. */
const checkBody =
  (rules: BodyRules) =>
  (request: Request, _response: Response, next: NextFunction): void => {
    if (brokenBody(request)) return next();
    const { kind } = rules.ruleOf(request);
    const parsed: unknown = request.body;
    if (kind !== 'json') return next();
    if (parsed === undefined) return next(hasBody(request) ? new UnsupportedMediaTypeException() : undefined);
    if (typeof parsed === 'string' && !hasType(request, JSON_TYPE)) {
      request.body = objectIn(parsed);
      if (request.body === undefined) return next(new UnsupportedMediaTypeException());
      return next(void markWrongType(request));
    }
    const faults = jsonFaults(parsed);
    next(faults.length > 0 ? invalid(...faults) : undefined);
  };

/** The object that a text is in JSON. Returns undefined for another text. */
function objectIn(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return jsonFaults(parsed).length === 0 ? (parsed as object) : undefined;
  } catch {
    return undefined;
  }
}
