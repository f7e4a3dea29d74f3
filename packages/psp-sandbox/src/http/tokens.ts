import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../../src/shared/clock';
import type { Random } from '../../../../src/shared/random';
import type { Request } from './http-server';

interface Claims {
  readonly exp: number;
  readonly gen: string;
}

/**
 * Access tokens: JWTs that carry their own end, so a restarted sandbox still knows them. Revoked ones are remembered
 * by this process only.
 */
export class Tokens {
  private readonly revoked = new Set<string>();
  /** Every token is of the generation it was issued in; one generation is revoked at once. */
  private generation: string;

  constructor(
    private readonly client: { readonly clientId: string; readonly clientSecret: string },
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly lifeMs: number,
  ) {
    this.generation = random.uuid();
  }

  issue(): { readonly accessToken: string; readonly issuedAt: Date; readonly lifeS: number } {
    const issuedAt = this.clock.now();
    const claims = {
      sub: this.client.clientId,
      exp: issuedAt.getTime() + this.lifeMs,
      jti: this.random.uuid(),
      gen: this.generation,
    };
    const head = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
    return { accessToken: `${head}.${this.seal(head)}`, issuedAt, lifeS: Math.floor(this.lifeMs / 1000) };
  }

  isGood(token: string): boolean {
    const [header, claims, seal] = token.split('.');
    if (!header || !claims || !seal || this.revoked.has(token)) return false;
    if (!equal(seal, this.seal(`${header}.${claims}`))) return false;
    const { exp, gen } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Claims;
    return this.clock.now().getTime() < exp && !this.revoked.has(gen);
  }

  revoke(token: string): void {
    this.revoked.add(token);
  }

  /** Every token this process has issued so far. */
  revokeAll(): void {
    this.revoked.add(this.generation);
    this.generation = this.random.uuid();
  }

  private seal(text: string): string {
    return createHmac('sha256', `tokens of ${this.client.clientSecret}`).update(text).digest('base64url');
  }
}

/** The bearer token of a request, or ''. */
export const bearerOf = (request: Request): string =>
  /^Bearer (\S+)$/.exec(request.header('authorization') ?? '')?.[1] ?? '';

/** Whether two texts are equal, without telling by time where they differ. */
export function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
