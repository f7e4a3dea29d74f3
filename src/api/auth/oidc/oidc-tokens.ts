import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../../../shared/clock';
import type { OidcSettings } from '../../../shared/settings/oidc';
import type { ApiClient } from '../keys/api-keys';
import { clientOfClaims } from './oidc-client';
import { IssuerKeys, type KeyCache } from './issuer-keys';

/** Signatures with a key pair. `none` and HMAC are not among them: a public key is no secret. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the issuer's clock may differ. */
const TOLERANCE_SECONDS = 30;
/** A token that lives longer is no session of a person. */
const MAX_AGE = '24h';

const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Whether a credential has the form of a token. A key has an underscore and no dot. */
export const isToken = (credential: string): boolean => JWT.test(credential);

/** A code of a closed list: why a token is refused. The caller hears nothing of it. */
export interface TokenRefusal {
  readonly refused: string;
}

/** Tells which person a token is from. */
export class OidcTokens {
  private readonly keys: IssuerKeys;

  constructor(
    private readonly settings: OidcSettings,
    private readonly clock: Clock,
    cache?: KeyCache,
  ) {
    this.keys = new IssuerKeys(settings.issuer, clock, cache);
  }

  /** @throws {IssuerAway} The issuer's keys are needed and cannot be had: the token is neither good nor bad. */
  async authenticate(token: string): Promise<ApiClient | TokenRefusal> {
    const verified = await this.verify(token);
    if ('refused' in verified) return verified;
    return clientOfClaims(verified.claims, this.settings) ?? { refused: 'NO_PERSON' };
  }

  private async verify(token: string): Promise<{ readonly claims: JWTPayload } | TokenRefusal> {
    try {
      const { payload } = await jwtVerify(token, this.keys.find, {
        issuer: this.settings.issuer,
        audience: this.settings.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'iat', 'exp'],
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: MAX_AGE,
        currentDate: this.clock.now(),
      });
      return { claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError) return { refused: error.code.replace(/^ERR_/, '') };
      throw error;
    }
  }
}
