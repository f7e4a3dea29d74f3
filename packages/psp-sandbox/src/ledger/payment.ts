import type { Scenario } from '../scenarios/scenario';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Where an event's notifications go, and the headers they carry. */
export interface Webhook {
  readonly eventType: string;
  readonly url: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** An order as a provider takes it. `Details` is what only that provider keeps of it. Amounts are in centavos. */
export interface Order<Details> {
  /** The provider's own name for it. */
  readonly id: string;
  /** Another name it is found by; null where there is none. */
  readonly alias: string | null;
  /** The client's key for repeats; null where the provider has none. */
  readonly key: string | null;
  /** The client's name for it. */
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

/** What a simulator writes down, in order: its whole memory is a fold of these. Times are RFC 3339 UTC. */
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
  /** One delivery attempt of the payment's notice of that number; `over` when no further one of it follows. */
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

/** Money of a payment that came back, a movement of its own. */
export interface PaymentReturn {
  readonly id: string;
  /** `D…` */
  readonly endToEndId: string;
  /** Of the payment's amount. */
  readonly amountMinor: bigint;
  /** Kept by the provider: the balance grows by the amount less this. */
  readonly feeMinor: bigint;
  /** What of the payment's amount may still come back. */
  readonly remainingMinor: bigint;
  readonly at: string;
}

/** An order that was taken, and what became of it. */
export interface Payment<Details> extends Order<Details> {
  readonly scenario: Scenario;
  readonly requestedAt: string;
  readonly settleAt: string;
  status: 'pending' | 'paid' | 'failed' | 'cancelled';
  endToEndId: string | null;
  failure: Failure | null;
  settledAt: string | null;
  /** How often money went out for it. */
  payments: number;
  readonly returns: PaymentReturn[];
  /** Notices that are over, and the attempts made of the next one. */
  noticesOver: number;
  attempts: number;
  lastAttemptAt: string | null;
}

type Money = Pick<Payment<unknown>, 'amountMinor' | 'feeMinor'>;

/** Amount and fee. */
export const totalOf = ({ amountMinor, feeMinor }: Money): bigint => amountMinor + feeMinor;

/** What of the amount has not come back yet. */
export const remainingOf = ({ amountMinor, returns }: Payment<unknown>): bigint =>
  returns.at(-1)?.remainingMinor ?? amountMinor;
