import { openDoor, TooLarge, type Answer } from '../http-door';
import { fileJournal, memoryJournal } from '../journal-file';
import type { Entry } from './book';
import { CashOut } from './cash-out';
import { Notifier } from './notifier';
import { settingsOf, type ConnectPspCredentials, type ConnectPspSandboxOptions } from './options';
import { problem } from './problem';
import { recordOf, type ConnectPspRecord } from './record';
import { Routes } from './routes';
import { Settlement } from './settlement';
import { State, type SandboxDelivery } from './state';

export type { ConnectPspCredentials, ConnectPspSandboxOptions } from './options';
export { readConnectPspRecords, type ConnectPspRecord } from './record';
export type { SandboxDelivery } from './state';

/** ConnectPSP, simulated over real HTTP on loopback. */
export interface ConnectPspSandbox {
  readonly url: string;
  readonly credentials: ConnectPspCredentials;
  /** Its own record of each payout it accepted. */
  records(): readonly ConnectPspRecord[];
  /** In centavos; the three sum to the balance at first. */
  balance(): {
    readonly transactionalMinor: bigint;
    readonly reservedMinor: bigint;
    readonly paidMinor: bigint;
  };
  /** Deliveries of this process, oldest first, the last 10,000. */
  deliveries(): readonly SandboxDelivery[];
  /** The scenario of orders that name none, for `times` orders or until another is set. Throws on an unknown name. */
  scenario(name: string, times?: number): void;
  /** Closes its port and ends its waits. What was not delivered stays undelivered, unless a journal remembers it. */
  stop(): Promise<void>;
}

/**
 * Starts it. With `journalFile` everything it answers for is on disk first, and a sandbox started again on that file
 * knows what it paid and carries on settling and delivering; without, it forgets with its process.
 */
export async function startConnectPspSandbox(options: ConnectPspSandboxOptions): Promise<ConnectPspSandbox> {
  const settings = settingsOf(options);
  const journal =
    settings.journalFile === null ? memoryJournal<Entry>() : await fileJournal<Entry>(settings.journalFile);
  const state = new State(settings, journal);
  const notifier = new Notifier(state);
  const settlement = new Settlement(state, notifier);
  const routes = new Routes(state, new CashOut(state, settlement, notifier));
  const door = await openDoor(settings.port, request => routes.handle(request), refuseFault).catch(
    async error => {
      await journal.close();
      throw error;
    },
  );
  settlement.resume();
  return {
    url: door.url,
    credentials: state.credentials,
    records: () => state.book.all().map(recordOf),
    balance: () => balanceOf(state),
    deliveries: () => [...state.deliveries],
    scenario: (name, times = Infinity) => {
      if (!state.defaultScenario.set(name, times)) throw new Error(`There is no sandbox scenario ${name}`);
    },
    stop: async () => {
      await door.close();
      const stopped = settlement.stop();
      await notifier.close();
      await stopped.finally(() => journal.close());
    },
  };
}

function balanceOf(state: State): ReturnType<ConnectPspSandbox['balance']> {
  const { transactionalMinor, reservedMinor, paidMinor } = state.book;
  return { transactionalMinor, reservedMinor, paidMinor };
}

function refuseFault(error: unknown): Answer {
  if (error instanceof TooLarge) return problem(413, 'PAYLOAD_TOO_LARGE', 'The body is larger than 1 MiB.');
  return problem(500, 'INTERNAL_ERROR', 'An unexpected error occurred.');
}
