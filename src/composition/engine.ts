import { AccountLanes } from '../commands/accounts/account-writers';
import type { Announce } from '../event-store/aggregate';
import { CasePlanner, type ReadClaim } from '../commands/cases/case-planner';
import { Cases } from '../commands/cases/case-repository';
import { DepositFundsHandler } from '../commands/accounts/deposit-funds';
import { OpenAccountHandler } from '../commands/accounts/open-account';
import { PayoutWarnings, type IsFloatShort } from '../commands/payouts/payout-warnings';
import { Payouts } from '../commands/payouts/payout-repository';
import { References } from '../commands/references';
import { RequestPayoutHandler, type Terms } from '../commands/payouts/request-payout';
import { ResolveCaseHandler } from '../commands/cases/resolve-case';
import { ReverseDepositHandler } from '../commands/accounts/reverse-deposit';
import type { ProviderName } from '../domain/payout/payee';
import type { EventStore } from '../event-store/event-store';
import type { Provider } from '../providers/port/provider';
import { CallMemory } from '../saga/exchanges/call-memory';
import { CallOutcomes } from '../saga/exchanges/outcome-recorder';
import { CaseDesk } from '../saga/cases/case-opener';
import { CaseExecutor } from '../saga/cases/case-executor';
import { ExchangeLog } from '../saga/exchanges/exchange-log';
import { Looks } from '../saga/exchanges/lookup-recorder';
import { NotificationApplier } from '../saga/notifications/notification-applier';
import { rawTextOf } from '../saga/notifications/deliveries/pending-deliveries';
import { PayoutDriver } from '../saga/payouts/payout-driver';
import { claimOf, PayoutReports } from '../saga/exchanges/report-recorder';
import { ProviderCalls } from '../saga/exchanges/order-submitter';
import { ProviderGate } from '../providers/gate/single-provider-gate';
import { ProviderQuestions } from '../saga/exchanges/status-poller';
import { ProviderTurns } from '../saga/exchanges/gated-providers';
import type { Patience } from '../saga/payouts/payout.process';
import { SagaCheckpoint } from '../saga/runner/saga-checkpoint';
import { SagaRunner } from '../saga/runner/saga-runner';
import { SenderCheck } from '../saga/notifications/provider-confirmation';
import { Settlement } from '../saga/account-settlement';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logging';
import type { Random } from '../shared/random';
import { NotificationInbox } from '../webhooks/notification-inbox';

/** Everything the engine reaches for, handed in: the service gives the real ones, the simulator its own. */
export interface EngineParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly terms: Terms;
  readonly announce: Announce;
  /** What is known of the money at the providers; where it is missing, nothing is. */
  readonly isFloatShort?: IsFloatShort;
  readonly providerTimeoutMs: number;
  readonly sweepIntervalMs: number;
  /** Told when the event store was found to hold another log than this process remembers. */
  readonly onForeignLog?: () => void;
}

/** The working parts of Holdfast, without any way in from outside. */
export type Engine = ReturnType<typeof createEngine>;

/** A request's own handler has this long to hold the funds before the saga does it. */
const REQUEST_PATIENCE_MS = 15_000;
/** One submission may be a token and the order. */
const CALLS_PER_SUBMISSION = 2;
/** For what else takes time between the recorded intent and the call's end: the append itself, a busy process. */
const CALL_SLACK_MS = 15_000;
/** ConnectPSP does not document how long it remembers a key; 24 hours is usual, and we stop an hour before. */
const KEY_LIFE_MS = 23 * 3_600_000;
/** An order without a key is looked for about three times in two minutes before it is sent again. */
const LOOK_MS = 45_000;
const LONGEST_LOOK_MS = 300_000;
/** After so many orders that were all not found something is wrong that a program does not understand. */
const MOST_ORDERS = 5;
/** An order that was taken has an outcome within seconds; after a day a person looks at it. */
const OUTCOME_MS = 24 * 3_600_000;
const UNKNOWN_REFERENCE_MS = 600_000;

