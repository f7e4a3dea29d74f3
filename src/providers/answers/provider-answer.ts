import { noEvidence } from './unclear-report';
import type { HttpOutcome } from '../http/http-client';
import { parseObject, type JsonObject } from './lossless-json';
import type { Report } from '../port/provider';

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
 * - `said`: a whole answer of the 2xx kind, one JSON object
 * - `refused`: an error in the provider's own shape
 * - `nothing`: no word of the provider. `sent` false: the call provably never reached it
 */
export type Answer =
  | { readonly kind: 'said'; readonly status: number; readonly body: JsonObject; readonly text: string }
  | { readonly kind: 'refused'; readonly status: number; readonly refusal: Refusal; readonly text: string }
  | { readonly kind: 'nothing'; readonly reason: string; readonly sent: boolean; readonly status?: number };

/**
 * The one rule by which every answer is read, to orders, questions and refusals, of every provider. A web page, an empty
 * body, a JSON text that is no object, and an error that is not in the provider's own shape come from anything on the
 * way (a gateway, a proxy, a wrong address): they are no word of the provider, whatever status they have.
 */
export function answerIn(outcome: HttpOutcome, readRefusal: ReadRefusal): Answer {
  if (outcome.kind === 'not_sent') return { kind: 'nothing', reason: outcome.reason, sent: false };
  if (outcome.kind === 'lost')
    return { kind: 'nothing', reason: `answer lost: ${outcome.reason}`, sent: true };
  const { status, text } = outcome;
  const nothing = (what: string): Answer => ({
    kind: 'nothing',
    reason: `answer ${status} ${what}`,
    sent: true,
    status,
  });
  if (isWebPage(outcome.headers['content-type'])) return nothing('is a web page');
  const body = parseObject(text);
  if (!body) return nothing('is not a JSON object');
  if (status >= 200 && status < 300) return { kind: 'said', status, body, text };
  const refusal = status >= 400 ? readRefusal(body, status) : undefined;
  return refusal ? { kind: 'refused', status, refusal, text } : nothing('without a reason of the provider');
}

/** What an answer to a question reports. Not found is what the provider itself does not find. */
export function reportIn(answer: Answer, read: (text: string) => Report): Report {
  if (answer.kind === 'nothing') return noEvidence(answer.reason);
  // No proof: it may be too early, or another application's view.
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'not_found' };
  return answer.kind === 'said' && answer.status === 200
    ? read(answer.text)
    : noEvidence(`answer ${answer.status}`);
}

const isWebPage = (contentType: string | string[] | undefined): boolean =>
  /html/i.test(Array.isArray(contentType) ? contentType.join() : (contentType ?? ''));
