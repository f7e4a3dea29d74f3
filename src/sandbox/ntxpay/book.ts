import { unreachable } from '../../shared/invariant';
import type { OrderPayee } from './order';
import type { Scenario } from './scenario';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** What the simulator writes down, in order: its whole memory is a fold of these. Times are RFC 3339 UTC. */
export type Entry =
  | ({ readonly type: 'webhook'; readonly at: string } & Webhook)
  | {
      readonly type: 'accepted';
      readonly at: string;
      readonly transactionId: string;
      readonly externalId: string;
      readonly amountMinor: string;
      readonly feeMinor: string;
      readonly description: string | null;
      readonly payee: OrderPayee;
      readonly scenario: Scenario;
      readonly settleAt: string;
    }
  | {
      readonly type: 'confirmed';
      readonly at: string;
      readonly transactionId: string;
      readonly endToEndId: string;
    }
  | {
      readonly type: 'failed';
      readonly at: string;
      readonly transactionId: string;
      readonly failure: Failure;
    }
  /** One delivery attempt of the payment's hook of that number; `over` when no further one of it follows. */
  | {
      readonly type: 'notified';
      readonly at: string;
      readonly transactionId: string;
      readonly hook: number;
      readonly attempt: number;
      readonly over: boolean;
    };

/** Where an event's notifications go, and the headers they carry. */
export interface Webhook {
  readonly eventType: string;
  readonly url: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

type AcceptedEntry = Extract<Entry, { type: 'accepted' }>;
type Accepted = Omit<AcceptedEntry, 'type' | 'at' | 'amountMinor' | 'feeMinor'>;

export interface SandboxPayment extends Accepted {
  readonly requestedAt: string;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  status: 'PENDING' | 'CONFIRMED' | 'ERROR';
  endToEndId: string | null;
  failure: Failure | null;
  settledAt: string | null;
  /** How often money went out for it. */
  payments: number;
  /** Hooks that are over, and the attempts made of the next one. */
  hooksOver: number;
  attempts: number;
  lastAttemptAt: string | null;
}

/** The simulator's own ledger and record of payments: net → blocked → paid, or back. Fees move with their amounts. */
export class Book {
  private readonly byTransaction = new Map<string, SandboxPayment>();
  private readonly byReference = new Map<string, SandboxPayment>();
  private readonly byEndToEnd = new Map<string, SandboxPayment>();
  private readonly webhooks = new Map<string, Webhook>();
  blockedMinor = 0n;
  paidMinor = 0n;

  constructor(public netMinor: bigint) {}

  apply(entry: Entry): void {
    switch (entry.type) {
      case 'webhook':
        this.webhooks.set(entry.eventType, entry);
        break;
      case 'accepted':
        this.accept(entry);
        break;
      case 'confirmed':
        this.confirm(this.named(entry.transactionId), entry.at, entry.endToEndId);
        break;
      case 'failed':
        this.fail(this.named(entry.transactionId), entry.at, entry.failure);
        break;
      case 'notified':
        note(this.named(entry.transactionId), entry);
        break;
      default:
        unreachable(entry);
    }
  }

  all(): readonly SandboxPayment[] {
    return [...this.byTransaction.values()];
  }

  /** By transaction id or externalId; of several under one externalId, the first. */
  find(id: string): SandboxPayment | undefined {
    return this.byTransaction.get(id) ?? this.byReference.get(id);
  }

  underEndToEndId(endToEndId: string): SandboxPayment | undefined {
    return this.byEndToEnd.get(endToEndId);
  }

  underExternalId(externalId: string): SandboxPayment | undefined {
    return this.byReference.get(externalId);
  }

  webhookFor(eventType: string): Webhook | undefined {
    return this.webhooks.get(eventType);
  }

  private named(transactionId: string): SandboxPayment {
    const payment = this.byTransaction.get(transactionId);
    if (!payment) throw new Error(`The journal names no transaction ${transactionId}`);
    return payment;
  }

  private accept({ type: _, at, amountMinor, feeMinor, ...rest }: AcceptedEntry): void {
    const payment: SandboxPayment = {
      ...rest,
      requestedAt: at,
      amountMinor: BigInt(amountMinor),
      feeMinor: BigInt(feeMinor),
      status: 'PENDING',
      endToEndId: null,
      failure: null,
      settledAt: null,
      payments: 0,
      hooksOver: 0,
      attempts: 0,
      lastAttemptAt: null,
    };
    this.byTransaction.set(payment.transactionId, payment);
    if (!this.byReference.has(payment.externalId)) this.byReference.set(payment.externalId, payment);
    this.netMinor -= totalOf(payment);
    this.blockedMinor += totalOf(payment);
  }

  private confirm(payment: SandboxPayment, at: string, endToEndId: string): void {
    Object.assign(payment, { status: 'CONFIRMED', settledAt: at, endToEndId });
    payment.payments += 1;
    this.byEndToEnd.set(endToEndId, payment);
    this.blockedMinor -= totalOf(payment);
    this.paidMinor += totalOf(payment);
  }

  private fail(payment: SandboxPayment, at: string, failure: Failure): void {
    Object.assign(payment, { status: 'ERROR', settledAt: at, failure });
    this.blockedMinor -= totalOf(payment);
    this.netMinor += totalOf(payment);
  }
}

/** Amount and fee. */
export const totalOf = ({ amountMinor, feeMinor }: SandboxPayment): bigint => amountMinor + feeMinor;

function note(
  payment: SandboxPayment,
  { at, hook, attempt, over }: Extract<Entry, { type: 'notified' }>,
): void {
  payment.lastAttemptAt = at;
  payment.hooksOver = over ? hook + 1 : hook;
  payment.attempts = over ? 0 : attempt;
}
