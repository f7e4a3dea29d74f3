import { openDoor, TooLarge, type Answer } from '../http-door';
import { fileJournal, memoryJournal } from '../journal-file';
import type { Entry } from './book';
import { CashOut } from './cash-out';
import { Notifier } from './notifier';
import { settingsOf, type NtxPayCredentials, type NtxPaySandboxOptions } from './options';
import { problem } from './problem';
import { recordOf, type NtxPayRecord } from './record';
import { Routes } from './routes';
import { Settlement } from './settlement';
import { State, type NtxPayDelivery } from './state';

export type { NtxPayCredentials, NtxPaySandboxOptions } from './options';
export { readNtxPayRecords, type NtxPayRecord } from './record';
export type { NtxPayDelivery } from './state';

/** NTX Pay / Avista, simulated over real HTTP on loopback. */
export interface NtxPaySandbox {
  readonly url: string;
  readonly credentials: NtxPayCredentials;
  /** Its own record of each transaction it accepted. */
  records(): readonly NtxPayRecord[];
  /** In centavos, fees included; the three sum to the balance at first. */
  balance(): { readonly netMinor: bigint; readonly blockedMinor: bigint; readonly paidMinor: bigint };
  /** Deliveries of this process, oldest first, the last 10,000. */
  deliveries(): readonly NtxPayDelivery[];
  /** The scenario of orders that name none, for `times` orders or until another is set. Throws on an unknown name. */
  scenario(name: string, times?: number): void;
  /** Closes its port and ends its waits. What was not delivered stays undelivered, unless a journal remembers it. */
  stop(): Promise<void>;
}

/**
 * Starts it. With `journalFile` everything it answers for is on disk first, and a sandbox started again on that file
 * knows what it paid and where notifications go, and carries on settling and delivering; without, it forgets with its
 * process.
 */
export async function startNtxPaySandbox(options: NtxPaySandboxOptions): Promise<NtxPaySandbox> {
  const settings = settingsOf(options);
  const journal =
    settings.journalFile === null ? memoryJournal<Entry>() : await fileJournal<Entry>(settings.journalFile);
  const state = new State(settings, journal);
  const notifier = new Notifier(state);
  const settlement = new Settlement(state, notifier);
  const routes = new Routes(state, new CashOut(state, settlement, notifier), notifier);
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

function balanceOf(state: State): ReturnType<NtxPaySandbox['balance']> {
  const { netMinor, blockedMinor, paidMinor } = state.book;
  return { netMinor, blockedMinor, paidMinor };
}

function refuseFault(error: unknown): Answer {
  if (error instanceof TooLarge) return problem(413, 'The body is larger than 1 MiB.');
  return problem(500, 'An unexpected error occurred.');
}
