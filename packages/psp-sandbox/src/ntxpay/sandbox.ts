import { startSimulation, type Controls } from '../simulation/simulation';
import { CashOut, freshId } from './orders/cash-out';
import type { Details } from './orders/details';
import { failureOf } from './answers/failures';
import { settingsOf, type NtxPayCredentials, type NtxPaySandboxOptions } from './options';
import { deliveryOf, recordOf, type NtxPayDelivery, type NtxPayRecord } from './record';
import { Routes } from './routes';
import { SCENARIOS } from './scenarios';
import { SPEECH } from './answers/dialect';
import { PAYEE_ISPB, PAYER_ISPB } from './answers/view';
import { NtxPayWire } from './notifications/notification-format';

export type { NtxPayCredentials, NtxPaySandboxOptions } from './options';
export { readNtxPayRecords, type NtxPayDelivery, type NtxPayRecord } from './record';
export { SCENARIOS as NTXPAY_SCENARIOS } from './scenarios';

/** NTX Pay / Avista, simulated over real HTTP on loopback. */
export interface NtxPaySandbox extends Controls {
  readonly credentials: NtxPayCredentials;
  /** Its own record of each transaction it accepted. */
  records(): readonly NtxPayRecord[];
  /** In centavos, fees included; the three sum to the balance at first. */
  balance(): { readonly netMinor: bigint; readonly blockedMinor: bigint; readonly paidMinor: bigint };
  /** Deliveries of this process, oldest first, the last 10,000. */
  deliveries(): readonly NtxPayDelivery[];
}

/**
 * Starts it. With `journalFile` everything it answers for is on disk first, and a sandbox started again on that file
 * knows what it paid and where notifications go, and carries on settling and delivering; without, it forgets with its
 * process.
 */
export async function startNtxPaySandbox(options: NtxPaySandboxOptions): Promise<NtxPaySandbox> {
  const settings = settingsOf(options);
  const { state, ...controls } = await startSimulation<Details>(settings, {
    client: settings.credentials,
    scenarios: SCENARIOS,
    speech: SPEECH,
    memory: ({ book, deliveries }) => ({
      records: () => book.all().map(recordOf),
      deliveries: () => deliveries.map(deliveryOf),
    }),
    wire: shared => new NtxPayWire(shared, settings),
    seal: shared => ({
      payerIspb: PAYER_ISPB,
      payeeIspb: () => PAYEE_ISPB,
      failureOf,
      newReturnId: () => freshId(shared),
    }),
    routes: ({ state: shared, desk, notifier }) => {
      const routes = new Routes(shared, settings, new CashOut(shared, settings, desk), notifier);
      return request => routes.handle(request);
    },
  });
  return {
    ...controls,
    credentials: settings.credentials,
    records: () => state.book.all().map(recordOf),
    deliveries: () => state.deliveries.map(deliveryOf),
    balance: () => {
      const { freeMinor: netMinor, reservedMinor: blockedMinor, paidMinor } = state.book;
      return { netMinor, blockedMinor, paidMinor };
    },
  };
}
