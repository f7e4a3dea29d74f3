import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/clock';
import type { Random } from '../core/random';
import type { Request } from './http-server';
import { objectIn } from './json-answers';

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Claims {
  readonly exp: number;
  readonly gen: string;
}

/**
 * Access tokens: JWTs that contain their own expiry, so a restarted simulator still accepts them. Only this process
 * remembers the revoked ones.
 */
export class Tokens {
  private readonly revoked = new Set<string>();
  /** Each token names the generation in which it was issued. `revokeAll` revokes a whole generation. */
  private generation: string;

  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly lifeMs: number,
  ) {
    this.generation = random.uuid();
  }

  /** Returns whether a login names the client of this simulator, with its secret. */
  isClient({ clientId, clientSecret }: Client): boolean {
    const matches = [
      constantTimeEqual(clientId, this.client.clientId),
      constantTimeEqual(clientSecret, this.client.clientSecret),
    ];
    return !matches.includes(false);
  }

  issue(): { readonly accessToken: string; readonly issuedAt: Date; readonly lifeS: number } {
    const issuedAt = this.clock.now();
    const claims = {
      sub: this.client.clientId,
      exp: issuedAt.getTime() + this.lifeMs,
      jti: this.random.uuid(),
      gen: this.generation,
    };
    const head = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(claims)}`;
    return { accessToken: `${head}.${this.sign(head)}`, issuedAt, lifeS: Math.floor(this.lifeMs / 1000) };
  }

  isValid(token: string): boolean {
    const [header, claims, signature] = token.split('.');
    if (!header || !claims || !signature || this.revoked.has(token)) return false;
    if (!constantTimeEqual(signature, this.sign(`${header}.${claims}`))) return false;
    const { exp, gen } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Claims;
    return this.clock.now().getTime() < exp && !this.revoked.has(gen);
  }

  revoke(token: string): void {
    this.revoked.add(token);
  }

  /** Revokes every token that this process has issued so far. */
  revokeAll(): void {
    this.revoked.add(this.generation);
    this.generation = this.random.uuid();
  }

  private sign(text: string): string {
    return createHmac('sha256', `tokens of ${this.client.clientSecret}`).update(text).digest('base64url');
  }
}

/** The login in the body of a request for a token. Returns undefined when a field is missing or no string. */
export function loginIn(request: Request): Client | undefined {
  const { clientId, clientSecret } = objectIn(request.body) ?? {};
  return typeof clientId === 'string' && typeof clientSecret === 'string'
    ? { clientId, clientSecret }
    : undefined;
}

/** The bearer token of a request. Returns '' when there is none. */
export const bearerOf = (request: Request): string =>
  /^Bearer (\S+)$/.exec(request.header('authorization') ?? '')?.[1] ?? '';

/** Compares two texts in a time that does not show where they differ. */
export function constantTimeEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const encodeJson = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
