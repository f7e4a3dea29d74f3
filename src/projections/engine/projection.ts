import type { Transaction } from 'kysely';
import { ACCOUNT_PREFIX, CASE_PREFIX, PAYOUT_PREFIX, PROVIDER_PREFIX } from '../../event-store/stream-names';
import type { EventBody, RecordedEvent } from '../../event-store/event-store';
import type { AccountEvent } from '../../domain/account/events';
import {
  isAccountEvent,
  isCaseEvent,
  isFeeEvent,
  isPayoutStreamEvent,
} from '../../domain/journal/known-events';
import type { CaseEvent } from '../../domain/case/events';
import type { PayoutStreamEvent } from '../../domain/exchange/events';
import type { FeeEvent } from '../../domain/journal/events';
import { Bug, invariant } from '../../shared/invariant';
import type { Tables } from '../schema';

/** One read model: what a batch of events makes of its tables. */
export interface Projection {
  /** The name of its checkpoint and of its writer's lock; `projections rebuild` takes it as its argument. */
  readonly name: string;
  /** Streams it reads besides those that every projection reads. */
  readonly furtherPrefixes?: readonly string[];
  /**
   * Applies events in `$all` order inside the caller's transaction, using bare table names only. It knows no clock and
   * no random: the same events make the same rows. Whatever it throws, except a fault, is the event's own fault.
   */
  apply(transaction: Transaction<Tables>, events: readonly RecordedEvent[]): Promise<void>;
}

/**
 * Every projection reads the same streams, also those whose events it passes over. So every read model sooner or later
 * reaches the position of any command's result.
 */
export const PROJECTED_PREFIXES: readonly string[] = [
  ACCOUNT_PREFIX,
  PAYOUT_PREFIX,
  CASE_PREFIX,
  PROVIDER_PREFIX,
];

export const prefixesOf = ({ furtherPrefixes = [] }: Projection): readonly string[] => [
  ...PROJECTED_PREFIXES,
  ...furtherPrefixes,
];

export type LedgerBody = AccountEvent | PayoutStreamEvent | CaseEvent | FeeEvent;

/**
 * The event's body as an account's, payout's, case's or provider's, by the stream it stands in. A type that is not known there cannot be
 * passed over, for it may move money.
 * @throws {Bug} the type is not one of the stream's
 */
export function ledgerEvent(event: RecordedEvent): LedgerBody {
  const { body, streamId } = event;
  if (streamId.startsWith(ACCOUNT_PREFIX) && isAccountEvent(body)) return body;
  if (streamId.startsWith(CASE_PREFIX) && isCaseEvent(body)) return body;
  if (streamId.startsWith(PAYOUT_PREFIX) && isPayoutStreamEvent(body)) return body;
  if (streamId.startsWith(PROVIDER_PREFIX) && isFeeEvent(body)) return body;
  throw new Bug(`Unknown event type ${body.type} in ${streamId}`);
}

/** The body of an event of one stream, for which `isKnown` knows every type. @throws {Bug} the type is not known */
export function knownBody<Body extends EventBody>(
  isKnown: (body: EventBody) => body is Body,
  { body, streamId }: RecordedEvent,
): Body {
  invariant(isKnown(body), `Unknown event type ${body.type} in ${streamId}`);
  return body;
}

const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Free text as PostgreSQL can hold it: NUL and halves of surrogate pairs, which it refuses, show as U+FFFD. The event
 * keeps the text as it was; a read model must not stop for it.
 */
export const storable = (text: string): string => text.replace(UNSTORABLE, '\ufffd');

/** The value as JSON text that PostgreSQL can hold. */
export const storableJson = (value: object): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
