import { verify } from 'node:crypto';
import type { Request } from 'express';
import { httpbis, type SignatureParameters } from 'http-message-signatures';
import { hasBody, pathOf } from '../../http/bodies/routes';
import { problem, ProblemError } from '../../problems/problem';
import type { ApiClient } from '../keys/api-keys';
import { hasProvedDigest } from './content-digest';
import { signingKeyIn } from './signing-key';

/** How far the time of a signature may lie from the time of this service. */
const MAX_AGE_MS = 300_000;

export type SignatureRefusal = 'SIGNATURE_REQUIRED' | 'SIGNATURE_INVALID';

/** Whether the client has to sign the request: its key signs, and the request can change something. */
export const mustSign = ({ signingKey }: ApiClient, { method }: Request): boolean =>
  signingKey !== undefined && method !== 'GET' && method !== 'HEAD';

/**
 * What is wrong with the proof that the holder of the client's signing key made this request with this body (RFC 9421,
 * Ed25519); undefined: nothing.
 */
export async function signatureFault(
  request: Request,
  client: ApiClient,
  now: Date,
): Promise<SignatureFault | undefined> {
  const components = componentsOf(request);
  const fault = (code: SignatureRefusal, why: string) => new SignatureFault(code, why, client, components);
  try {
    const proved = await verified(request, client, components, now);
    if (proved === null) return fault('SIGNATURE_REQUIRED', 'there is none with this keyid');
    if (!proved) return fault('SIGNATURE_INVALID', 'the one that came is not of this request, or not of now');
  } catch (error) {
    return fault('SIGNATURE_INVALID', `the one that came is refused: ${textOf(error)}`);
  }
  const isWhole = !hasBody(request) || hasProvedDigest(request);
  return isWhole ? undefined : fault('SIGNATURE_INVALID', 'its Content-Digest proves no body');
}

/** null: there is no signature of this key. */
async function verified(
  request: Request,
  { keyId, signingKey }: ApiClient,
  requiredFields: string[],
  now: Date,
): Promise<boolean | null> {
  const publicKey = signingKeyIn(signingKey);
  if (!publicKey) return false;
  const verifyWithKey = async (base: Buffer, signature: Buffer, parameters?: SignatureParameters) =>
    isTimely(parameters, now) && verify(null, base, publicKey, signature);
  return httpbis.verifyMessage(
    {
      keyLookup: async ({ keyid }) =>
        keyid === keyId ? { id: String(keyid), algs: ['ed25519'], verify: verifyWithKey } : null,
      requiredParams: ['created', 'keyid'],
      requiredFields,
      notAfter: new Date(now.getTime() + MAX_AGE_MS),
    },
    { method: request.method, url: urlOf(request), headers: headersOf(request) },
  );
}

function isTimely(parameters: SignatureParameters | undefined, now: Date): boolean {
  const created = parameters?.created;
  if (!(created instanceof Date)) return false;
  return Math.abs(now.getTime() - created.getTime()) <= MAX_AGE_MS;
}

/** What a signature covers at least. Each is there only where the request has it. */
function componentsOf(request: Request): string[] {
  return [
    '@method',
    '@path',
    ...(request.url.includes('?') ? ['@query'] : []),
    ...(request.headers['idempotency-key'] === undefined ? [] : ['idempotency-key']),
    ...(hasBody(request) ? ['content-digest'] : []),
  ];
}

/** @throws {Error} for a path that a URL parser would change: the router reads it as it is */
function urlOf(request: Request): URL {
  const url = new URL(request.url, 'http://host.invalid');
  if (url.pathname !== pathOf(request)) throw new Error('the path is not in its plain form');
  return url;
}

/** Every header, and each of its values where it is repeated. */
const headersOf = ({ headersDistinct }: Request): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, values ?? []]));

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A request of a key that signs, without its signature. */
export class SignatureFault extends ProblemError {
  constructor(
    readonly code: SignatureRefusal,
    why: string,
    { keyId }: ApiClient,
    components: readonly string[],
  ) {
    const covered = components.map(name => `"${name}"`).join(' ');
    const wanted = `(${covered});created;keyid="${keyId}";alg="ed25519"`;
    const detail = `This key signs what it asks for (RFC 9421). The signature is ${wanted} and at most ${MAX_AGE_MS / 60_000} minutes old; ${why}`;
    super(problem(401, code, detail), { 'Accept-Signature': `sig=${wanted}` });
  }
}
