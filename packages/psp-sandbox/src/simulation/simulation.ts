import { Background } from '../core/background';
import {
  BodyTooLarge,
  startServer,
  type Answer,
  type Request,
  type SandboxServer,
} from '../http/http-server';
import { fileEntryLog, memoryEntryLog } from '../ledger/entry-log';
import type { Entry, Payment } from '../ledger/payment';
import { PaymentSettlement, type SettlementDetails } from '../ledger/payment-settlement';
import type { PspLedger } from '../ledger/psp-ledger';
import { Notifier, type NotificationFormat } from '../notifications/notifier';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';
import { controlsOf, setScenario, type Controls } from './controls';
import type { ClientCredentials, CommonSettings } from './options';
import { OrderIntake, type ProviderDialect } from './order-intake';
import { Outage } from './outage';
import { SIMULATOR_PREFIX, SimulatorRoutes } from './simulator-routes';
import { State, type Delivery } from './state';

/** Everything in which one provider differs from another. */
export interface ProviderDefinition<Details, ProviderRecord, ProviderDelivery> {
  readonly scenarios: ScenarioTable;
  readonly dialect: ProviderDialect<Details>;
  /** The simulator's own record of a payment, for tests. */
  recordOf(payment: Payment<Details>): ProviderRecord;
  deliveryOf(delivery: Delivery): ProviderDelivery;
  notificationFormat(state: State<Details>): NotificationFormat<Details>;
  settlementDetails(state: State<Details>): SettlementDetails<Details>;
  /** Returns the handler of the provider's own routes. */
  routes(parts: SimulationParts<Details>): (request: Request) => Promise<Answer>;
}

interface SimulationParts<Details> {
  readonly state: State<Details>;
  readonly intake: OrderIntake<Details>;
  readonly notifier: Notifier<Details>;
}

/** A running simulator of one provider. */
export interface Simulation<ProviderRecord, ProviderDelivery, Credentials> extends Controls {
  readonly credentials: Credentials;
  /** The simulator's own record of each accepted order, oldest first. */
  records(): readonly ProviderRecord[];
  /** Deliveries of this process, oldest first, the last 10,000. */
  deliveries(): readonly ProviderDelivery[];
}

/**
 * Starts a provider's simulator: reads its entry log, opens its port and continues unfinished payments. With
 * `journalFile` every entry is on disk before the simulator answers for it. A simulator that starts again on that file
 * knows what it paid. Without it, the simulator forgets everything with its process.
 */
export async function startSimulation<
  Details,
  ProviderRecord extends object,
  ProviderDelivery extends object,
  Credentials extends ClientCredentials,
>(
  settings: CommonSettings & { readonly credentials: Credentials },
  provider: ProviderDefinition<Details, ProviderRecord, ProviderDelivery>,
): Promise<
  Simulation<ProviderRecord, ProviderDelivery, Credentials> & { readonly ledger: PspLedger<Details> }
> {
  const { journalFile, credentials } = settings;
  const log =
    journalFile === null ? memoryEntryLog<Entry<Details>>() : await fileEntryLog<Entry<Details>>(journalFile);
  try {
    const background = new Background();
    const outage = new Outage(settings.clock, background);
    const scenarios = { table: provider.scenarios, parse: parserOf(provider.scenarios) };
    const state = new State(settings, scenarios, outage, log, credentials);
    if (settings.scenario !== null) setScenario(state, settings.scenario, Infinity);
    const notifier = new Notifier(state, provider.notificationFormat(state));
    const settlement = new PaymentSettlement(state, notifier, provider.settlementDetails(state), background);
    const memory = {
      records: () => state.ledger.all().map(payment => provider.recordOf(payment)),
      deliveries: () => state.deliveries.map(delivery => provider.deliveryOf(delivery)),
    };
    const simulator = new SimulatorRoutes(state, settlement, memory);
    const intake = new OrderIntake(state, settlement, notifier, provider.dialect);
    const routes = provider.routes({ state, intake, notifier });
    const server = await startServer(
      settings,
      handlerOf(outage, simulator, routes, provider.dialect),
      error => errorAnswer(error, provider.dialect),
    );
    closePortWhenRefusing(outage, server);
    settlement.resume();
    const stop = async () => {
      const stopped = background.stop();
      await server.close();
      await notifier.close();
      await stopped.finally(() => log.close());
    };
    const { ledger } = state;
    return { url: server.url, credentials, ledger, ...memory, ...controlsOf(state, settlement), stop };
  } catch (error) {
    await log.close();
    throw error;
  }
}

function closePortWhenRefusing(outage: Outage, server: SandboxServer): void {
  outage.onChange(async kind => {
    if (kind === 'refused') await server.refuseConnections();
    else if (kind === undefined && !server.isOpen()) await server.reopen();
  });
}

/** An outage closes the provider's routes; the simulator's own routes stay open. */
function handlerOf<Details>(
  outage: Outage,
  simulator: SimulatorRoutes<Details>,
  routes: (request: Request) => Promise<Answer>,
  dialect: ProviderDialect<Details>,
): (request: Request) => Promise<Answer> {
  return async request => {
    if (request.path.startsWith(SIMULATOR_PREFIX)) return simulator.handle(request);
    switch (outage.kind) {
      case 'reset':
      case 'refused':
        return 'cut';
      case '503':
        return dialect.problem(503, 'SERVICE_UNAVAILABLE', 'The service is unavailable.');
      default:
        return routes(request);
    }
  };
}

function errorAnswer(error: unknown, { problem }: ProviderDialect<never>): Answer {
  if (error instanceof BodyTooLarge)
    return problem(413, 'PAYLOAD_TOO_LARGE', 'The body is larger than 1 MiB.');
  return problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
}
