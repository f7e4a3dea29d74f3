import type { webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
}

export const AUDIENCE = 'https://holdfast.example';

/** An OpenID issuer on the loopback, with keys that a test adds and withdraws. */
export class OidcIssuer {
  private keys: SigningKey[] = [];
  /** Requests for the keys. */
  asked = 0;
  isAway = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<OidcIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = new OidcIssuer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      void issuer.answer(request.url ?? '').then(body => {
        response.writeHead(body ? 200 : 503, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(body ?? {}));
      });
    });
    await issuer.addKey('first');
    return issuer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  async addKey(kid: string, alg = 'RS256'): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    this.keys.push({ kid, alg, privateKey, publicKey });
  }

  withdrawKey(kid: string): void {
    this.keys = this.keys.filter(key => key.kid !== kid);
  }

  /** The first key's public half, as anybody can have it. */
  publicPem(): Promise<string> {
    return exportSPKI(this.keys[0]!.publicKey);
  }

  /** A good token of a person for an hour, but for what the claims and the header say. */
  token(claims: JWTPayload = {}, header: { kid?: string; alg?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const key =
      this.keys.find(({ kid }) => kid === (header.kid ?? this.keys.at(-1)!.kid)) ?? this.keys.at(-1)!;
    const good = { iss: this.url, aud: AUDIENCE, sub: 'ana', iat: now, exp: now + 3_600 };
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
      .sign(key.privateKey);
  }

  private async answer(path: string): Promise<object | undefined> {
    if (this.isAway) return undefined;
    if (path === '/.well-known/openid-configuration')
      return { issuer: this.url, jwks_uri: `${this.url}/jwks` };
    this.asked += 1;
    const jwks: JWK[] = [];
    for (const { kid, alg, publicKey } of this.keys)
      jwks.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
    return { keys: jwks };
  }
}
