import { AccountLanes } from '../commands/account-lanes';
import type { Announce } from '../commands/aggregate';
import { Cases } from '../commands/cases';
import { DepositFundsHandler } from '../commands/deposit-funds';
import { OpenAccountHandler } from '../commands/open-account';
import { Payouts } from '../commands/payouts';
import { References } from '../commands/references';
import { RequestPayoutHandler, type Terms } from '../commands/request-payout';
import { ResolveCaseHandler } from '../commands/resolve-case';
import type { ProviderName } from '../domain/payout/payee';
import type { EventStore } from '../event-store/event-store';
import type { Provider } from '../providers/provider';
import { NotificationApplier } from '../saga/notification-applier';
import { PayoutDriver } from '../saga/payout-driver';
import { ProviderCalls } from '../saga/provider-calls';
import type { Patience } from '../saga/payout.process';
import { SagaCheckpoint } from '../saga/saga-checkpoint';
import { SagaRunner } from '../saga/saga-runner';
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
  readonly providerTimeoutMs: number;
  readonly sweepIntervalMs: number;
}

/** The working parts of Holdfast, without any way in from outside. */
export type Engine = ReturnType<typeof createEngine>;

/** A request's own handler has this long to hold the funds before the saga does it. */
const REQUEST_PATIENCE_MS = 15_000;
/** One submission may be a token, the order, a fresh token and the order again. */
const CALLS_PER_SUBMISSION = 4;
/** For what else takes time between the recorded intent and the call's end: the append itself, a busy process. */
const CALL_SLACK_MS = 15_000;
/** ConnectPSP does not document how long it remembers a key; 24 hours is usual, and we stop an hour before. */
const KEY_LIFE_MS = 23 * 3_600_000;
const UNKNOWN_REFERENCE_MS = 600_000;

/** Wires the engine: the one place that knows which part needs which. */
export function createEngine(parts: EngineParts) {
  const { store, clock, random, logger, providers, terms, announce, sweepIntervalMs } = parts;
  const payouts = new Payouts({ store, clock, announce });
  const lanes = new AccountLanes({ store, clock, announce });
  const references = new References(store, clock);
  const cases = new Cases({ store, clock, announce });
  const calls = new ProviderCalls({ payouts, references, providers, clock, random, logger });
  const driver = new PayoutDriver({ payouts, lanes, calls, clock, logger, patience: patience(parts) });
  const limits = { unknownReferenceMs: UNKNOWN_REFERENCE_MS, retryMs: sweepIntervalMs };
  const applier = new NotificationApplier({
    store,
    payouts,
    references,
    providers,
    clock,
    logger,
    ...limits,
  });
  const checkpoint = new SagaCheckpoint(store, clock);
  return {
    openAccount: new OpenAccountHandler(lanes),
    depositFunds: new DepositFundsHandler(lanes, references, clock),
    requestPayout: new RequestPayoutHandler(payouts, lanes, references, terms, clock),
    resolveCase: new ResolveCaseHandler(cases, clock, references),
    inbox: new NotificationInbox(store, providers, clock),
    saga: new SagaRunner({ store, driver, applier, checkpoint, clock, logger, sweepIntervalMs }),
  };
}

const patience = ({ providerTimeoutMs, sweepIntervalMs }: EngineParts): Patience => ({
  requestMs: REQUEST_PATIENCE_MS,
  callMs: providerTimeoutMs * CALLS_PER_SUBMISSION + CALL_SLACK_MS,
  pollMs: sweepIntervalMs,
  keyLifeMs: KEY_LIFE_MS,
});
