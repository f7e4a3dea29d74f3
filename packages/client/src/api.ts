import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './schema';

/** Lists are also CSV and Parquet files. A file is no `data` of a typed answer: ask for it with `parseAs: 'blob'`. */
type Media =
  | 'application/json'
  | 'application/problem+json'
  | 'application/zip'
  | 'text/plain'
  | 'application/octet-stream'
  | 'text/event-stream';

/** Every route with its types: `api.GET('/v1/payouts/{id}', { params: { path: { id } } })`. */
export type Api = Client<paths, Media>;

export interface ApiOptions {
  /** The service, for example `https://holdfast.example`. In a browser `''` means the page's own origin. */
  readonly url: string;
  /** An API key, or a function that returns it for each request. A page with a session cookie has none. */
  readonly key?: string | (() => string | undefined);
  /** Sends a request; `fetch` of the platform where it is absent. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Returns the routes of a service. It sends each request once, as it is. */
export function createApi({ url, key, fetch }: ApiOptions): Api {
  const api = createClient<paths, Media>({ baseUrl: url, ...(fetch && { fetch }) });
  if (key !== undefined) api.use(bearer(key));
  return api;
}

const bearer = (key: string | (() => string | undefined)): Middleware => ({
  onRequest({ request }) {
    const text = typeof key === 'string' ? key : key();
    if (text !== undefined) request.headers.set('Authorization', `Bearer ${text}`);
  },
});
