import { unreachable } from '../core/unreachable';
import {
  remainingOf,
  totalOf,
  type Entry,
  type EntryOf,
  type Payment,
  type PaymentReturn,
  type Webhook,
} from './payment';
import type { ParseScenario } from '../scenarios/scenario';

/** A simulator's ledger and payments. Money moves from free to reserved to paid, or back; a fee moves with its amount. */
export class PspLedger<Details> {
  private readonly byId = new Map<string, Payment<Details>>();
  private readonly byAlias = new Map<string, Payment<Details>>();
  private readonly byReference = new Map<string, Payment<Details>>();
  private readonly byKey = new Map<string, Payment<Details>>();
  private readonly byReturn = new Map<string, { payment: Payment<Details>; return: PaymentReturn }>();
  private readonly webhooks = new Map<string, EntryOf<Details, 'registered'>>();
  reservedMinor = 0n;
  paidMinor = 0n;

  constructor(
    public freeMinor: bigint,
    private readonly parseScenario: ParseScenario,
  ) {}

  apply(entry: Entry<Details>): void {
    switch (entry.type) {
      case 'registered':
        this.webhooks.set(entry.eventType, entry);
        break;
      case 'accepted':
        this.accept(entry);
        break;
      case 'paid':
        this.pay(this.requireById(entry.id), entry);
        break;
      case 'failed':
        this.refundReserved(this.requireById(entry.id), { status: 'failed', ...entry });
        break;
      case 'cancelled':
        this.refundReserved(this.requireById(entry.id), { status: 'cancelled', failure: null, ...entry });
        break;
      case 'returned':
        this.recordReturn(this.requireById(entry.id), entry);
        break;
      case 'notified':
        recordAttempt(this.requireById(entry.id), entry);
        break;
      default:
        unreachable(entry);
    }
  }

  all(): readonly Payment<Details>[] {
    return [...this.byId.values()];
  }

  /** @throws {Error} when no payment has this provider id */
  requireById(id: string): Payment<Details> {
    const payment = this.findById(id);
    if (!payment) throw new Error(`The sandbox's journal names no payment ${id}`);
    return payment;
  }

  findById(id: string): Payment<Details> | undefined {
    return this.byId.get(id);
  }

  /** Finds a payment by any of the provider's names: its id, its alias, a PIX id of the payment or of a return. */
  find(name: string): Payment<Details> | undefined {
    return this.byId.get(name) ?? this.byAlias.get(name);
  }

  /** Finds the first payment with this client reference. */
  findByReference(reference: string): Payment<Details> | undefined {
    return this.byReference.get(reference);
  }

  /** Finds a payment by a provider's name or by the client reference. */
  findByAnyName(name: string): Payment<Details> | undefined {
    return this.find(name) ?? this.findByReference(name);
  }

  findByKey(key: string): Payment<Details> | undefined {
    return this.byKey.get(key);
  }

  findReturn(id: string): { payment: Payment<Details>; return: PaymentReturn } | undefined {
    return this.byReturn.get(id);
  }

  webhookFor(eventType: string): Webhook | undefined {
    return this.webhooks.get(eventType);
  }

  /** Webhooks in the order of their first registration. */
  allWebhooks(): readonly EntryOf<Details, 'registered'>[] {
    return [...this.webhooks.values()];
  }

  private accept(entry: EntryOf<Details, 'accepted'>): void {
    const { type: _, at, amountMinor, feeMinor, scenario: name, ...rest } = entry;
    const scenario = typeof name === 'string' ? this.parseScenario(name) : undefined;
    if (!scenario)
      throw new Error(`The sandbox's journal is of another version: no scenario ${String(name)}`);
    const payment: Payment<Details> = {
      ...rest,
      amountMinor: BigInt(amountMinor),
      feeMinor: BigInt(feeMinor),
      scenario,
      requestedAt: at,
      ...UNSETTLED,
      returns: [],
    };
    this.byId.set(payment.id, payment);
    if (payment.alias !== null) this.byAlias.set(payment.alias, payment);
    if (payment.key !== null) this.byKey.set(payment.key, payment);
    if (!this.byReference.has(payment.reference)) this.byReference.set(payment.reference, payment);
    this.freeMinor -= totalOf(payment);
    this.reservedMinor += totalOf(payment);
  }

  private pay(payment: Payment<Details>, { at, endToEndId }: EntryOf<Details, 'paid'>): void {
    Object.assign(payment, { status: 'paid', settledAt: at, endToEndId });
    payment.payments += 1;
    this.byAlias.set(endToEndId, payment);
    this.reservedMinor -= totalOf(payment);
    this.paidMinor += totalOf(payment);
  }

  private refundReserved(
    payment: Payment<Details>,
    { status, failure, at }: Pick<Payment<Details>, 'status' | 'failure'> & { readonly at: string },
  ): void {
    Object.assign(payment, { status, failure, settledAt: at });
    this.reservedMinor -= totalOf(payment);
    this.freeMinor += totalOf(payment);
  }

  private recordReturn(payment: Payment<Details>, entry: EntryOf<Details, 'returned'>): void {
    const [amountMinor, feeMinor] = [BigInt(entry.amountMinor), BigInt(entry.feeMinor)];
    const remainingMinor = remainingOf(payment) - amountMinor;
    if (remainingMinor < 0n) throw new Error('More than was paid can not come back');
    const { returnId: id, endToEndId, at } = entry;
    const made = { id, endToEndId, amountMinor, feeMinor, remainingMinor, at };
    payment.returns.push(made);
    this.byReturn.set(id, { payment, return: made });
    this.byAlias.set(endToEndId, payment);
    this.paidMinor -= amountMinor - feeMinor;
    this.freeMinor += amountMinor - feeMinor;
  }
}

const UNSETTLED = {
  status: 'pending',
  endToEndId: null,
  failure: null,
  settledAt: null,
  payments: 0,
  finishedNotifications: 0,
  attempts: 0,
  lastAttemptAt: null,
} as const;

function recordAttempt(
  payment: Payment<unknown>,
  { at, notice, attempt, over }: EntryOf<unknown, 'notified'>,
): void {
  payment.lastAttemptAt = at;
  payment.finishedNotifications = over ? notice + 1 : notice;
  payment.attempts = over ? 0 : attempt;
}
