import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../../shared/clock';
import { providerHealthOf, NOT_CALLED, type ProviderHealth } from './provider-health';
import type { HttpCall, HttpClient, HttpOutcome } from './http-client';
import { answerHash } from '../answers/lossless-json';
import type { CallResult, Exchange } from '../port/provider';

export interface ExchangeRecorderParts {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** What must not be kept, should an answer repeat it. */
  readonly secrets: readonly string[];
}

const MAX_KEPT_BYTES = 64 * 1024;
/** A shorter secret can't be told from a word. */
const SHORTEST_SECRET = 8;

/** One submission or query on its way. It keeps what went over the wire for a person who doubts the outcome. */
export class ExchangeRecorder {
  private readonly exchanges: Exchange[] = [];
  private condition: ProviderHealth = NOT_CALLED;

  constructor(private readonly parts: ExchangeRecorderParts) {}

  /** `secrets`: those of this call, beside the ones the wire knows. Never rejects for what the network does. */
  async send(call: HttpCall, secrets: readonly string[]): Promise<HttpOutcome> {
    const outcome = await this.parts.http.send(call);
    this.noteHealth(outcome);
    if (outcome.kind !== 'not_sent') this.recordExchange(call, outcome, [...this.parts.secrets, ...secrets]);
    return outcome;
  }

  /** Takes a call for what it says of the provider, without keeping it. */
  noteHealth(outcome: HttpOutcome): void {
    this.condition = providerHealthOf(outcome, this.parts.clock.now());
  }

  result<Outcome>(outcome: Outcome): CallResult<Outcome> {
    return { outcome, exchanges: [...this.exchanges], ...this.condition };
  }

  private recordExchange(
    call: HttpCall,
    outcome: Exclude<HttpOutcome, { kind: 'not_sent' }>,
    secrets: readonly string[],
  ): void {
    const { method, body } = call;
    const path = this.parts.http.pathOf(call);
    const request = { method, path, requestBody: body === undefined ? null : redactedBody(body, secrets) };
    if (outcome.kind === 'lost') {
      const none = { status: null, answerBody: null, answerHash: null };
      this.exchanges.push({ ...request, ...none, fault: outcome.reason });
      return;
    }
    const { status, text } = outcome;
    const answer = {
      status,
      answerBody: redactedBody(text, secrets),
      answerHash: answerHash(text),
      fault: null,
    };
    this.exchanges.push({ ...request, ...answer });
  }
}

/** The text as it was, without the secrets in it, and up to a size. */
function redactedBody(text: string, secrets: readonly string[]): string {
  const clean = secrets
    .filter(secret => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
  const bytes = Buffer.from(clean, 'utf8');
  if (bytes.length <= MAX_KEPT_BYTES) return clean;
  // The decoder leaves out a character that the cut goes through.
  const head = new StringDecoder('utf8').write(bytes.subarray(0, MAX_KEPT_BYTES));
  return `${head}\n[cut here: ${bytes.length} bytes in all]`;
}
