import { createHash, createPrivateKey, sign } from 'node:crypto';
import { httpbis } from 'http-message-signatures';

type Send = (request: Request) => Promise<Response>;

const READS = ['GET', 'HEAD'];

/**
 * Signs each request that can change something, for an API key that was made with `signingKey` (RFC 9421, Ed25519). Give
 * what it returns as `fetch`. For Node; `privateKey` is PEM, as `openssl genpkey -algorithm ed25519` writes it.
 */
export function signedFetch(privateKey: string, send: Send = request => globalThis.fetch(request)): Send {
  const key = createPrivateKey(privateKey);
  const signer = async (base: Buffer) => sign(null, base, key);
  return async request =>
    send(READS.includes(request.method) ? request : await withSignature(request, signer));
}

async function withSignature(request: Request, signer: (base: Buffer) => Promise<Buffer>): Promise<Request> {
  const body = Buffer.from(await request.clone().arrayBuffer());
  if (body.length > 0) request.headers.set('Content-Digest', digestOf(body));
  const { method, url } = request;
  const fields = ['@method', '@path', ...fieldsOf(request)];
  const key = { id: keyIdOf(request), alg: 'ed25519', sign: signer };
  const params = ['created', 'keyid', 'alg'];
  const message = { method, url, headers: Object.fromEntries(request.headers) };
  const { headers } = await httpbis.signMessage({ key, fields, params }, message);
  return new Request(request, { headers: headers as Record<string, string> });
}

/** What the service wants to be signed, where the request has it. */
function fieldsOf({ url, headers }: Request): string[] {
  const names = ['idempotency-key', 'content-digest'].filter(name => headers.has(name));
  return new URL(url).search === '' ? names : ['@query', ...names];
}

const digestOf = (body: Buffer): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** The id in `hf_<id>_<secret>`. @throws {Error} for a request without such a key */
function keyIdOf({ headers }: Request): string {
  const id = /^Bearer hf_([0-9a-f-]{36})_/.exec(headers.get('Authorization') ?? '')?.[1];
  if (id === undefined) throw new Error('Only a request with an API key can be signed');
  return id;
}
