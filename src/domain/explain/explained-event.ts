import type { AccountEvent } from '../account/events';
import type { CaseEvent } from '../case/events';
import type { ExchangeEvent } from '../exchange/events';
import type { NotificationEvent } from '../notification/events';
import {
  isAccountEvent,
  isCaseEvent,
  isExchangeEvent,
  isNotificationEvent,
  isPayoutEvent,
} from '../journal/known-events';
import type { PayoutEvent } from '../payout/events';
import { invariant } from '../../shared/invariant';

/** The events that an explanation of a payout can contain. */
export type ExplainedEvent = AccountEvent | CaseEvent | ExchangeEvent | NotificationEvent | PayoutEvent;

/** A recorded event, as far as an explanation needs it. */
export interface Fact {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly recordedAt: Date;
  readonly body: { readonly type: string; readonly data: object };
  readonly metadata: Author;
}

/** Who wrote an event: a client with its key and its request, the saga, or a provider. */
export interface Author {
  readonly actor: string;
  readonly keyId?: string;
  readonly requestId?: string;
}

/** The text of one step of an explanation, and the rule that it applies. */
export interface Sentence {
  readonly words: string;
  /** The reason for the booking. It is null where the event decides and books nothing. */
  readonly rule: string | null;
}

/**
 * The body of a recorded event as one that can be explained.
 * @throws {Bug} the type is unknown: it may move money, so the explanation must not pass over it
 */
export function explainedEvent({ body, streamId }: Fact): ExplainedEvent {
  invariant(isExplained(body), `Unknown event type ${body.type} in ${streamId}`);
  return body;
}

const isExplained = (body: Fact['body']): body is ExplainedEvent =>
  isAccountEvent(body) ||
  isPayoutEvent(body) ||
  isCaseEvent(body) ||
  isExchangeEvent(body) ||
  isNotificationEvent(body);
