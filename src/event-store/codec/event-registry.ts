import { invariant } from '../../shared/invariant';

/** Data as it stands in JSON: amounts still are numbers. */
export type EventJson = Readonly<Record<string, unknown>>;

/** Turns the data of one schema version into that of the next. Pure: the same history gives the same data for ever. */
type Upcaster = (data: EventJson) => EventJson;

export interface EventSchema {
  /** The version new events are written in. */
  readonly version: number;
  /** For every older version, the step to the next one. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
}

/** The event types with their schemas. What is on disk never changes; it is read as its latest schema. */
export class EventRegistry {
  constructor(private readonly schemas: Readonly<Record<string, EventSchema>>) {
    for (const [type, { version, upcasters }] of Object.entries(schemas)) {
      for (let from = 1; from < version; from += 1) {
        invariant(upcasters[from], `Event type ${type} has no upcaster from version ${from}`);
      }
    }
  }

  /** Every known type, with the version it is written in today. */
  versions(): ReadonlyMap<string, number> {
    return new Map(Object.entries(this.schemas).map(([type, { version }]) => [type, version]));
  }

  /** The version an event of this type is written in today. */
  versionOf(type: string): number {
    return Object.hasOwn(this.schemas, type) ? this.schemas[type]!.version : 1;
  }

