import { noEvidence } from './unclear-report';
import type { HttpOutcome } from '../http/http-client';
import { parseObject, type JsonObject } from './lossless-json';
import type { PayoutReport } from '../port/provider';

/** What a provider says in an error of its own. */
export interface Refusal {
  /** The provider's own; BAD_REQUEST where it names none. */
  readonly code: string;
  /** Without what could name a person: it may be stored. */
  readonly message: string;
  /** Code and words as they came, for judging only: never stored, never logged. */
  readonly wholeText: string;
}

/** How one provider writes its errors; undefined: this is none of its own. */
export type ReadRefusal = (body: JsonObject, status: number) => Refusal | undefined;

/**
 * What came back from a call.
 * `success`: a whole answer of the 2xx kind, one JSON object.
 * `refused`: an error in the provider's own shape.
 * `none`: nothing that the provider said. `sent` false: the call provably never reached it.
 */
export type ProviderAnswer =
  | { readonly kind: 'success'; readonly status: number; readonly body: JsonObject; readonly text: string }
  | { readonly kind: 'refused'; readonly status: number; readonly refusal: Refusal; readonly text: string }
  | { readonly kind: 'none'; readonly reason: string; readonly sent: boolean; readonly status?: number };

/**
 * The one rule by which every answer is read, to orders, questions and refusals, of every provider. A web page, an empty
 * body and a JSON text that is no object are nothing that the provider said. The same holds for an error that is not in
 * the provider's own shape. They come from anything on the way (a gateway, a proxy, a wrong address), whatever status
 * they have.
 */
export function classifyAnswer(outcome: HttpOutcome, readRefusal: ReadRefusal): ProviderAnswer {
  if (outcome.kind === 'not_sent') return { kind: 'none', reason: outcome.reason, sent: false };
  if (outcome.kind === 'lost') return { kind: 'none', reason: `answer lost: ${outcome.reason}`, sent: true };
  const { status, text } = outcome;
  const none = (what: string): ProviderAnswer => ({
    kind: 'none',
    reason: `answer ${status} ${what}`,
    sent: true,
    status,
  });
  if (isWebPage(outcome.headers['content-type'])) return none('is a web page');
  const body = parseObject(text);
  if (!body) return none('is not a JSON object');
  if (status >= 200 && status < 300) return { kind: 'success', status, body, text };
  const refusal = status >= 400 ? readRefusal(body, status) : undefined;
  return refusal ? { kind: 'refused', status, refusal, text } : none('without a reason of the provider');
}

/** What an answer to a question reports. Not found is what the provider itself does not find. */
export function reportFromAnswer(answer: ProviderAnswer, read: (text: string) => PayoutReport): PayoutReport {
  if (answer.kind === 'none') return noEvidence(answer.reason);
  // No proof: it may be too early, or another application's view.
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'not_found' };
  return answer.kind === 'success' && answer.status === 200
    ? read(answer.text)
    : noEvidence(`answer ${answer.status}`);
}

const isWebPage = (contentType: string | string[] | undefined): boolean =>
  /html/i.test(Array.isArray(contentType) ? contentType.join() : (contentType ?? ''));
