import type { Clock } from '../../shared/clock';
import type { CallResult } from '../port/provider';
import { classifyAnswer, type ProviderAnswer, type ReadRefusal } from '../answers/provider-answer';
import { AccessToken, type TokenGrant } from './access-token';
import { ExchangeRecorder } from './exchange-recorder';
import { HttpClient, type HttpCall, type HttpOutcome } from './http-client';

/** What a call carries beside its body: `order` moves money, `query` does not. */
export type CallPurpose = 'order' | 'query';

/** What differs from provider to provider. */
interface ProviderClientParts {
  readonly url: string;
  /** Milliseconds for each single call. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly tokenGrant: TokenGrant;
  /** An answer can repeat them; a recorded exchange never shows them. */
  readonly secrets: readonly string[];
  readonly accept: string;
  readonly readRefusal: ReadRefusal;
  /** Headers beside the access token's; each value of `secrets` is hidden in the recorded exchange. */
  readonly authorisation?: (accessToken: string, purpose: CallPurpose) => Authorisation;
}

export interface Authorisation {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** The calls of one submission or one query; each is recorded. */
export interface ProviderCalls {
  /** Sends an order once: only a caller that records a repeat may send it again. */
  order(call: HttpCall): Promise<HttpOutcome>;
  /** Sends a call that moves no money. After a 401 it sends the call once more with a new token. */
  query(call: HttpCall): Promise<HttpOutcome>;
  /** Gets `path` and classifies the answer. */
  get(path: string): Promise<ProviderAnswer>;
  /** Gets `<path>/<id>`. `what` names the id where it cannot stand in a path: "this reference cannot be asked for". */
  getById(path: string, id: string, what: string): Promise<ProviderAnswer>;
}

/** The way to one provider over HTTP: one connection pool and one access token. Orders and queries go through it. */
export class ProviderClient {
  private readonly http: HttpClient;
  private readonly token: AccessToken;

  constructor(private readonly parts: ProviderClientParts) {
    const { url, timeoutMs, clock, tokenGrant } = parts;
    this.http = new HttpClient({ baseUrl: url, timeoutMs, clock });
    this.token = new AccessToken(this.http, tokenGrant, clock);
  }

  /** Runs the calls of one submission or query. The result holds the outcome and every recorded exchange. */
  async run<Outcome>(work: (calls: ProviderCalls) => Promise<Outcome>): Promise<CallResult<Outcome>> {
    const { clock, secrets } = this.parts;
    const recorder = new ExchangeRecorder({ http: this.http, clock, secrets });
    return recorder.result(await work(this.callsOf(recorder)));
  }

  /** Aborts the calls under way and releases the connections. */
  close(): Promise<void> {
    return this.http.close();
  }

  private callsOf(recorder: ExchangeRecorder): ProviderCalls {
    const sender = (call: HttpCall, purpose: CallPurpose) => (accessToken: string) =>
      this.send(recorder, call, purpose, accessToken);
    const query = (call: HttpCall) => this.token.sendAuthorised(recorder, sender(call, 'query'));
    const get = async (path: string): Promise<ProviderAnswer> =>
      classifyAnswer(await query({ method: 'GET', path, headers: {} }), this.parts.readRefusal);
    return {
      order: call => this.token.sendAuthorisedOnce(recorder, sender(call, 'order')),
      query,
      get,
      getById: (path, id, what) =>
        isPathSegment(id) ? get(`${path}/${encodeURIComponent(id)}`) : Promise.resolve(notAsked(what)),
    };
  }

  private send(
    recorder: ExchangeRecorder,
    call: HttpCall,
    purpose: CallPurpose,
    accessToken: string,
  ): Promise<HttpOutcome> {
    const { accept, authorisation } = this.parts;
    const own = authorisation?.(accessToken, purpose);
    const token = { Accept: accept, Authorization: `Bearer ${accessToken}` };
    const headers = { ...call.headers, ...token, ...own?.headers };
    return recorder.send({ ...call, headers }, [accessToken, ...(own?.secrets ?? [])]);
  }
}

/** Dots alone are no segment of a path: a server that resolves them answers about something else. */
const isPathSegment = (id: string): boolean => !/^\.{1,2}$/.test(id);

const notAsked = (what: string): ProviderAnswer => ({
  kind: 'none',
  reason: `this ${what} cannot be asked for`,
  sent: false,
});
