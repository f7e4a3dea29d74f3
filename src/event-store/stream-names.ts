import type { ApprovalRuleEvent } from '../domain/approval/events';
import type { AccountEvent } from '../domain/account/events';
import type { CaseEvent } from '../domain/case/events';
import type { ExchangeEvent, PayoutStreamEvent } from '../domain/exchange/events';
import type { FeeEvent } from '../domain/journal/events';
import type { LimitEvent, LimitScope, LimitScopeNamed, UsageEvent } from '../domain/limits/events';
import type { NotificationEvent } from '../domain/notification/events';
import type { PayoutRequested } from '../domain/payout/events';
import type { AccountMappingSet, PeriodEvent } from '../domain/journal/events';
import type {
  WebhookDeliveryEvent,
  WebhookEndpointEvent,
  WebhookProgressSaved,
} from '../domain/outbound/events';
import type { ReconciliationEvent, StatementMappingSet } from '../domain/reconciliation/events';
import { fingerprint } from '../shared/ids';
import type { EventBody, RecordedEvent } from './event-store';
import type {
  AlarmEvent,
  ProofCheckpointCosigned,
  ProofCheckpointStamped,
  ProofLogEvent,
} from './log/proof-events';

declare const eventsOf: unique symbol;

/** The name of a stream. The type also says which events stand in the stream: reads and appends follow it. */
export type StreamName<Event extends EventBody = EventBody> = string & { readonly [eventsOf]: Event };

/** The first part of the names of alike streams, with the type of the events in them. */
export type StreamPrefix<Event extends EventBody> = string & { readonly [eventsOf]: Event };

/** Says which events stand in a stream. Only code that also writes the stream, or reads its name from disk, may say it. */
export const streamName = <Event extends EventBody>(name: string): StreamName<Event> =>
  name as StreamName<Event>;

const streamPrefix = <Event extends EventBody>(prefix: string): StreamPrefix<Event> =>
  prefix as StreamPrefix<Event>;

/** The grammar of stream names: `<category>-<id>`. */
export const ACCOUNT_PREFIX = streamPrefix<AccountEvent>('account-');
export const PAYOUT_PREFIX = streamPrefix<PayoutStreamEvent>('payout-');
export const NOTIFICATION_PREFIX = streamPrefix<NotificationEvent>('notification-');
export const CASE_PREFIX = streamPrefix<CaseEvent>('case-');
const EXCHANGE_PREFIX = streamPrefix<ExchangeEvent>('exchange-');
export const REFERENCE_PREFIX = streamPrefix<ReferenceEvent>('reference-');
/** What was settled with one provider. */
export const PROVIDER_PREFIX = streamPrefix<FeeEvent>('provider-');
export const RECONCILIATION_PREFIX = streamPrefix<ReconciliationEvent>('reconciliation-');

export const PROOF_LOG_STREAM = streamName<ProofLogEvent>('checkpoint-proof-log');
export const PROOF_COSIGNATURES_STREAM = streamName<ProofCheckpointCosigned>('checkpoint-proof-cosignatures');
export const PROOF_STAMPS_STREAM = streamName<ProofCheckpointStamped>('checkpoint-proof-stamps');

export const ALARM_PREFIX = streamPrefix<AlarmEvent>('alarm-');

export type LimitStreamEvent = LimitEvent | LimitScopeNamed;

/** The decisions about the limits of one scope. */
export const LIMITS_PREFIX = streamPrefix<LimitStreamEvent>('limits-');
/** Names every stream of limits. No scope has this name. */
export const LIMIT_SCOPES_STREAM = streamName<LimitScopeNamed>('limits-scopes');
/** What one client, or one payee, has used of limits in one day. */
export const USAGE_PREFIX = streamPrefix<UsageEvent>('usage-');
/** All approval rules stand in one stream: they are few, and every process holds all of them in memory. */
export const APPROVAL_RULES_STREAM = streamName<ApprovalRuleEvent>('approval-rules');

/** How the CSV files of providers are read. */
export const STATEMENT_MAPPINGS_STREAM = streamName<StatementMappingSet>('statement-mappings');

/** Which code each ledger account has in another chart of accounts. Its name does not begin like an account's stream. */
export const ACCOUNT_MAPPINGS_STREAM = streamName<AccountMappingSet>('ledger-account-mappings');

/** Which months of the books are closed. */
export const PERIODS_STREAM = streamName<PeriodEvent>('closed-periods');

/** All endpoints of all clients stand in one stream. */
export const WEBHOOK_ENDPOINTS_STREAM = streamName<WebhookEndpointEvent>('webhook-endpoints');
/** What endpoints were sent. */
const WEBHOOK_DELIVERY_PREFIX = streamPrefix<WebhookDeliveryEvent>('webhook-delivery-');

const streamIn = <Event extends EventBody>(prefix: StreamPrefix<Event>, id: string): StreamName<Event> =>
  streamName(prefix + id);

export const accountStream = (accountId: string) => streamIn(ACCOUNT_PREFIX, accountId);
/** What a process wrote down of an account, so that the next one reads less. Only `commands/accounts` reads it. */
export const accountSnapshotStream = (accountId: string) =>
  streamName<AccountSnapshotTaken>(`snapshot-account-${accountId}`);
