import { createApiKey } from '../../src/api/auth/keys/manage-keys';
import type { ScopeName } from '../../src/api/auth/keys/scopes';
import type { Service } from '../../src/composition/service';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { eventually } from './eventually';

interface Told {
  readonly status: number;
  readonly body: Record<string, string>;
  /** The `Ledger-Position` it came with. */
  readonly position: string | null;
}

/** A command sent by one API client, and what it is answered with. */
export type Post = (path: string, body: object, key: string, method?: 'POST' | 'PUT') => Promise<Told>;

export const commandsTo =
  (url: string, apiKey: string): Post =>
  async (path, body, key, method = 'POST') => {
    const response = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${apiKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify(body),
    });
    const position = response.headers.get('ledger-position');
    return { status: response.status, body: (await response.json()) as Told['body'], position };
  };

/** A client of its own, with a key made for it that the service knows by now. */
export async function anotherClient(
  { store, url }: Service,
  name: string,
  scopes: readonly ScopeName[] = ['commands', 'admin'],
): Promise<Post> {
  const made = await createApiKey({ store, clock: systemClock, random: systemRandom }, name, [...scopes]);
  if (!made.ok) throw new Error(made.refusal);
  const headers = { Authorization: `Bearer ${made.value.key}` };
  await eventually(`the key of ${name} is known`, async () => {
    const { status } = await fetch(`${url}/v1/cases`, { headers });
    return status !== 401;
  });
  return commandsTo(url, made.value.key);
}
