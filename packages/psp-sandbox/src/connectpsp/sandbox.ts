import { startSimulation, type Simulation } from '../simulation/simulation';
import { DIALECT } from './answers/dialect';
import { failureOf } from './answers/failures';
import { PARTNER_ISPB } from './answers/view';
import { ConnectPspNotificationFormat } from './notifications/notification-format';
import { settingsOf, type ConnectPspCredentials, type ConnectPspSandboxOptions } from './options';
import { CashOut } from './orders/cash-out';
import type { Details } from './orders/details';
import { deliveryOf, recordOf, type ConnectPspDelivery, type ConnectPspRecord } from './record';
import { Routes } from './routes';
import { SCENARIOS } from './scenarios';

export type { ConnectPspCredentials, ConnectPspSandboxOptions } from './options';
export { readConnectPspRecords, type ConnectPspRecord } from './record';
export { SCENARIOS as CONNECTPSP_SCENARIOS } from './scenarios';

/** ConnectPSP, simulated over real HTTP on loopback. */
export interface ConnectPspSandbox extends Simulation<
  ConnectPspRecord,
  ConnectPspDelivery,
  ConnectPspCredentials
> {
  /** In centavos. The sum of the three is the balance at the start. */
  balance(): {
    readonly transactionalMinor: bigint;
    readonly reservedMinor: bigint;
    readonly paidMinor: bigint;
  };
}

/** The institution of the bank account in the provider's tutorial. The simulator uses it for every PIX key. */
const PAYEE_ISPB = '18236120';

/** Starts the simulator of ConnectPSP (see `startSimulation`). */
export async function startConnectPspSandbox(options: ConnectPspSandboxOptions): Promise<ConnectPspSandbox> {
  const settings = settingsOf(options);
  const { ledger, ...simulation } = await startSimulation(settings, {
    scenarios: SCENARIOS,
    dialect: DIALECT,
    recordOf,
    deliveryOf,
    notificationFormat: () => new ConnectPspNotificationFormat(settings),
    settlementDetails: () => ({
      payerIspb: PARTNER_ISPB,
      payeeIspb: payeeIspbOf,
      failureOf,
      newReturnId: () => settings.random.uuid(),
    }),
    routes: ({ state, intake }) => {
      const routes = new Routes(state, settings, new CashOut(state, settings, intake));
      return request => routes.handle(request);
    },
  });
  return {
    ...simulation,
    balance: () => {
      const { freeMinor: transactionalMinor, reservedMinor, paidMinor } = ledger;
      return { transactionalMinor, reservedMinor, paidMinor };
    },
  };
}

const payeeIspbOf = ({ payee: { destination } }: Details): string =>
  (destination.type === 'BANK_ACCOUNT' ? destination.bankAccount.ispb : undefined) ?? PAYEE_ISPB;
