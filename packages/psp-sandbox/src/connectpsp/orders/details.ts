import type { Order, Payment } from '../../ledger/payment';
import type { OrderPayee } from './order';

/** The fields of an order that only ConnectPSP keeps. */
export interface Details {
  /** The hash that distinguishes a repeat from another body under the same key. */
  readonly requestHash: string;
  readonly description: string | null;
  readonly webhookUrl: string | null;
  readonly payee: OrderPayee;
}

/** `id` is the internalCode, `alias` the transactionId, `key` the X-Idempotency-Key, `reference` the externalReference. */
export type Payout = Payment<Details>;
export type PayoutOrder = Omit<Order<Details>, 'feeMinor'>;
