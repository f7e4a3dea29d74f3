import type { Order, Payment } from '../../ledger/payment';
import type { OrderPayee } from './order';

/** The fields of an order that only NTX Pay keeps. */
export interface Details {
  readonly description: string | null;
  readonly payee: OrderPayee;
}

/** `id` is the transactionId, `reference` the externalId; there is no alias and no key. */
export type NtxPayment = Payment<Details>;
export type PaymentOrder = Omit<Order<Details>, 'feeMinor'>;
