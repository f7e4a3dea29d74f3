import { unreachable } from '../../../../src/shared/invariant';
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

/** A simulator's own ledger and record of payments: free → reserved → paid, or back. Fees move with their amounts. */
export class Book<Details> {
  private readonly byId = new Map<string, Payment<Details>>();
  private readonly byAlias = new Map<string, Payment<Details>>();
  private readonly byReference = new Map<string, Payment<Details>>();
  private readonly byKey = new Map<string, Payment<Details>>();
  private readonly byReturn = new Map<string, { payment: Payment<Details>; back: PaymentReturn }>();
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
        this.pay(this.named(entry.id), entry);
        break;
      case 'failed':
        this.giveBack(this.named(entry.id), { status: 'failed', ...entry });
        break;
      case 'cancelled':
        this.giveBack(this.named(entry.id), { status: 'cancelled', failure: null, ...entry });
        break;
      case 'returned':
        this.takeBack(this.named(entry.id), entry);
        break;
      case 'notified':
        note(this.named(entry.id), entry);
        break;
      default:
        unreachable(entry);
    }
  }

  all(): readonly Payment<Details>[] {
    return [...this.byId.values()];
  }

  /** By the provider's own name. Throws where there is none such. */
  named(id: string): Payment<Details> {
    const payment = this.withId(id);
    if (!payment) throw new Error(`The sandbox's journal names no payment ${id}`);
    return payment;
  }

  withId(id: string): Payment<Details> | undefined {
    return this.byId.get(id);
  }

  /** By a name the provider gave: its id, its other name, a PIX id of the payment or of a return. */
  find(name: string): Payment<Details> | undefined {
    return this.byId.get(name) ?? this.byAlias.get(name);
  }

  /** Of several under one reference, the first. */
  underReference(reference: string): Payment<Details> | undefined {
    return this.byReference.get(reference);
  }

  underKey(key: string): Payment<Details> | undefined {
    return this.byKey.get(key);
  }

  returnNamed(id: string): { payment: Payment<Details>; back: PaymentReturn } | undefined {
    return this.byReturn.get(id);
  }

  webhookFor(eventType: string): Webhook | undefined {
    return this.webhooks.get(eventType);
  }

  /** In the order they were first registered. */
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

  private giveBack(
    payment: Payment<Details>,
    { status, failure, at }: Pick<Payment<Details>, 'status' | 'failure'> & { readonly at: string },
  ): void {
    Object.assign(payment, { status, failure, settledAt: at });
    this.reservedMinor -= totalOf(payment);
    this.freeMinor += totalOf(payment);
  }

  private takeBack(payment: Payment<Details>, entry: EntryOf<Details, 'returned'>): void {
    const [amountMinor, feeMinor] = [BigInt(entry.amountMinor), BigInt(entry.feeMinor)];
    const remainingMinor = remainingOf(payment) - amountMinor;
    if (remainingMinor < 0n) throw new Error('More than was paid can not come back');
    const { returnId: id, endToEndId, at } = entry;
    const back = { id, endToEndId, amountMinor, feeMinor, remainingMinor, at };
    payment.returns.push(back);
    this.byReturn.set(id, { payment, back });
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
  noticesOver: 0,
  attempts: 0,
  lastAttemptAt: null,
} as const;

function note(payment: Payment<unknown>, { at, notice, attempt, over }: EntryOf<unknown, 'notified'>): void {
  payment.lastAttemptAt = at;
  payment.noticesOver = over ? notice + 1 : notice;
  payment.attempts = over ? 0 : attempt;
}