export const payoutStream = (payoutId: string) => streamIn(PAYOUT_PREFIX, payoutId);
export const limitsStream = (scope: LimitScope) => streamName<LimitEvent>(LIMITS_PREFIX + scope);
/** `usage`: its whole name, as the events of a share have it. */
export const usageStream = (usage: string) => streamName<UsageEvent>(usage);
export const caseStream = (caseId: string) => streamIn(CASE_PREFIX, caseId);
/** `subject`: the payout, deposit or test that the messages are about. They are sent in order. */
export const webhookDeliveryStream = (endpointId: string, subject: string) =>
  streamIn(WEBHOOK_DELIVERY_PREFIX, `${endpointId}-${subject}`);
/** The streams of what one endpoint was sent. */
export const webhookDeliveriesOf = (endpointId: string) =>
  streamPrefix<WebhookDeliveryEvent>(`${WEBHOOK_DELIVERY_PREFIX}${endpointId}-`);
/** How far one endpoint has read the log. */
export const webhookProgressStream = (endpointId: string) =>
  streamName<WebhookProgressSaved>(`checkpoint-webhooks-${endpointId}`);
export const providerStream = (provider: string) => streamIn(PROVIDER_PREFIX, provider);
export const reconciliationStream = (statementId: string) => streamIn(RECONCILIATION_PREFIX, statementId);
/**
 * What went over the wire for a payout and decided nothing. An exchange that an event of the payout rests on stands in the
 * payout's stream; in streams of before it stands here too.
 */
export const exchangeStream = (payoutId: string) => streamIn(EXCHANGE_PREFIX, payoutId);

/** Named by what the alarm is about: the same alarm again meets the first one. */
export const alarmStream = (subject: readonly string[]) =>
  streamIn(ALARM_PREFIX, fingerprint(...subject).slice(0, 40));

/** Named by what the notification means, so that a duplicate delivery meets the first one. */
export const notificationStream = (provider: string, identity: readonly string[]) =>
  streamIn(NOTIFICATION_PREFIX, `${provider}-${fingerprint(...identity).slice(0, 40)}`);

/** Whether a recorded event stands in a stream of this prefix. Then its body is one of that prefix's events. */
export const isEventOf = <Event extends EventBody>(
  prefix: StreamPrefix<Event>,
  event: RecordedEvent,
): event is RecordedEvent<Event> => event.streamId.startsWith(prefix);

/**
 * The kinds of names that one holder reserves: the provider's own id of a payout and the payment's id in PIX. The
 * Idempotency-Key of a deposit is unique over all accounts, that of a decision over all cases. `client` and `provider` are
 * the two claims of a payout's reference in a store that is older than `PayoutReferenceReserved`.
 */
export type ReferenceKind =
  'client' | 'provider' | 'provider-id' | 'end-to-end-id' | 'return' | 'deposit-key' | 'decision-key';

export interface ReferenceReserved {
  type: 'ReferenceReserved';
  data: {
    kind: ReferenceKind;
    owner: string;
    reference: string;
    holder: string;
    /** The earlier holder, which never used it. The field is missing where the holder is the first one. */
    replaces?: string;
  };
}

/** One part of a page of an account's snapshot. It is a cache: nothing is decided or booked from it alone. */
export interface AccountSnapshotTaken {
  type: 'AccountSnapshotTaken';
  data: {
    accountId: string;
    /** Of `content`. A program that does not know it leaves the page out. */
    format: number;
    /** The last event of the account's stream that is in the state, and its id. */
    revision: number;
    eventId: string;
    /** The checksum of the part or page before this one; null where a snapshot begins. */
    follows: string | null;
    /** From 0. */
    part: number;
    parts: number;
    /** A piece of the page's bytes, as base64. */
    content: string;
    /** SHA-256 over the other fields, in hex. */
    checksum: string;
  };
}

/** One stream per reference. Its first event reserves it for one holder. */
export const referenceStream = (kind: ReferenceKind, owner: string, reference: string) =>
  streamName<ReferenceReserved>(`reference-${fingerprint(kind, owner, reference).slice(0, 40)}`);

/** The reference of a payout: one payout per client and text, and one per provider and text. */
export type PayoutReferenceEvent =
  | {
      type: 'PayoutReferenceReserved';
      data: PayoutReferenceClaim & {
        /** The payouts that had it before, and never use it. The field is missing where there were none. */
        replaces?: readonly string[];
      };
    }
  /** The reference belongs to another payout: this one never gets it, by no request. */
  | { type: 'PayoutReferenceDenied'; data: PayoutReferenceClaim };

export interface PayoutReferenceClaim {
  clientId: string;
  provider: PayoutRequested['provider'];
  reference: string;
  payoutId: string;
}

/** One stream for a text, for all clients and providers. */
export const payoutReferenceStream = (reference: string) =>
  streamName<PayoutReferenceEvent>(`reference-${fingerprint('payout', reference).slice(0, 40)}`);

/** No payout of this store has a claim of the kinds `client` and `provider`. */
export interface PayoutReferencesCombined {
  type: 'PayoutReferencesCombined';
  data: Record<never, never>;
}

export type ReferenceEvent = ReferenceReserved | PayoutReferenceEvent | PayoutReferencesCombined;

export const REFERENCE_ERA_STREAM = streamName<PayoutReferencesCombined>('reference-era');