/** Wires the engine: the one place that knows which part needs which. */
export function createEngine(parts: EngineParts) {
  const known = memory(parts);
  const { store, clock, references, lanes, payouts, cases, planner } = known;
  const { providers, terms } = parts;
  const gate = new ProviderGate(parts);
  const warnings = new PayoutWarnings(lanes, parts.isFloatShort ?? (() => Promise.resolve(false)));
  const resolveCase = new ResolveCaseHandler(cases, clock, references, planner);
  return {
    openAccount: new OpenAccountHandler(lanes),
    depositFunds: new DepositFundsHandler(lanes, references, terms, clock),
    requestPayout: new RequestPayoutHandler(payouts, lanes, references, terms, clock, warnings),
    resolveCase,
    reverseDeposit: new ReverseDepositHandler(store, lanes, cases, resolveCase, clock),
    inbox: new NotificationInbox(store, providers, clock),
    /** The way to the providers: how many calls are under way, who waits, who is away. For health and metrics. */
    gate,
    saga: createSaga(parts, known, gate),
  };
}

/** What is remembered, and the commands' own parts over it. */
function memory({ store, clock, announce, providers }: EngineParts) {
  const payouts = new Payouts({ store, clock, announce });
  const lanes = new AccountLanes({ store, clock, announce });
  const planner = new CasePlanner(store, payouts, lanes, claimReader(providers));
  return {
    store,
    clock,
    payouts,
    planner,
    lanes,
    references: new References(store, clock),
    cases: new Cases({ store, clock, announce }),
  };
}

function createSaga(parts: EngineParts, known: ReturnType<typeof memory>, gate: ProviderGate): SagaRunner {
  const { store, clock, logger, providers, random, sweepIntervalMs } = parts;
  const patience = patienceOf(parts);
  const reports = new PayoutReports(known.payouts, known.references);
  const exchanges = new ExchangeLog(store, clock, random);
  const looks = new Looks(known.payouts);
  const settlement = new Settlement(known.payouts, known.lanes);
  const desk = new CaseDesk({ ...known, logger });
  const turns = new ProviderTurns(gate, providers);
  const memory = new CallMemory();
  const outcomes = new CallOutcomes({ ...known, reports, logger });
  const { callMs } = patience;
  const shared = { ...known, turns, memory, outcomes, exchanges, logger };
  const calls = new ProviderCalls({ ...shared, random, slackMs: CALL_SLACK_MS });
  const questions = new ProviderQuestions({ ...shared, looks, callMs });
  const driver = new PayoutDriver({ ...shared, calls, questions, settlement, desk, patience });
  const senders = new SenderCheck({ ...known, gate, exchanges, looks, reports });
  const limits = { unknownReferenceMs: UNKNOWN_REFERENCE_MS, retryMs: sweepIntervalMs, callMs };
  const applier = new NotificationApplier({ ...known, reports, senders, providers, logger, ...limits });
  const executor = new CaseExecutor({ ...known, reports, settlement, desk, logger });
  const checkpoint = new SagaCheckpoint(store, clock);
  const runner = { store, driver, applier, desk, executor, gate, checkpoint };
  const { onForeignLog } = parts;
  return new SagaRunner({
    ...runner,
    clock,
    logger,
    sweepIntervalMs,
    ...(onForeignLog && { onForeignLog }),
  });
}

/** A notification's figures, in the reading of the provider that sent it. */
const claimReader =
  (providers: EngineParts['providers']): ReadClaim =>
  received => {
    const provider = providers.get(received.provider);
    if (!provider) return null;
    return claimOf(provider.name, provider.currency, provider.read(rawTextOf(received)).report);
  };

const patienceOf = ({ providerTimeoutMs, sweepIntervalMs }: EngineParts): Patience => ({
  requestMs: REQUEST_PATIENCE_MS,
  callMs: providerTimeoutMs * CALLS_PER_SUBMISSION + CALL_SLACK_MS,
  pollMs: sweepIntervalMs,
  keyLifeMs: KEY_LIFE_MS,
  lookMs: LOOK_MS,
  longestLookMs: LONGEST_LOOK_MS,
  mostOrders: MOST_ORDERS,
  outcomeMs: OUTCOME_MS,
});
