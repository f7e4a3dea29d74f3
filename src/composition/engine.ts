import { AccountWriters } from '../commands/accounts/account-writers';
import type { Announce } from '../event-store/aggregate';
import { ApprovalRuleBook } from '../commands/approvals/approval-rule-book';
import { DepositApprovals } from '../commands/approvals/deposit-approvals';
import { PayoutApprovals, type IsNewPayee } from '../commands/approvals/payout-approvals';
import { PersonsDecisions } from '../commands/approvals/persons-decisions';
import type { ReadClaim } from '../commands/cases/case-cause';
import { CasePlanner } from '../commands/cases/case-planner';
import { CaseRepository } from '../commands/cases/case-repository';
import type { KnownLimits } from '../commands/limits/limit-registry';
import { LimitShares } from '../commands/limits/limit-shares';
import { PayoutHolds, type PayeePseudonyms } from '../commands/limits/payout-holds';
import { UsageWriter } from '../commands/limits/usage-writer';
import { PayoutWarnings, type IsFloatShort } from '../commands/payouts/payout-warnings';
import { PayoutRepository, type OnPayoutChange } from '../commands/payouts/payout-repository';
import { PayoutReferences } from '../commands/payouts/payout-references';
import { SentOrders } from '../commands/payouts/sent-orders';
import { ReferenceEra } from '../commands/payouts/reference-era';
import { References } from '../commands/references';
import type { Terms } from '../commands/provider-terms';
import type { ProviderName } from '../domain/payout/payee';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import type { Provider } from '../providers/port/provider';
import { CallMemory } from '../saga/exchanges/call-memory';
import { OutcomeRecorder } from '../saga/exchanges/outcome-recorder';
import { CaseOpener } from '../saga/cases/case-opener';
import { CaseExecutor } from '../saga/cases/case-executor';
import { ExchangeLog } from '../saga/exchanges/exchange-log';
import { LookupRecorder } from '../saga/exchanges/lookup-recorder';
import { createNotificationApplier, type OnJudged } from '../saga/notifications/notification-applier';
import { rawTextOf } from '../saga/notifications/deliveries/pending-deliveries';
import { PayoutDriver } from '../saga/payouts/payout-driver';
import { PayoutSituations } from '../saga/payouts/payout-situations';
import { SubmissionStarter } from '../saga/payouts/submission-starter';
import { claimOf } from '../saga/exchanges/decisive-report';
import { ReportRecorder } from '../saga/exchanges/report-recorder';
import { OrderSubmitter } from '../saga/exchanges/order-submitter';
import { ProviderGate } from '../providers/gate/provider-gate';
import { StatusPoller } from '../saga/exchanges/status-poller';
import { GatedProviders } from '../saga/exchanges/gated-providers';
import type { PayoutTiming } from '../saga/payouts/payout.process';
import { SagaCheckpoint } from '../saga/runner/saga-checkpoint';
import { SagaRunner } from '../saga/runner/saga-runner';
import { allPartitions, type Partitions } from '../saga/partitions/partitions';
import { DepositExpiry } from '../saga/accounts/deposit-expiry';
import { AccountSettlement } from '../saga/accounts/account-settlement';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { Random } from '../shared/random';
import { NotificationInbox } from '../webhooks/notification-inbox';
import { OrderAuthorisation } from '../webhooks/order-authorisation';

/** Everything the engine reaches for, handed in: the service gives the real ones, the simulator its own. */
export interface EngineParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly terms: Terms;
  readonly announce: Announce;
  /** What counts the changes of payouts. */
  readonly onPayoutChange?: OnPayoutChange;
  /** What traces the notifications. */
  readonly onNotificationJudged?: OnJudged;
  /** The limits on payouts, as this process knows them. */
  readonly payoutLimits: KnownLimits;
  readonly payees: PayeePseudonyms;
  /** What is known of the money at the providers; where it is missing, nothing is. */
  readonly isFloatShort?: IsFloatShort;
  /** What is known of an account's payees; where it is missing, each payee is new. */
  readonly isNewPayee?: IsNewPayee;
  /** How long a payout or deposit waits for people where its rule does not say; a day if missing. */
  readonly approvalExpiryHours?: number;
  /** How several processes share the saga's work; where it is missing, this process does all of it. */
  readonly partitions?: Partitions;
  readonly providerTimeoutMs: number;
  readonly sweepIntervalMs: number;
  /** How many events of an account lie between two pages of its snapshot; the account writer's own number if missing. */
  readonly accountEventsPerPage?: number;
  /** Told when the event store was found to hold another log than this process remembers. */
  readonly onForeignLog?: () => void;
}

