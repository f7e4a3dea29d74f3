import { startSimulation, type Controls } from '../simulation/simulation';
import { CashOut } from './orders/cash-out';
import type { Details } from './orders/details';
import { failureOf } from './answers/failures';
import { settingsOf, type ConnectPspCredentials, type ConnectPspSandboxOptions } from './options';
import { deliveryOf, recordOf, type ConnectPspRecord, type SandboxDelivery } from './record';
import { Routes } from './routes';
import { SCENARIOS } from './scenarios';
import { SPEECH } from './answers/dialect';
import { PARTNER_ISPB } from './answers/view';
import { ConnectPspWire } from './notifications/notification-format';

export type { ConnectPspCredentials, ConnectPspSandboxOptions } from './options';
export { readConnectPspRecords, type ConnectPspRecord, type SandboxDelivery } from './record';
export { SCENARIOS as CONNECTPSP_SCENARIOS } from './scenarios';

/** ConnectPSP, simulated over real HTTP on loopback. */
export interface ConnectPspSandbox extends Controls {
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
}

/** Where the tutorial's bank account is held; a PIX key's own institution is nobody's business here. */
const PAYEE_ISPB = '18236120';

/**
 * Starts it. With `journalFile` everything it answers for is on disk first, and a sandbox started again on that file
 * knows what it paid and carries on settling and delivering; without, it forgets with its process.
 */
export async function startConnectPspSandbox(options: ConnectPspSandboxOptions): Promise<ConnectPspSandbox> {
  const settings = settingsOf(options);
  const { state, ...controls } = await startSimulation<Details>(settings, {
    client: settings.credentials,
    scenarios: SCENARIOS,
    speech: SPEECH,
    memory: ({ book, deliveries }) => ({
      records: () => book.all().map(recordOf),
      deliveries: () => deliveries.map(deliveryOf),
    }),
    wire: () => new ConnectPspWire(settings),
    seal: () => ({
      payerIspb: PARTNER_ISPB,
      payeeIspb: ({ payee: { destination } }) =>
        (destination.type === 'BANK_ACCOUNT' ? destination.bankAccount.ispb : undefined) ?? PAYEE_ISPB,
      failureOf,
      newReturnId: () => settings.random.uuid(),
    }),
    routes: parts => {
      const routes = new Routes(parts.state, settings, new CashOut(parts.state, settings, parts.desk));
      return request => routes.handle(request);
    },
  });
  return {
    ...controls,
    credentials: settings.credentials,
    records: () => state.book.all().map(recordOf),
    deliveries: () => state.deliveries.map(deliveryOf),
    balance: () => {
      const { freeMinor: transactionalMinor, reservedMinor, paidMinor } = state.book;
      return { transactionalMinor, reservedMinor, paidMinor };
    },
  };
}
