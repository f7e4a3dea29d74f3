import { Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Clock } from '../../../../shared/clock';
import { AcceptedWhileNotReady } from '../../../../shared/route-metadata';
import { NeedsPerson } from '../../../auth/access';
import { Caller } from '../../../auth/client';
import { ApiKeyRegistry } from '../../../auth/keys/api-key-registry';
import type { ApiClient } from '../../../auth/keys/api-keys';
import { SCOPES } from '../../../auth/keys/scopes';
import { ApiProblem } from '../../../http/openapi/decorators';
import { modeOfAll, ProviderModes } from '../../provider-modes';
import { problem, ProblemError } from '../../../problems/problem';
import { sessionOf } from './request-session';
import { clearSessionCookie, setSessionCookie } from './session-cookie';
import { type ConsoleSession, SessionSeal } from './session-seal';
import { SessionResponse } from './session.response';

const WITHOUT_KEY = 'A session stands for an API key: sign in with the key of a person';
const NO_SESSION = { csrfToken: null, expiresAt: null };

/** A person signs in to the console with a key. All other routes then take the session for the key. */
@ApiTags('console')
@Controller('console/session')
export class SessionController {
  constructor(
    private readonly seal: SessionSeal,
    private readonly keys: ApiKeyRegistry,
    private readonly clock: Clock,
    private readonly modes: ProviderModes,
  ) {}

  @Post()
  @HttpCode(201)
  @NeedsPerson(...SCOPES)
  @AcceptedWhileNotReady()
  @ApiOperation({
    operationId: 'beginSession',
    summary: 'Begins a session for the key of a person, as a cookie',
  })
  @ApiResponse({ status: 201, type: SessionResponse, description: 'Set-Cookie has the session' })
  @ApiProblem(400, 'MALFORMED_REQUEST')
  @ApiProblem(503, 'SERVICE_UNAVAILABLE')
  @ApiProblem(500, 'INTERNAL_ERROR')
  begin(
    @Caller() client: ApiClient,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): SessionResponse {
    const subject = this.keys.subjectOf(client);
    if (subject === undefined) throw new ProblemError(problem(403, 'FORBIDDEN', WITHOUT_KEY));
    return this.answer(client, response, sessionOf(request) ?? this.seal.begin(subject, this.clock.now()));
  }

  @Get()
  @NeedsPerson(...SCOPES)
  @ApiOperation({
    operationId: 'getSession',
    summary: 'Who is calling; a session is renewed for half an hour',
  })
  @ApiResponse({ status: 200, type: SessionResponse })
  @ApiProblem(400, 'MALFORMED_REQUEST')
  @ApiProblem(503, 'SERVICE_UNAVAILABLE')
  @ApiProblem(500, 'INTERNAL_ERROR')
  show(
    @Caller() client: ApiClient,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): SessionResponse {
    const session = sessionOf(request);
    if (session) return this.answer(client, response, session);
    return SessionResponse.from(client, modeOfAll(this.modes), NO_SESSION);
  }

  @Delete()
  @HttpCode(204)
  @NeedsPerson(...SCOPES)
  @AcceptedWhileNotReady()
  @ApiOperation({ operationId: 'endSession', summary: 'Ends the session' })
  @ApiResponse({ status: 204, description: 'Ended; the cookie is cleared' })
  @ApiProblem(400, 'MALFORMED_REQUEST')
  @ApiProblem(503, 'SERVICE_UNAVAILABLE')
  @ApiProblem(500, 'INTERNAL_ERROR')
  end(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    const session = sessionOf(request);
    if (session) this.seal.end(session, this.clock.now());
    clearSessionCookie(response);
  }

  private answer(client: ApiClient, response: Response, session: ConsoleSession): SessionResponse {
    const renewed = this.seal.renew(session, this.clock.now());
    setSessionCookie(response, this.seal.seal(renewed));
    return SessionResponse.from(client, modeOfAll(this.modes), {
      csrfToken: this.seal.csrfToken(renewed),
      expiresAt: new Date(renewed.expiresAtMs).toISOString(),
    });
  }
}
