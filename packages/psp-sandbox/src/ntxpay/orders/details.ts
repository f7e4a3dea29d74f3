import type { Order, Payment } from '../../ledger/payment';
import type { OrderPayee } from './order';

/** What NTX Pay keeps of an order beside what every provider keeps. */
export interface Details {
  readonly description: string | null;
  readonly payee: OrderPayee;
}

/** `id` is the transactionId, `reference` the externalId; there is no other name and no key. */
export type NtxPayment = Payment<Details>;
export type PaymentOrder = Omit<Order<Details>, 'feeMinor'>;