/** The working parts of Holdfast, as an injection token. It needs no framework: the simulator runs it as it is. */
export abstract class Engine {
  abstract readonly accounts: AccountWriters;
  abstract readonly payouts: PayoutRepository;
  abstract readonly cases: CaseRepository;
  abstract readonly planner: CasePlanner;
  abstract readonly references: References;
  abstract readonly payoutReferences: PayoutReferences;
  abstract readonly warnings: PayoutWarnings;
  abstract readonly holds: PayoutHolds;
  abstract readonly approvalRules: ApprovalRuleBook;
  abstract readonly approvals: PayoutApprovals;
  abstract readonly depositApprovals: DepositApprovals;
  abstract readonly personsDecisions: PersonsDecisions;
  abstract readonly inbox: NotificationInbox;
  abstract readonly authorisation: OrderAuthorisation;
  /** Knows how many calls to each provider are running or waiting, and which provider is away. */
  abstract readonly gate: ProviderGate;
  abstract readonly saga: SagaRunner;
}

/** A request's own handler has this long to hold the funds before the saga does it. */
const REQUEST_PATIENCE_MS = 15_000;
/** One submission may be a token and the order. */
const CALLS_PER_SUBMISSION = 2;
/** For what else takes time between the recorded intent and the call's end: the append itself, a busy process. */
const CALL_SLACK_MS = 15_000;
/** No provider documents how long it remembers an idempotency key. 24 hours is usual, and we stop an hour before. */
const KEY_LIFE_MS = 23 * 3_600_000;
/** An order without a key is looked for about three times in two minutes before it is sent again. */
const LOOK_MS = 45_000;
const LONGEST_LOOK_MS = 300_000;
/** After so many orders that were all not found something is wrong that a program does not understand. */
const MOST_ORDERS = 5;
/** An order that was taken has an outcome within seconds; after a day a person looks at it. */
const OUTCOME_MS = 24 * 3_600_000;
const UNKNOWN_REFERENCE_MS = 600_000;
const APPROVAL_EXPIRY_HOURS = 24;

/** Wires the engine: the one place that knows which part needs which. */
export function createEngine(parts: EngineParts): Engine {
  const memory = createMemory(parts);
  const gate = new ProviderGate(parts);
  const isFloatShort = parts.isFloatShort ?? (() => Promise.resolve(false));
  const inbox = new NotificationInbox(parts.store, parts.providers, parts.clock);
  const sentOrders = new SentOrders(memory.payoutReferences, memory.payouts);
  const isNewPayee = parts.isNewPayee ?? (() => Promise.resolve(true));
  const expiryHours = parts.approvalExpiryHours ?? APPROVAL_EXPIRY_HOURS;
  return {
    ...memory,
    warnings: new PayoutWarnings(memory.accounts, isFloatShort),
    approvals: new PayoutApprovals(memory.approvalRules, isNewPayee, expiryHours),
    depositApprovals: new DepositApprovals(memory.approvalRules, expiryHours),
    inbox,
    authorisation: new OrderAuthorisation(parts.providers, sentOrders, inbox),
    gate,
    saga: createSaga(parts, memory, gate),
  };
}

