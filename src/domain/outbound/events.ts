/** What an endpoint can ask to be told, by the names that are on the wire. */
export const MESSAGE_TYPES = [
  'payout.accepted',
  'payout.awaiting_approval',
  'payout.rejected',
  'payout.approved',
  'payout.approval_rejected',
  'payout.approval_expired',
  'payout.submitted',
  'payout.outcome_unknown',
  'payout.completed',
  'payout.failed',
  'payout.returned',
  'case.opened',
  'case.decided',
  'deposit.recorded',
  'deposit.reversed',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Sent because a person asked for it; no endpoint has to name it. */
export const TEST_MESSAGE = 'endpoint.test';

/** The endpoints of all clients, in one stream: they are few. */
export type WebhookEndpointEvent =
  | { type: 'WebhookEndpointAdded'; data: WebhookEndpointAdded }
  | { type: 'WebhookEndpointChanged'; data: WebhookEndpointChanged }
  | { type: 'WebhookSecretRotated'; data: WebhookSecretRotated }
  | { type: 'WebhookEndpointDisabled'; data: { endpointId: string; reason: DisableReason } }
  | { type: 'WebhookEndpointParked'; data: WebhookEndpointParked }
  | { type: 'WebhookEndpointEnabled'; data: { endpointId: string } }
  | { type: 'WebhookEndpointDeleted'; data: { endpointId: string } }
  /** A person asked for a message without meaning. The id of this event makes the id of the delivery. */
  | { type: 'WebhookTestRequested'; data: { endpointId: string } };

interface WebhookEndpointAdded {
  endpointId: string;
  /** The API client: the endpoint gets messages about this client's accounts. */
  clientName: string;
  url: string;
  events: readonly MessageType[];
  description: string | null;
  /** Of a person who signed in without a key: the accounts at that time. Missing for a client with keys. */
  accounts?: '*' | readonly string[];
  /** Only messages of payouts that named an address beneath `url`, and at that address. Missing: all messages, at `url`. */
  receives?: 'CALLBACKS';
  /** The secret, sealed under the installation's master key. */
  sealedSecret: string;
}

/** The whole of what a client can change. */
interface WebhookEndpointChanged {
  endpointId: string;
  url: string;
  events: readonly MessageType[];
  description: string | null;
  /** As above, at the time of the change. */
  accounts?: '*' | readonly string[];
}

/** Another secret signs. The former one signs beside it until `overlapUntil`, RFC 3339 UTC. */
interface WebhookSecretRotated {
  endpointId: string;
  sealedSecret: string;
  overlapUntil: string;
}

/** GONE: the receiver answered 410. */
export type DisableReason = 'CLIENT' | 'GONE';

/** Nothing is sent until a person enables it. What happens meanwhile is sent then. */
interface WebhookEndpointParked {
  endpointId: string;
  /** UNDELIVERED: one delivery failed for days. SECRET_LOST: the secret cannot be opened with the master key. */
  reason: ParkReason;
  /** UNDELIVERED: which one. */
  deliveryId: string | null;
}

export type ParkReason = 'UNDELIVERED' | 'SECRET_LOST';

/** What one endpoint was sent about one payout, deposit or test. */
export type WebhookDeliveryEvent =
  | { type: 'WebhookDeliveryAttempted'; data: WebhookDeliveryAttempted }
  /** The delivery is to be sent again, with its body as it was. */
  | { type: 'WebhookReplayRequested'; data: { deliveryId: string; endpointId: string } };

/** One call, recorded after it. A crash between the two repeats the call, with the same delivery id. */
export interface WebhookDeliveryAttempted {
  /** The `webhook-id` on the wire, derived from the endpoint and the source event. */
  deliveryId: string;
  endpointId: string;
  messageType: MessageType | typeof TEST_MESSAGE;
  /** The event that the message tells of. */
  source: { eventId: string; streamId: string; revision: number };
  /** null: the message is about no payout. */
  payoutId: string | null;
  /** From 1, over all replays. */
  attempt: number;
  /** The text that was sent. Missing after the first attempt: it is always the same. */
  body?: string;
  /** GIVEN_UP: it failed at the address of one payout, and is not tried again. The endpoint goes on. */
  outcome: 'DELIVERED' | 'FAILED' | 'GIVEN_UP';
  /** RFC 3339 UTC, by our clock, when the call began. */
  attemptedAt: string;
  durationMs: number;
  /** null: no answer came. */
  statusCode: number | null;
  /** Why no answer came; null: one came. */
  fault: string | null;
  /** RFC 3339 UTC, where another attempt is to follow. */
  nextAttemptAt: string | null;
  /** The receiver's own words: they can hold personal data. */
  personal: { answerStart: string };
}

export interface FinishedDelivery {
  deliveryId: string;
  status: 'DELIVERED' | 'GIVEN_UP';
  /** When the event was recorded of which the message tells: the store's clock, RFC 3339 UTC. */
  recordedAt: string;
}

/** How far an endpoint has read the log. Everything up to the position is delivered, except the open messages. */
export interface WebhookProgressSaved {
  type: 'WebhookProgressSaved';
  data: {
    endpointId: string;
    commit: string;
    prepare: string;
    /** The source events of the messages that are not delivered. `deliveryId` is missing in events of before it was kept. */
    open: readonly { streamId: string; revision: number; deliveryId?: string }[];
    /** What has ended since the save before: the list of what the endpoint was sent. Missing where nothing has. */
    finished?: readonly FinishedDelivery[];
    /** The last event that was read: it proves that the position is one of this log. */
    lastEvent: {
      eventId: string;
      streamId: string;
      revision: string;
      commit: string;
      prepare: string;
      recordedAt: string;
    };
  };
}
