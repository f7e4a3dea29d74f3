import { Pool } from 'undici';

export interface Answered {
  readonly status: number;
  readonly ms: number;
}

/** An HTTP client with a fixed number of connections, one request at a time on each. */
export class Client {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly apiKey: string,
    readonly connections: number,
  ) {
    this.pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  }

  async post(path: string, body: object, key?: string): Promise<Answered> {
    const headers = { ...this.headers(), ...(key === undefined ? {} : { 'idempotency-key': key }) };
    const begun = performance.now();
    const answer = await this.pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
    await answer.body.dump();
    return { status: answer.statusCode, ms: performance.now() - begun };
  }

  /** The parsed answer of a POST. @throws {Error} when it is not a 2xx */
  async send<Body>(path: string, body: object, key: string): Promise<Body> {
    const headers = { ...this.headers(), 'idempotency-key': key };
    const answer = await this.pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`POST ${path}: ${answer.statusCode} ${text}`);
    return JSON.parse(text) as Body;
  }

  async get<Body>(path: string): Promise<Body | undefined> {
    const answer = await this.pool.request({ method: 'GET', path, headers: this.headers() });
    const text = await answer.body.text();
    return answer.statusCode < 300 ? (JSON.parse(text) as Body) : undefined;
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.apiKey}`, 'content-type': 'application/json' };
  }
}

/** Runs the work again and again in so many lanes, until the time is over or it was done often enough. */
export async function inLanes(
  lanes: number,
  end: { readonly ms?: number; readonly count?: number },
  work: (index: number) => Promise<void>,
): Promise<number> {
  const endsAt = performance.now() + (end.ms ?? Infinity);
  let begun = 0;
  let done = 0;
  const lane = async () => {
    while (performance.now() < endsAt && begun < (end.count ?? Infinity)) {
      await work(begun++);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

/** Looks again and again; what is elsewhere tells nobody that it has changed. @throws {Error} after the time */
export async function until(
  what: string,
  look: () => Promise<boolean>,
  everyMs = 20,
  withinMs = 300_000,
): Promise<void> {
  const endsAt = performance.now() + withinMs;
  while (!(await look())) {
    if (performance.now() > endsAt) throw new Error(`It never came to this: ${what}`);
    await new Promise(resolve => setTimeout(resolve, everyMs));
  }
}
