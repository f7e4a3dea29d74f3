import type { Clock } from '../../shared/clock';
import type { HttpCall, HttpClient, HttpOutcome } from './http-client';
import { numberTextIn, parseObject, textIn } from '../answers/lossless-json';
import type { ExchangeRecorder } from './exchange-recorder';

type TokenAnswer =
  | { readonly ok: true; readonly accessToken: string }
  | { readonly ok: false; readonly reason: string; readonly outcome: HttpOutcome };

/** How one provider grants access tokens. */
export interface TokenGrant {
  /** The call that asks for a token. */
  readonly call: HttpCall;
  /** The names, in the answer, of the token and of its life in seconds. */
  readonly tokenField: string;
  readonly lifeField: string;
  /** The code in an answer that grants none, or ''; it may be logged and stored. */
  refusalCode(text: string): string;
}

interface CachedToken {
  readonly accessToken: string;
  readonly refreshAtMs: number;
  readonly expiresAtMs: number;
}

/** Where an answer names no usable life, the token is asked for again soon. */
const UNSTATED_LIFE_S = 60;
const LONGEST_LIFE_S = 24 * 3600;
/** After a refresh failed, a token that is still good is used this long before the next try. */
const REFRESH_AGAIN_MS = 30_000;

/**
 * The access token: kept, renewed at 80 % of its life, and asked for once however many calls need it. A renewal that
 * fails does not matter while the old token still lives.
 */
export class AccessToken {
  private cached: CachedToken | undefined;
  private asking: Promise<TokenAnswer> | undefined;

  constructor(
    private readonly http: HttpClient,
    private readonly grant: TokenGrant,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends once with a token, whatever is answered. A token that was answered 401 is forgotten: the next call has a new
   * one. Without a token nothing is sent, and the recorder notes what the call for a token says of the provider.
   */
  async sendAuthorisedOnce(
    wire: ExchangeRecorder,
    send: (accessToken: string) => Promise<HttpOutcome>,
  ): Promise<HttpOutcome> {
    const token = await this.get();
    if (!token.ok) {
      wire.noteHealth(token.outcome);
      return { kind: 'not_sent', reason: token.reason };
    }
    const outcome = await send(token.accessToken);
    if (isUnauthorised(outcome)) this.invalidate(token.accessToken);
    return outcome;
  }

  /**
   * For a question only, never for an order: a call that is answered 401 is sent once more with a new token. If that one
   * never leaves, the 401 stands as the answer: the first call did reach the provider.
   */
  async sendAuthorised(
    wire: ExchangeRecorder,
    send: (accessToken: string) => Promise<HttpOutcome>,
  ): Promise<HttpOutcome> {
    const outcome = await this.sendAuthorisedOnce(wire, send);
    if (!isUnauthorised(outcome)) return outcome;
    const repeated = await this.sendAuthorisedOnce(wire, send);
    return repeated.kind === 'not_sent' ? outcome : repeated;
  }

  private async get(): Promise<TokenAnswer> {
    const held = this.cached;
    if (held && this.nowMs() < held.refreshAtMs) return { ok: true, accessToken: held.accessToken };
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** Forgets this token. It keeps another token that another call drew meanwhile. */
  private invalidate(accessToken: string): void {
    if (this.cached?.accessToken === accessToken) this.cached = undefined;
  }

  private async ask(): Promise<TokenAnswer> {
    const askedAtMs = this.nowMs();
    const outcome = await this.http.send(this.grant.call);
    if (outcome.kind !== 'answered') return this.fallBack(outcome, `${outcome.kind}: ${outcome.reason}`);
    const granted = outcome.status === 200 || outcome.status === 201;
    const token = granted ? readToken(outcome.text, this.grant) : undefined;
    if (!token)
      return this.fallBack(
        outcome,
        `answer ${outcome.status} ${this.grant.refusalCode(outcome.text)}`.trim(),
      );
    this.cached = {
      accessToken: token.accessToken,
      // Counted from before the question: the answer's way must not lengthen the token's life.
      refreshAtMs: askedAtMs + token.lifeS * 800,
      expiresAtMs: askedAtMs + token.lifeS * 1000,
    };
    return { ok: true, accessToken: token.accessToken };
  }

  private fallBack(outcome: HttpOutcome, reason: string): TokenAnswer {
    const held = this.cached;
    const nowMs = this.nowMs();
    if (!held || nowMs >= held.expiresAtMs)
      return { ok: false, reason: `no access token (${reason})`, outcome };
    this.cached = { ...held, refreshAtMs: Math.min(held.expiresAtMs, nowMs + REFRESH_AGAIN_MS) };
    return { ok: true, accessToken: held.accessToken };
  }

  private nowMs(): number {
    return this.clock.now().getTime();
  }
}

const isUnauthorised = (outcome: HttpOutcome): boolean =>
  outcome.kind === 'answered' && outcome.status === 401;

function readToken(text: string, grant: TokenGrant): { accessToken: string; lifeS: number } | undefined {
  const body = parseObject(text);
  const accessToken = body && textIn(body, grant.tokenField);
  // What can't stand in a header would be refused there, after the order was prepared.
  if (!body || !accessToken || !/^[\x21-\x7e]{1,8192}$/.test(accessToken)) return undefined;
  const stated = Number(numberTextIn(body, grant.lifeField) ?? Number.NaN);
  const lifeS = stated > 0 ? Math.min(stated, LONGEST_LIFE_S) : UNSTATED_LIFE_S;
  return { accessToken, lifeS };
}
