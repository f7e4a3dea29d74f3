import type { PaymentSettlement } from '../ledger/payment-settlement';
import type { OutageKind } from './outage';
import type { State } from './state';

/** The controls of a running simulator. */
export interface Controls {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /**
   * Sets the scenario of orders that name none, for `times` orders or until another is set.
   * @throws {Error} when the name is unknown
   */
  scenario(name: string, times?: number): void;
  /** During an outage the simulator answers, settles and notifies nothing. It lasts `forMs` or until `endOutage`. */
  beginOutage(kind?: OutageKind, forMs?: number): Promise<void>;
  endOutage(): Promise<void>;
  /**
   * Returns money of a paid payment now and notifies the client. `id` is the provider's or the client's name of the
   * payment. The amount is in centavos, by default all that is left.
   * @throws {Error} when nothing can be returned
   */
  returnMoney(id: string, amountMinor?: bigint): Promise<void>;
  /** Closes the port and ends all waits. A simulator with a journal file delivers the rest after its next start. */
  stop(): Promise<void>;
}

export const controlsOf = <Details>(
  state: State<Details>,
  settlement: PaymentSettlement<Details>,
): Omit<Controls, 'url' | 'stop'> => ({
  scenario: (name, times = Infinity) => setScenario(state, name, times),
  beginOutage: (kind = 'reset', forMs) => state.outage.begin(kind, forMs),
  endOutage: () => state.outage.end(),
  returnMoney: async (id, amountMinor) => {
    const payment = state.ledger.findByAnyName(id);
    if (!payment || !(await settlement.returnMoney(payment, amountMinor ?? payment.amountMinor)))
      throw new Error(`Nothing of ${id} can come back`);
    settlement.follow(payment);
  },
});

export function setScenario<Details>(state: State<Details>, name: string, times: number): void {
  if (!state.defaultScenario.set(name, times)) throw new Error(`There is no sandbox scenario ${name}`);
}