  /** Data written in `version`, in today's. An unknown type is passed through untouched. */
  upcast(type: string, version: number, data: EventJson): EventJson {
    if (!Object.hasOwn(this.schemas, type)) return data;
    const schema = this.schemas[type]!;
    invariant(
      Number.isInteger(version) && version >= 1 && version <= schema.version,
      `An event ${type} has schema version ${version}; this program knows up to ${schema.version}`,
    );
    let current = data;
    for (let from = version; from < schema.version; from += 1) current = schema.upcasters[from]!(current);
    return current;
  }
}

const FIRST: EventSchema = { version: 1, upcasters: {} };

/** Version 1 said it by its reason alone: these were the ones that a person had to look at. */
const UNKNOWN_FOR_A_PERSON = /^(PROVIDER_KEY_LIFE_ENDED|DECLINED_ON_REPEAT|PROVIDER_ID_|POLL_CONTRADICTS)/;

const OUTCOME_UNKNOWN: EventSchema = {
  version: 2,
  upcasters: {
    1: data => ({ ...data, needsPerson: UNKNOWN_FOR_A_PERSON.test(String(data['reason'])) }),
  },
};

/** Version 1 charged the account with what its hold did not cover. */
const NOTHING_ON_SUSPENSE: EventSchema = {
  version: 2,
  upcasters: { 1: data => ({ ...data, excessMinor: 0 }) },
};

/** Version 1 kept no signature. */
const SIGNED: EventSchema = {
  version: 2,
  upcasters: { 1: data => ({ ...data, signature: null }) },
};

/** Version 1 had no evidence. */
const WITH_EVIDENCE: EventSchema = {
  version: 2,
  upcasters: { 1: data => ({ ...data, evidence: null }) },
};

/** Version 2 booked every deposit at once. */
const APPROVED_OR_AT_ONCE: EventSchema = {
  version: 3,
  upcasters: { ...WITH_EVIDENCE.upcasters, 2: data => data },
};

/** Version 1 was for payouts alone: a program that knows only it would make payouts wait under a rule for deposits. */
const OF_DEPOSITS_TOO: EventSchema = { version: 2, upcasters: { 1: data => data } };

/** Version 1 had neither a term nor networks. Version 2 knew no keys that sign: without them it would let a thief in. */
const WITH_TERM_AND_SIGNING_KEY: EventSchema = {
  version: 3,
  upcasters: {
    1: data => ({ ...data, notBefore: null, expiresAt: null, networks: [], description: null }),
    2: data => ({ ...data, signingKey: null }),
  },
};

/** Version 1 knew no limits. A program that knows only it must not go on with an account whose payouts count for one. */
const WITH_LIMITS: EventSchema = { version: 2, upcasters: { 1: data => data } };

/** Version 1 named no owner. */
const WITH_OWNER: EventSchema = { version: 2, upcasters: { 1: data => data } };

/** Version 1 compared no amount with the case's evidence. */
const WITH_BOUND: EventSchema = { version: 2, upcasters: { 1: data => data } };

/** Version 2 knew no closed accounts. */
const OF_CLOSED_TOO: EventSchema = { version: 3, upcasters: { 1: data => data, 2: data => data } };

export const eventRegistry = new EventRegistry({
  AccountOpened: WITH_OWNER,
  AccountClosed: FIRST,
  AccountReopened: FIRST,
  ClosedAccountMoved: FIRST,
  FundsDeposited: APPROVED_OR_AT_ONCE,
  DepositRequested: FIRST,
  DepositApproved: FIRST,
  DepositApprovalRejected: FIRST,
  DepositApprovalExpired: FIRST,
  FundsHeld: WITH_LIMITS,
  HoldCaptured: NOTHING_ON_SUSPENSE,
  HoldRefused: OF_CLOSED_TOO,
  HoldReleased: FIRST,
  FundsReturned: FIRST,
  CaptureReversed: NOTHING_ON_SUSPENSE,
  ReleaseReversed: NOTHING_ON_SUSPENSE,
  SuspenseBooked: FIRST,
  ExcessCharged: FIRST,
  DepositReversed: FIRST,
  PayoutRequested: FIRST,
  PayoutRejected: FIRST,
  PayoutApproved: FIRST,
  PayoutApprovalRejected: FIRST,
  PayoutApprovalExpired: FIRST,
  ApprovalRuleProposed: OF_DEPOSITS_TOO,
  ApprovalRuleConfirmed: FIRST,
  PayoutSubmissionStarted: FIRST,
  PayoutSubmissionRepeated: FIRST,
  PayoutLookedFor: FIRST,
  PayoutRepeatDecided: FIRST,
  PayoutSubmitted: FIRST,
  PayoutOutcomeUnknown: OUTCOME_UNKNOWN,
  PayoutCompleted: FIRST,
  PayoutFailed: FIRST,
  PayoutReturned: FIRST,
  PayoutOutcomeContradicted: FIRST,
  PayoutAcceptanceEnded: FIRST,
  ProviderNotificationReceived: SIGNED,
  NotificationApplied: FIRST,
  NotificationQuarantined: FIRST,
  ProviderExchanged: FIRST,
  CaseOpened: FIRST,
  CaseDecisionProposed: WITH_BOUND,
  CaseDecisionConfirmed: WITH_BOUND,
  CaseDecisionFailed: FIRST,
  CaseResolved: FIRST,
  StatementImported: FIRST,
  StatementLinesMatched: FIRST,
  ReconciliationBreakFound: FIRST,
  StatementReconciled: FIRST,
  StatementMappingSet: FIRST,
  AccountMappingSet: FIRST,
  PeriodClosed: FIRST,
  PeriodReopenProposed: FIRST,
  PeriodReopened: FIRST,
  FeeSettlementProposed: FIRST,
  ProviderFeesSettled: FIRST,
  ReferenceReserved: FIRST,
  AccountSnapshotTaken: FIRST,
  PayoutReferenceReserved: FIRST,
  PayoutReferenceDenied: FIRST,
  PayoutReferencesCombined: FIRST,
  SagaCheckpointMoved: FIRST,
  ClockRead: FIRST,
  ProofCheckpointSigned: FIRST,
  ProofKeyRotated: FIRST,
  ProofLogBegunAgain: FIRST,
  ProofCheckpointCosigned: FIRST,
  ProofCheckpointStamped: FIRST,
  ProofHistoryContradicted: FIRST,
  ProofWitnessRefused: FIRST,
  ApiClientDefined: FIRST,
  ApiKeyCreated: WITH_TERM_AND_SIGNING_KEY,
  ApiKeyRotated: FIRST,
  ApiKeyRevoked: FIRST,
  SecurityEventRecorded: FIRST,
  ApiKeysUsed: FIRST,
  LimitScopeNamed: FIRST,
  LimitChangeProposed: FIRST,
  LimitChangeWithdrawn: FIRST,
  LimitChanged: FIRST,
  LimitShareTaken: FIRST,
  LimitShareRefused: FIRST,
  LimitShareReturned: FIRST,
  WebhookEndpointAdded: FIRST,
  WebhookEndpointChanged: FIRST,
  WebhookSecretRotated: FIRST,
  WebhookEndpointDisabled: FIRST,
  WebhookEndpointParked: FIRST,
  WebhookEndpointEnabled: FIRST,
  WebhookEndpointDeleted: FIRST,
  WebhookTestRequested: FIRST,
  WebhookDeliveryAttempted: FIRST,
  WebhookReplayRequested: FIRST,
  WebhookProgressSaved: FIRST,
});