/** What is remembered, and the commands' own parts over it. */
function createMemory(parts: EngineParts) {
  const { store, clock, announce, providers, logger, accountEventsPerPage: eventsPerPage } = parts;
  const payouts = new PayoutRepository({ store, clock, announce, onChange: parts.onPayoutChange });
  const accounts = new AccountWriters({
    ...{ store, clock, announce, logger },
    ...(eventsPerPage !== undefined && { eventsPerPage }),
  });
  const shares = new LimitShares(new UsageWriter({ store, clock }));
  const { payoutLimits: limits, payees } = parts;
  const references = new References(store, clock);
  const era = new ReferenceEra(store, clock);
  const planner = new CasePlanner(store, payouts, accounts, claimReader(providers));
  return {
    store,
    clock,
    payouts,
    planner,
    accounts,
    holds: new PayoutHolds({ accounts, limits, shares, clock, payees }),
    references,
    approvalRules: new ApprovalRuleBook({ store, clock }),
    personsDecisions: new PersonsDecisions(store),
    payoutReferences: new PayoutReferences({ store, clock, references, payouts, era }),
    cases: new CaseRepository({ store, clock, announce }),
  };
}

type Memory = ReturnType<typeof createMemory>;

function createSaga(parts: EngineParts, known: Memory, gate: ProviderGate): SagaRunner {
  const { store, clock, logger, providers, random, sweepIntervalMs } = parts;
  const timing = timingOf(parts);
  const { callMs } = timing;
  const reports = new ReportRecorder(known.payouts, known.references);
  const settlement = new AccountSettlement(known.payouts, known.accounts, known.holds);
  const caseOpener = new CaseOpener({ ...known, logger });
  const shared = {
    ...known,
    reports,
    settlement,
    caseOpener,
    providers: new GatedProviders(gate, providers, parts.terms, logger),
    memory: new CallMemory(),
    exchanges: new ExchangeLog(store, clock, random),
    lookups: new LookupRecorder(known.payouts),
    outcomes: new OutcomeRecorder({ ...known, reports, logger }),
    logger,
  };
  const submitter = new OrderSubmitter({ ...shared, random, maxStartDelayMs: CALL_SLACK_MS });
  const poller = new StatusPoller({ ...shared, callMs });
  const starter = new SubmissionStarter({ ...known, submitter });
  const situations = new PayoutSituations(shared);
  const driver = new PayoutDriver({ ...shared, situations, starter, submitter, poller, timing });
  const limits = { unknownReferenceMs: UNKNOWN_REFERENCE_MS, retryMs: sweepIntervalMs, callMs };
  const applier = createNotificationApplier({
    ...{ ...shared, gated: shared.providers, providers, ...limits },
    onJudged: parts.onNotificationJudged,
  });
  const executor = new CaseExecutor(shared);
  const checkpoint = new SagaCheckpoint(store, clock);
  const deposits = new DepositExpiry(known.accounts, clock);
  const { onForeignLog, partitions = allPartitions } = parts;
  return new SagaRunner({
    ...{ store, driver, applier, caseOpener, executor, deposits, gate, checkpoint, partitions },
    clock,
    logger,
    sweepIntervalMs,
    note: event => note(known, event),
    ...(onForeignLog && { onForeignLog }),
  });
}

function note({ payouts, references, payoutReferences }: Memory, event: RecordedEvent): void {
  payouts.note(event);
  references.note(event);
  payoutReferences.note(event);
}

/** A notification's figures, in the reading of the provider that sent it. */
const claimReader =
  (providers: EngineParts['providers']): ReadClaim =>
  received => {
    const provider = providers.get(received.provider);
    if (!provider) return null;
    return claimOf(provider.name, provider.currency, provider.parseNotification(rawTextOf(received)).report);
  };

const timingOf = ({ providerTimeoutMs, sweepIntervalMs }: EngineParts): PayoutTiming => ({
  requestMs: REQUEST_PATIENCE_MS,
  callMs: providerTimeoutMs * CALLS_PER_SUBMISSION + CALL_SLACK_MS,
  pollMs: sweepIntervalMs,
  keyLifeMs: KEY_LIFE_MS,
  lookupMs: LOOK_MS,
  longestLookupMs: LONGEST_LOOK_MS,
  maxOrders: MOST_ORDERS,
  outcomeMs: OUTCOME_MS,
});
