import type { ProviderName } from '../payout/payee';

/** What went over the wire between us and a provider for one payout, so that whoever doubts an outcome can read it again. */
export interface ExchangeEvent {
  type: 'ProviderExchanged';
  data: ProviderExchanged;
}

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
