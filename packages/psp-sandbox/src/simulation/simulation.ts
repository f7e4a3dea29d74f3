import { Background } from '../core/background';
import { Desk, type Speech } from './order-intake';
import { openDoor, TooLarge, type Answer, type Request } from '../http/http-server';
import { fileJournal, memoryJournal } from '../ledger/entry-log';
import { Notifier, type Wire } from '../notifications/notifier';
import type { CommonSettings } from './options';
import { Outage, type OutageKind } from './outage';
import type { Entry } from '../ledger/payment';
import { parserOf, type ScenarioTable } from '../scenarios/scenario';
import { Settlement, type Seal } from '../ledger/payment-settlement';
import { SIMULATOR_PREFIX, SimulatorRoutes } from './simulator-routes';
import { State } from './state';

/** What makes one provider of the common parts. */
export interface Provider<Details> {
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  readonly scenarios: ScenarioTable;
  readonly speech: Speech<Details>;
  readonly memory: (state: State<Details>) => {
    records(): readonly object[];
    deliveries(): readonly object[];
  };
  readonly wire: (state: State<Details>) => Wire<Details>;
  readonly seal: (state: State<Details>) => Seal<Details>;
  /** Answers what the provider itself serves. */
  readonly routes: (parts: Parts<Details>) => (request: Request) => Promise<Answer>;
}

export interface Parts<Details> {
  readonly state: State<Details>;
  readonly desk: Desk<Details>;
  readonly notifier: Notifier<Details>;
}

/** What every simulator can be told while it runs. */
export interface Controls {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The scenario of orders that name none, for `times` orders or until another is set. Throws on an unknown name. */
  scenario(name: string, times?: number): void;
  /** Nobody is answered, nothing settled or notified from now on, for so long or until `endOutage`. */
  beginOutage(kind?: OutageKind, forMs?: number): Promise<void>;
  endOutage(): Promise<void>;
  /**
   * Something of a paid payment comes back now, all that is left unless told how much (in centavos), and is notified.
   * By the provider's name of the payment or the client's. Throws where nothing can come back.
   */
  giveBack(id: string, amountMinor?: bigint): Promise<void>;
  /** Closes its port and ends its waits. What was not delivered stays undelivered, unless a journal remembers it. */
  stop(): Promise<void>;
}

/** Starts a provider's simulator: its memory read, its port open, what was unfinished carried on with. */
export async function startSimulation<Details>(
  settings: CommonSettings,
  provider: Provider<Details>,
): Promise<Controls & { readonly state: State<Details> }> {
  const { journalFile } = settings;
  const journal =
    journalFile === null ? memoryJournal<Entry<Details>>() : await fileJournal<Entry<Details>>(journalFile);
  try {
    const background = new Background();
    const outage = new Outage(settings.clock, background);
    const scenarios = { table: provider.scenarios, parse: parserOf(provider.scenarios) };
    const state = new State(settings, scenarios, outage, journal, provider.client);
    if (settings.scenario !== null) setScenario(state, settings.scenario, Infinity);
    const notifier = new Notifier(state, provider.wire(state));
    const settlement = new Settlement(state, notifier, provider.seal(state), background);
    const door = await openDoor(settings, handlerOf(state, settlement, notifier, provider), error =>
      faultOf(error, provider.speech),
    );
    outage.onChange(async kind => {
      if (kind === 'refused') await door.shut();
      else if (kind === undefined && !door.isOpen()) await door.reopen();
    });
    settlement.resume();
    const stop = async () => {
      const stopped = background.stop();
      await door.close();
      await notifier.close();
      await stopped.finally(() => journal.close());
    };
    return { url: door.url, state, ...switches(state, settlement), stop };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function handlerOf<Details>(
  state: State<Details>,
  settlement: Settlement<Details>,
  notifier: Notifier<Details>,
  { speech, memory, routes }: Provider<Details>,
): (request: Request) => Promise<Answer> {
  const desk = new Desk(state, settlement, notifier, speech);
  const simulator = new SimulatorRoutes(state, settlement, memory(state));
  const provider = routes({ state, desk, notifier });
  return async request => {
    if (request.path.startsWith(SIMULATOR_PREFIX)) return simulator.handle(request);
    switch (state.outage.kind) {
      case 'reset':
      case 'refused':
        return 'cut';
      case '503':
        return speech.problem(503, 'SERVICE_UNAVAILABLE', 'The service is unavailable.');
      default:
        return provider(request);
    }
  };
}

const switches = <Details>(
  state: State<Details>,
  settlement: Settlement<Details>,
): Omit<Controls, 'url' | 'stop'> => ({
  scenario: (name, times = Infinity) => setScenario(state, name, times),
  beginOutage: (kind = 'reset', forMs) => state.outage.begin(kind, forMs),
  endOutage: () => state.outage.end(),
  giveBack: async (id, amountMinor) => {
    const payment = state.book.find(id) ?? state.book.underReference(id);
    if (!payment || !(await settlement.giveBack(payment, amountMinor ?? payment.amountMinor)))
      throw new Error(`Nothing of ${id} can come back`);
    settlement.follow(payment);
  },
});

function setScenario<Details>(state: State<Details>, name: string, times: number): void {
  if (!state.defaultScenario.set(name, times)) throw new Error(`There is no sandbox scenario ${name}`);
}

function faultOf(error: unknown, { problem }: Speech<never>): Answer {
  if (error instanceof TooLarge) return problem(413, 'PAYLOAD_TOO_LARGE', 'The body is larger than 1 MiB.');
  return problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
}
