import type { Scenario } from '../scenarios/scenario';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** The address of one event type's notifications, and the headers that they carry. */
export interface Webhook {
  readonly eventType: string;
  readonly url: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** An order that a provider accepts. `Details` has the fields of one provider. Amounts are in centavos. */
export interface Order<Details> {
  /** The provider's id of the order. */
  readonly id: string;
  /** A second id at the same provider; null when the provider has none. */
  readonly alias: string | null;
  /** The client's idempotency key; null when the provider has none. */
  readonly key: string | null;
  /** The client's name of the order. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly details: Details;
}

/** JSON has no bigint. */
interface AmountsInText {
  readonly amountMinor: string;
  readonly feeMinor: string;
}

/** One entry of a simulator's entry log. The ledger is a fold of all entries in order. Times are RFC 3339 in UTC. */
export type Entry<Details> =
  | ({ readonly type: 'registered'; readonly at: string } & Webhook)
  | ({
      readonly type: 'accepted';
      readonly at: string;
      readonly scenario: string;
      readonly settleAt: string;
    } & AmountsInText &
      Omit<Order<Details>, keyof AmountsInText>)
  | { readonly type: 'paid'; readonly at: string; readonly id: string; readonly endToEndId: string }
  | { readonly type: 'failed'; readonly at: string; readonly id: string; readonly failure: Failure }
  | { readonly type: 'cancelled'; readonly at: string; readonly id: string }
  | {
      readonly type: 'returned';
      readonly at: string;
      readonly id: string;
      readonly returnId: string;
      readonly endToEndId: string;
      readonly amountMinor: string;
      readonly feeMinor: string;
    }
  /** One delivery attempt of the payment's notification with index `notice`; `over` when it is the last attempt. */
  | {
      readonly type: 'notified';
      readonly at: string;
      readonly id: string;
      readonly notice: number;
      readonly attempt: number;
      readonly over: boolean;
    };

export type EntryOf<Details, Type extends Entry<Details>['type']> = Extract<
  Entry<Details>,
  { readonly type: Type }
>;

/** Returned money of a payment: a movement of its own. */
export interface PaymentReturn {
  readonly id: string;
  /** A PIX return id, `D…`. */
  readonly endToEndId: string;
  /** The returned part of the payment's amount, in centavos. */
  readonly amountMinor: bigint;
  /** The fee that the provider keeps, in centavos. The balance grows by the amount less this fee. */
  readonly feeMinor: bigint;
  /** The part of the payment's amount that can still be returned, in centavos. */
  readonly remainingMinor: bigint;
  readonly at: string;
}

/** An accepted order with its outcome. */
export interface Payment<Details> extends Order<Details> {
  readonly scenario: Scenario;
  readonly requestedAt: string;
  readonly settleAt: string;
  status: 'pending' | 'paid' | 'failed' | 'cancelled';
  endToEndId: string | null;
  failure: Failure | null;
  settledAt: string | null;
  /** How often the provider paid this order. */
  payments: number;
  readonly returns: PaymentReturn[];
  /** The number of finished notifications. `attempts` counts the attempts of the next one. */
  finishedNotifications: number;
  attempts: number;
  lastAttemptAt: string | null;
}

type Money = Pick<Payment<unknown>, 'amountMinor' | 'feeMinor'>;

/** Amount plus fee, in centavos. */
export const totalOf = ({ amountMinor, feeMinor }: Money): bigint => amountMinor + feeMinor;

/** The part of the amount that is not returned yet, in centavos. */
export const remainingOf = ({ amountMinor, returns }: Payment<unknown>): bigint =>
  returns.at(-1)?.remainingMinor ?? amountMinor;
