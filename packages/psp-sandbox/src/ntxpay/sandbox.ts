import { startSimulation, type Simulation } from '../simulation/simulation';
import { DIALECT } from './answers/dialect';
import { failureOf } from './answers/failures';
import { PAYEE_ISPB, PAYER_ISPB } from './answers/view';
import { NtxPayNotificationFormat } from './notifications/notification-format';
import { settingsOf, type NtxPayCredentials, type NtxPaySandboxOptions } from './options';
import { CashOut, newTransactionId } from './orders/cash-out';
import { deliveryOf, recordOf, type NtxPayDelivery, type NtxPayRecord } from './record';
import { Routes } from './routes';
import { SCENARIOS } from './scenarios';

export type { NtxPayCredentials, NtxPaySandboxOptions } from './options';
export { readNtxPayRecords, type NtxPayRecord } from './record';
export { SCENARIOS as NTXPAY_SCENARIOS } from './scenarios';

/** NTX Pay / Avista, simulated over real HTTP on loopback. */
export interface NtxPaySandbox extends Simulation<NtxPayRecord, NtxPayDelivery, NtxPayCredentials> {
  /** In centavos, with fees. The sum of the three is the balance at the start. */
  balance(): { readonly netMinor: bigint; readonly blockedMinor: bigint; readonly paidMinor: bigint };
}

/** Starts the simulator of NTX Pay (see `startSimulation`). Its entry log also keeps registered webhooks. */
export async function startNtxPaySandbox(options: NtxPaySandboxOptions): Promise<NtxPaySandbox> {
  const settings = settingsOf(options);
  const { ledger, ...simulation } = await startSimulation(settings, {
    scenarios: SCENARIOS,
    dialect: DIALECT,
    recordOf,
    deliveryOf,
    notificationFormat: state => new NtxPayNotificationFormat(state, settings),
    settlementDetails: state => ({
      payerIspb: PAYER_ISPB,
      payeeIspb: () => PAYEE_ISPB,
      failureOf,
      newReturnId: () => newTransactionId(state),
    }),
    routes: ({ state, intake, notifier }) => {
      const routes = new Routes(state, settings, new CashOut(state, settings, intake), notifier);
      return request => routes.handle(request);
    },
  });
  return {
    ...simulation,
    balance: () => {
      const { freeMinor: netMinor, reservedMinor: blockedMinor, paidMinor } = ledger;
      return { netMinor, blockedMinor, paidMinor };
    },
  };
}
