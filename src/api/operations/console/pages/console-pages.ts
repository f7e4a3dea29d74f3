import type { NextFunction, Request, Response } from 'express';
import { pathOf } from '../../../http/bodies/routes';
import { notFound } from '../../../problems/problem';
import { type ConsoleFile, type Encoding, readConsoleFiles } from './console-files';

/** Scripts, styles and connections of this address alone, and nothing inside the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The name of such a file has its hash, so it never changes. */
const KEPT = 'public, max-age=31536000, immutable';
const CONSOLE = /^\/console(?:\/(.*))?$/;
const SESSION = /^\/console\/session\/?$/i;

/**
 * Serves the built console at /console. A path that is no file is a page: the program in the browser knows the pages.
 * The session's own route follows later.
 */
export function consolePages(folder: string | undefined) {
  const files = folder === undefined ? new Map<string, ConsoleFile>() : readConsoleFiles(folder);
  return (request: Request, response: Response, next: NextFunction): void => {
    const path = pathOf(request);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const match = CONSOLE.exec(path);
    if (!match || !isRead || SESSION.test(path)) return next();
    const name = match[1] ?? '';
    const isAsset = name.startsWith('assets/');
    const file = files.get(name) ?? (isAsset ? undefined : files.get('index.html'));
    if (!file) return next(notFound('NOT_FOUND', MISSING));
    response.setHeader('Cache-Control', isAsset ? KEPT : 'no-cache');
    response.setHeader('Content-Security-Policy', POLICY);
    send(file, request, response);
  };
}

const MISSING = 'The console is not built here, or has no such file: npm run build makes it';

function send(file: ConsoleFile, request: Request, response: Response): void {
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.etag) return void response.status(304).end();
  const encoding = encodingFor(request);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Type', file.type);
  const bytes = file.as(encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function encodingFor({ headers }: Request): Encoding {
  const accepted = String(headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}
