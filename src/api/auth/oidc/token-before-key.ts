import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { problem, ProblemError } from '../../problems/problem';
import { isPublicPath } from '../../http/bodies/key-before-body';
import { pathOf } from '../../http/bodies/routes';
import { setAuthenticated } from '../api-key.guard';
import { KeyRefusals } from '../keys/key-refusals';
import { isToken, type OidcTokens } from './oidc-tokens';

/** Who proves persons' tokens, as an injection token. */
export abstract class Persons {
  /** null: no issuer is set, so a token is a credential like any unknown one. */
  abstract readonly tokens: Pick<OidcTokens, 'authenticate'> | null;
}

/** Proves the token of a person before anything asks for the key of the request. */
export function tokenBeforeKey(app: NestExpressApplication) {
  const { tokens } = app.get(Persons);
  const isPublic = isPublicPath(app);
  return (request: Request, _response: Response, next: NextFunction): void => {
    const token = /^Bearer +([!-~]{1,8192}) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!tokens || token === undefined || !isToken(token) || isPublic(pathOf(request))) return next();
    prove(app, tokens, request, token).then(() => next(), next);
  };
}

/** @throws {ProblemError} 503 while the issuer's keys cannot be had: nothing is known about the token */
async function prove(
  app: NestExpressApplication,
  tokens: Pick<OidcTokens, 'authenticate'>,
  request: Request,
  token: string,
): Promise<void> {
  const proved = await tokens.authenticate(token).catch(() => {
    throw issuerAway();
  });
  const isRefused = 'refused' in proved;
  if (isRefused) app.get(KeyRefusals).recordUnknown(request.socket.remoteAddress, `TOKEN ${proved.refused}`);
  setAuthenticated(request, isRefused ? null : proved);
}

const issuerAway = (): ProblemError =>
  new ProblemError(
    problem(503, 'SERVICE_UNAVAILABLE', 'The issuer of this token cannot be asked now: repeat the request'),
    { 'Retry-After': '30' },
  );
