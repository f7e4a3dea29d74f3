import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { EventStore } from '../../../event-store/event-store';
import { Clock } from '../../../shared/clock';
import { Random } from '../../../shared/random';
import type { Result } from '../../../shared/result';
import { readRevisionCursor, revisionCursor } from '../../fields/cursor';
import { limitOf, PageDto } from '../../fields/page.dto';
import { ApiCommand, ApiProblem } from '../../http/openapi/decorators';
import { invalid, problem, ProblemError } from '../../problems/problem';
import { NeedsScope } from '../access';
import { Caller } from '../client';
import type { ApiClient } from '../keys/api-keys';
import type { KeyRefusal } from '../keys/key-decisions';
import { KeyUses } from '../keys/key-uses';
import { type KeyWish, wishFaults } from '../keys/key-wish';
import { createApiKey, type KeyTools, listApiKeys, revokeApiKey, rotateApiKey } from '../keys/manage-keys';
import { SecurityLog } from '../security/security-log';
import { KeyDto } from './key.dto';
import { KeyPageResponse, KeyResponse, NewKeyResponse, RevokedKeyResponse } from './key.response';

/** Keys are made, changed for others and revoked. No answer but the one to its making has a key's text. */
@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  private readonly tools: KeyTools;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    random: Random,
    security: SecurityLog,
    private readonly uses: KeyUses,
  ) {
    this.tools = { store, clock, random, security };
  }

  @Get()
  @NeedsScope('keys')
  @ApiOperation({ summary: 'Every key of the clients whose accounts are the caller’s, the oldest first' })
  @ApiResponse({ status: 200, type: KeyPageResponse })
  @ApiProblem(400, 'VALIDATION_FAILED: a parameter is wrong or unknown')
  @ApiProblem(503, 'SERVICE_UNAVAILABLE')
  @ApiProblem(500, 'INTERNAL_ERROR')
  async list(@Caller() client: ApiClient, @Query() query: PageDto): Promise<KeyPageResponse> {
    const from = Number(readRevisionCursor(query.cursor));
    const end = from + limitOf(query);
    const keys = await listApiKeys(this.store, client, () => this.uses.lastUses());
    const nextCursor = keys.length > end ? revisionCursor(BigInt(end)) : null;
    return KeyPageResponse.from({ items: keys.slice(from, end), nextCursor }, KeyResponse.from);
  }

  @Post()
  @HttpCode(201)
  @NeedsScope('keys')
  @ApiCommand('Makes a key for a client', 201, NewKeyResponse, 'Made; the key is shown this once only')
  @ApiProblem(409, 'CLIENT_DIFFERS: the client is defined otherwise, and has live keys; TOO_MANY_KEYS')
  async create(@Caller() client: ApiClient, @Body() body: KeyDto): Promise<NewKeyResponse> {
    // No field is left out for a null, so that every fault is named.
    const wish = { ...body };
    const faults = wishFaults(wish, this.clock.now());
    if (wish.kind === undefined) faults.unshift({ field: 'kind', message: 'is needed' });
    if (faults.length > 0) throw invalid(...faults);
    const { clientName, scopes, ...terms } = wish as KeyWish;
    return NewKeyResponse.from(valueOf(await createApiKey(this.tools, clientName, scopes, terms, client)));
  }

  @Post(':id/rotate')
  @HttpCode(201)
  @NeedsScope('keys')
  @ApiCommand('Makes the successor of a key', 201, NewKeyResponse, 'Made; the former key ends in 24 hours')
  @ApiProblem(404, 'KEY_NOT_FOUND')
  @ApiProblem(409, 'KEY_ENDED; TOO_MANY_KEYS')
  async rotate(@Caller() client: ApiClient, @Param('id') id: string): Promise<NewKeyResponse> {
    return NewKeyResponse.from(valueOf(await rotateApiKey(this.tools, id, client)));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @NeedsScope('keys')
  @ApiCommand('Revokes a key for ever', 200, RevokedKeyResponse, 'Revoked')
  @ApiProblem(404, 'KEY_NOT_FOUND')
  @ApiProblem(409, 'KEY_ALREADY_REVOKED')
  async revoke(@Caller() client: ApiClient, @Param('id') id: string): Promise<RevokedKeyResponse> {
    return { id: valueOf(await revokeApiKey(this.tools, id, client)).keyId };
  }
}

const REFUSED: Readonly<Record<Exclude<KeyRefusal, 'KEY_INVALID'>, readonly [number, string]>> = {
  KEY_NOT_FOUND: [404, 'There is no key with this id'],
  KEY_ALREADY_REVOKED: [409, 'The key is revoked'],
  KEY_ENDED: [409, 'The key is revoked or expired: make a new one'],
  CLIENT_DIFFERS: [409, 'The client is defined otherwise: say the same, or revoke its keys first'],
  TOO_MANY_KEYS: [409, 'The client has two live keys: revoke one of them first'],
  NOT_GRANTABLE: [
    403,
    'A client gives the scopes and accounts that it has itself; scopes for persons are given by an operator, and a key that signs nothing to a client that signs',
  ],
};

function valueOf<Value>(result: Result<Value, KeyRefusal>): Value {
  if (result.ok) return result.value;
  if (result.refusal === 'KEY_INVALID') throw invalid({ field: 'body', message: 'is no key' });
  const [status, detail] = REFUSED[result.refusal];
  const code = result.refusal === 'NOT_GRANTABLE' ? 'FORBIDDEN' : result.refusal;
  throw new ProblemError(problem(status, code, detail));
}
