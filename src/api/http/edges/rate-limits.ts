import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { authenticate } from '../../auth/api-key.guard';
import type { ApiClient } from '../../auth/keys/api-keys';
import { ApiKeyRegistry } from '../../auth/keys/api-key-registry';
import { problem, ProblemError } from '../../problems/problem';
import { isPublicPath } from '../bodies/key-before-body';
import { pathOf } from '../bodies/routes';
import type { EdgeLimits } from '../../../shared/settings/edge-limits';
import { Refusals, type RefusalKind } from './refusals';
import { callerAddress } from './remote-address';

/** How much more probes and webhooks may ask than other requests of one address. */
const OPEN_SHARE = 10;

interface Caller {
  readonly key?: string;
  readonly address: string;
}

/** Limits the requests of a key and of an address. Each process counts in its own memory. */
export function rateLimits(app: NestExpressApplication, settings: EdgeLimits) {
  const limits = new RateLimits(settings, app.get(Refusals));
  const isOpen = isPublicPath(app);
  return (request: Request, response: Response, next: NextFunction): void => {
    const address = callerAddress(request);
    const open = isOpen(pathOf(request));
    const find = () => (open ? undefined : authenticate(app.get(ApiKeyRegistry), request));
    if (!open) response.once('close', () => response.statusCode === 401 && limits.noteFailedKey(address));
    limits.check(address, open, find).then(() => next(), next);
  };
}

class RateLimits {
  private readonly keys: RateLimiterMemory | undefined;
  private readonly addresses: RateLimiterMemory | undefined;
  private readonly openAddresses: RateLimiterMemory | undefined;
  private readonly failures: RateLimiterMemory | undefined;

  constructor(
    { ratePerKey, ratePerAddress, failedKeysPerMinute }: EdgeLimits,
    private readonly refusals: Refusals,
  ) {
    this.keys = limiter(ratePerKey, 1);
    this.addresses = limiter(ratePerAddress, 1);
    this.openAddresses = limiter(ratePerAddress * OPEN_SHARE, 1);
    this.failures = limiter(failedKeysPerMinute, 60);
  }

  noteFailedKey(address: string): void {
    this.failures?.penalty(address).catch(() => undefined);
  }

  /** @throws {ProblemError} RATE_LIMITED */
  async check(address: string, isOpen: boolean, find: () => ApiClient | undefined): Promise<void> {
    await this.consume(isOpen ? this.openAddresses : this.addresses, address, 'address_rate', { address });
    if (isOpen) return;
    await this.checkFailures(address, find);
    const client = this.keys && find();
    if (!client) return;
    const key = client.keyId ?? client.clientName;
    await this.consume(this.keys, key, 'key_rate', { key, address });
  }

  /** Who has a valid key is served, whatever others behind the same address have tried. */
  private async checkFailures(address: string, find: () => ApiClient | undefined): Promise<void> {
    const failed = await this.failures?.get(address);
    if (!failed || failed.remainingPoints > 0 || find()) return;
    this.refuse('failed_keys', { address }, failed);
  }

  private async consume(
    limit: RateLimiterMemory | undefined,
    name: string,
    reason: RefusalKind,
    caller: Caller,
  ): Promise<void> {
    try {
      await limit?.consume(name);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      this.refuse(reason, caller, refused);
    }
  }

  private refuse(reason: RefusalKind, caller: Caller, { msBeforeNext }: RateLimiterRes): never {
    this.refusals.note(reason, caller);
    const detail = 'Too many requests: send fewer, and repeat this one as it was after Retry-After';
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    throw new ProblemError(problem(429, 'RATE_LIMITED', detail), { 'Retry-After': String(seconds) });
  }
}

const limiter = (points: number, duration: number): RateLimiterMemory | undefined =>
  points > 0 ? new RateLimiterMemory({ points, duration }) : undefined;
