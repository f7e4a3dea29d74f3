import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** A request as a signer sees it; header names are lower case. */
export interface Unsigned {
  readonly method: string;
  readonly path: string;
  readonly authority?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The private half of the key in RFC 9421, B.1.4. Everybody knows it. */
export const PUBLISHED_KEY = createPrivateKey({
  key: {
    ...{ kty: 'OKP', crv: 'Ed25519', d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU' },
    x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  },
  format: 'jwk',
});

export const digestOf = (body: string): string =>
  `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

function valueOf(component: string, { method, path, authority, headers }: Unsigned): string {
  if (component === '@method') return method;
  if (component === '@path') return path.split('?')[0]!;
  if (component === '@query') return `?${path.split('?')[1] ?? ''}`;
  return component === '@authority' ? authority! : headers[component]!;
}

/** Signs as RFC 9421 says it, without a library. `parameters`: like `;created=1618884473;keyid="k"`. */
export function signed(
  request: Unsigned,
  components: readonly string[],
  parameters: string,
  key: KeyObject,
): Record<string, string> {
  const input = `(${components.map(name => `"${name}"`).join(' ')})${parameters}`;
  const lines = components.map(name => `"${name}": ${valueOf(name, request)}`);
  const base = [...lines, `"@signature-params": ${input}`].join('\n');
  const signature = sign(null, Buffer.from(base), key).toString('base64');
  return { 'signature-input': `sig=${input}`, signature: `sig=:${signature}:` };
}
