import type { AccountEvent } from '../account/events';
import type { CaseEvent } from '../case/events';
import type { ExchangeEvent } from '../exchange/events';
import type { NotificationEvent } from '../notification/events';
import type { PayoutEvent } from '../payout/events';

/** The events that can be told about a payout. */
export type Told = AccountEvent | CaseEvent | ExchangeEvent | NotificationEvent | PayoutEvent;

/** An event as recorded: what an explanation needs of it. */
export interface Fact {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly recordedAt: Date;
  readonly body: { readonly type: string; readonly data: object };
}

/** What a step of the explanation says in words, and the rule it applies. */
export interface Words {
  readonly words: string;
  /** Why it is booked so; null where nothing is decided or booked. */
  readonly rule: string | null;
}

/** True of an event whose data names the payout. What a notification said stands in its stream, beside its verdict. */
export function namesPayout({ body }: Pick<Fact, 'body'>, payoutId: string): boolean {
  return (body.data as { payoutId?: unknown }).payoutId === payoutId;
}
