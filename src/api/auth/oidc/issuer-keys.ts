import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../../shared/clock';
import { isSafeUrl } from '../../../shared/settings/addresses/safe-url';

/** How long keys are used without asking for them again. A key that the issuer withdraws is refused after it at the latest. */
const CACHE_MS = 10 * 60_000;
/** An unknown key id asks for the keys again, but not more often. */
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;
/** A discovery document is a few kilobytes. */
const MAX_CHARACTERS = 100_000;

/** The issuer does not answer, or not as it should: nothing is known about a token then. */
class IssuerAway extends Error {
  override name = 'IssuerAway';
}

/** How long keys are used, and how often they are asked for, in milliseconds. */
export interface KeyCache {
  readonly cacheMs: number;
  readonly cooldownMs: number;
}
const KEY_CACHE: KeyCache = { cacheMs: CACHE_MS, cooldownMs: COOLDOWN_MS };

/** The public keys of an issuer, found by its discovery document and kept for a while. */
export class IssuerKeys {
  private keys: Promise<JWTVerifyGetKey> | undefined;
  private failedMs: number | undefined;

  constructor(
    private readonly issuer: string,
    private readonly clock: Clock,
    private readonly cache: KeyCache = KEY_CACHE,
  ) {}

  /** Finds the key of a token. @throws {IssuerAway} @throws {JOSEError} The issuer has no such key. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.discovered();
    try {
      return await keys(header, token);
    } catch (error) {
      if (isUnreachable(error)) throw new IssuerAway(String(error), { cause: error });
      throw error;
    }
  };

  /** An issuer that did not answer is asked again after the cooldown. */
  private discovered(): Promise<JWTVerifyGetKey> {
    const nowMs = this.clock.monotonicMs();
    if (this.failedMs !== undefined && nowMs - this.failedMs >= this.cache.cooldownMs) this.keys = undefined;
    if (this.keys) return this.keys;
    this.failedMs = undefined;
    this.keys = this.discover();
    this.keys.catch(() => (this.failedMs = this.clock.monotonicMs()));
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const found = await this.readDiscovery().catch((error: unknown) => {
      throw new IssuerAway(String(error), { cause: error });
    });
    return createRemoteJWKSet(found, {
      cacheMaxAge: this.cache.cacheMs,
      cooldownDuration: this.cache.cooldownMs,
      timeoutDuration: TIMEOUT_MS,
    });
  }

  /** @throws {Error} It does not answer, or names another issuer or an address in the clear. */
  private async readDiscovery(): Promise<URL> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (!response.ok || text.length > MAX_CHARACTERS)
      throw new Error(`The discovery answered ${response.status}`);
    const { issuer, jwks_uri: jwks } = JSON.parse(text) as { issuer?: unknown; jwks_uri?: unknown };
    if (issuer !== this.issuer) throw new Error('The discovery document names another issuer');
    const url = typeof jwks === 'string' && URL.canParse(jwks) ? new URL(jwks) : undefined;
    if (!url || !isSafeUrl(url)) throw new Error('The discovery document names no safe address of keys');
    return url;
  }
}

/** What jose throws where the keys could not be read, beside where a key is not among them. */
const isUnreachable = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return (
    code === undefined || ['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID'].includes(String(code))
  );
};
