import type { PayoutEvent } from '../payout/events';
import type { ProviderName } from '../payout/payee';

/**
 * What went over the wire between us and a provider for one payout. It stays readable, so a person can check an
 * outcome.
 */
export interface ExchangeEvent {
  type: 'ProviderExchanged';
  data: ProviderExchanged;
}

/**
 * The events in a payout's stream. An exchange stands there before the event that rests on it, from the same append. It
 * says nothing about the payout itself, so the payout's state and rows pass over it.
 */
export type PayoutStreamEvent = PayoutEvent | ExchangeEvent;

export interface ProviderExchanged {
  payoutId: string;
  provider: ProviderName;
  /** SUBMIT: the order was sent. ASK: we asked what became of it. */
  purpose: 'SUBMIT' | 'ASK';
  method: string;
  path: string;
  /** null where no whole answer came; `fault` says why. */
  status: number | null;
  fault: string | null;
  /** Of the answer's text, as in the evidence of an outcome; null without an answer. */
  answerHash: string | null;
  /** Personal data stands here and nowhere else: the texts as they were sent and came. No header: they hold the secrets. */
  personal: { requestBody: string | null; answerBody: string | null };
}
