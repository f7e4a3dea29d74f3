import type { ProviderName } from '../../src/domain/payout/payee';
import type {
  LookupResult,
  PayoutOrder,
  PayoutReport,
  SubmissionOutcome,
} from '../../src/providers/port/provider';
import type { Faults } from './faults';
import { reportOf, returnReport, type Payment, type PaymentReturn } from './simulated-reports';
import { accepted, liesAbout, returnOf, unknown } from './simulated-answers';
import type { SeededRandom } from './seeded-random';
import type { Timeline } from './timeline';

export type { Payment } from './simulated-reports';

type Deliver = (provider: ProviderName, rawBody: string, tries: number) => void;

/** A payee of this name is refused in the answer to the order, always. */
export const INVALID_PAYEE = 'Nobody';

const TRIES = 6;

/**
 * A payment provider of a simulated world, and its own record. ConnectPSP's kind knows an order by its key and answers
 * with what it did; NTX Pay's kind has no key, and is asked by reference instead.
 */
export class SimulatedProvider {
  readonly payments: Payment[] = [];
  /** References of the orders it refused in its answer. */
  readonly refused = new Set<string>();
  private readonly byKey = new Map<string, Payment>();

  constructor(
    readonly name: ProviderName,
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
    private readonly faults: () => Faults,
    private readonly deliver: Deliver,
    /** Whether no process can reach the provider now. */
    readonly isAway: () => boolean,
  ) {}

  accept(order: PayoutOrder): SubmissionOutcome {
    return this.name === 'connectpsp' ? this.acceptByKey(order) : this.acceptByReference(order);
  }

  report(asked: { providerId: string | null; externalReference: string }): PayoutReport {
    const { providerId, externalReference } = asked;
    if (this.name === 'connectpsp' && providerId === null)
      return { kind: 'unclear', reason: 'asked without an id', needsPerson: false };
    const payment = this.payments.find(each =>
      providerId === null ? each.externalReference === externalReference : each.providerId === providerId,
    );
    return payment ? reportOf(this.name, payment) : { kind: 'not_found' };
  }

  find({ externalReference }: PayoutOrder): LookupResult {
    const [known] = this.paymentsOf(externalReference);
    return known ? accepted(known) : { kind: 'not_found' };
  }

  /** What the provider itself says came back, be it too much. */
  reportReturn(returnName: string): PayoutReport {
    for (const payment of this.payments) {
      const made = [...payment.returns, ...payment.returnedWrongly].find(
        each => each.returnName === returnName,
      );
      if (made) return returnReport(this.name, payment, made);
    }
    return { kind: 'not_found' };
  }

  paymentsOf(externalReference: string): Payment[] {
    return this.payments.filter(each => each.externalReference === externalReference);
  }

  private acceptByKey(order: PayoutOrder): SubmissionOutcome {
    const { referencesUnchecked, providerError, providerShort, balanceBeforeKey } = this.faults();
    const short = this.random.chance(providerShort);
    if (short && balanceBeforeKey) return this.decline(order, 'INSUFFICIENT_FUNDS');
    const known = this.byKey.get(order.providerKey);
    if (known) return accepted(known);
    if (!referencesUnchecked && this.paymentsOf(order.externalReference).length > 0) return unknown('409');
    if (this.random.chance(providerError)) return unknown('500');
    if (order.payee.name === INVALID_PAYEE) return this.decline(order, 'PAYEE_INVALID');
    if (short) return this.decline(order, 'INSUFFICIENT_FUNDS');
    return accepted(this.take(order));
  }

  /** It has no key: an order that comes a second time is paid a second time, where it does not insist on references. */
  private acceptByReference(order: PayoutOrder): SubmissionOutcome {
    const { referencesUnchecked, providerError } = this.faults();
    if (!referencesUnchecked && this.paymentsOf(order.externalReference).length > 0) return unknown('409');
    if (this.random.chance(providerError)) return unknown('500');
    if (order.payee.name === INVALID_PAYEE) return this.decline(order, 'PAYEE_INVALID');
    return accepted(this.take(order));
  }

  private decline({ externalReference }: PayoutOrder, code: string): SubmissionOutcome {
    this.refused.add(externalReference);
    return { kind: 'declined', code, message: code, answerHash: code };
  }

  private take({ externalReference, providerKey, amountMinor }: PayoutOrder): Payment {
    const providerId = `${this.name[0]}${this.payments.length + 1}`;
    const feeAmountMinor = this.random.chance(this.faults().feeAboveHold) ? 25n : this.random.pick([0n, 10n]);
    const payment: Payment = {
      provider: this.name,
      providerId,
      externalReference,
      providerKey,
      amountMinor,
      feeAmountMinor: this.name === 'ntxpay' ? feeAmountMinor : null,
      status: 'PROCESSING',
      settledAtMs: null,
      endToEndId: null,
      twin: null,
      saidFailed: false,
      saidCompleted: false,
      returns: [],
      returnedWrongly: [],
    };
    this.payments.push(payment);
    this.byKey.set(providerKey, payment);
    this.timeline.after(this.random.pick([0, 10, 2_000, 60_000, 1_200_000]), () => this.settle(payment));
    this.forge(payment);
    return this.random.chance(this.faults().takenTwice) ? this.takeAgain(payment) : payment;
  }

  /** Takes the order under a second id too, which is never paid. The answer names one id, and a notification the other. */
  private takeAgain(payment: Payment): Payment {
    const twin: Payment = { ...payment, providerId: `${payment.providerId}-again` };
    payment.twin = twin;
    this.payments.push(twin);
    this.timeline.after(this.random.pick([0, 2_000, 60_000, 1_200_000]), () => {
      this.become(twin, true);
      this.notify(twin);
    });
    return this.random.pick([payment, twin]);
  }

  /** A sender that knows the secret sends a notification that the provider has not sent. */
  private forge(payment: Payment): void {
    if (this.name !== 'ntxpay') return;
    for (const lie of liesAbout(payment))
      if (this.random.chance(this.faults().notificationForged))
        this.timeline.after(this.random.pick([0, 1_000, 30_000]), () => this.tell(lie));
  }

  private settle(payment: Payment): void {
    const { cancelled, settledAsFailed, contradicted } = this.faults();
    payment.settledAtMs = this.timeline.nowMs;
    if (this.random.chance(cancelled)) {
      payment.status = 'CANCELLED';
      return this.notify(payment);
    }
    const failed = this.random.chance(settledAsFailed);
    const turns = this.random.chance(contradicted);
    this.become(payment, failed !== turns);
    // Who knows the twin only does not ask about it.
    if (payment.twin) this.tellSurely(payment, null);
    else this.notify(payment);
    if (!turns) return failed ? undefined : this.giveBack(payment);
    this.timeline.after(this.random.pick([1, 5_000, 600_000]), () => {
      this.become(payment, failed);
      this.tellSurely(payment, null);
    });
  }

  private become(payment: Payment, failed: boolean): void {
    payment.status = failed ? 'FAILED' : 'COMPLETED';
    payment.saidFailed ||= failed;
    payment.saidCompleted ||= !failed;
    payment.endToEndId = failed ? null : `E${payment.providerId}`;
  }

  /** Some of it or all of it comes back, at once or in parts. */
  private giveBack(payment: Payment): void {
    const { returned, returnedTooMuch } = this.faults();
    if (this.random.chance(returned)) {
      const parts = this.name === 'connectpsp' ? 1 : this.random.between(1, 3);
      for (let part = 1; part <= parts; part += 1)
        this.timeline.after(this.random.pick([0, 3_000, 120_000]), () =>
          this.returnPart(payment, part, parts),
        );
    }
    if (this.name === 'ntxpay' && this.random.chance(returnedTooMuch)) {
      const wrong = returnOf(payment, 'X', payment.amountMinor + 1n, 0n);
      payment.returnedWrongly.push(wrong);
      this.timeline.after(this.random.pick([0, 200_000]), () => this.tellSurely(payment, wrong));
    }
    if (this.name === 'ntxpay' && this.random.chance(this.faults().notificationForged))
      this.timeline.after(this.random.pick([0, 90_000]), () =>
        this.tell(payment, returnOf(payment, 'F', 1n, 0n)),
      );
  }

  /** A sender that knows the secret reports a real return for another payment. */
  private misname(payment: Payment, made: PaymentReturn): void {
    if (this.name !== 'ntxpay' || this.faults().notificationForged === 0) return;
    const other = this.payments.find(
      each => each !== payment && each.status === 'COMPLETED' && each.amountMinor >= made.amountMinor,
    );
    if (other) this.tell(other, made);
  }

  private returnPart(payment: Payment, part: number, parts: number): void {
    const share = payment.amountMinor / BigInt(parts + this.random.below(2));
    const amountMinor = this.name === 'connectpsp' ? payment.amountMinor : share;
    const feeAmountMinor = this.name === 'connectpsp' ? 0n : this.random.pick([0n, 1n]);
    const made = returnOf(payment, String(part), amountMinor, feeAmountMinor);
    payment.returns.push(made);
    this.misname(payment, made);
    const copies = this.random.between(1, 2);
    for (let copy = 0; copy < copies; copy += 1) this.tellSurely(payment, made);
  }

  private notify(payment: Payment): void {
    const { notificationTwice, notificationLost, notificationReworded, notificationAltered } = this.faults();
    const copies = this.random.chance(notificationTwice) ? this.random.between(2, 4) : 1;
    for (let copy = 0; copy < copies; copy += 1)
      if (!this.random.chance(notificationLost)) this.tell(payment);
    if (this.random.chance(notificationReworded)) this.tell(payment, null, { note: 'again' });
    if (payment.status === 'COMPLETED' && this.random.chance(notificationAltered))
      this.tell({ ...payment, amountMinor: payment.amountMinor + 1n });
  }

  /** A report after the outcome can't be polled, so the provider sends it until the webhook accepts it. */
  private tellSurely(payment: Payment, made: PaymentReturn | null): void {
    this.tell(payment, made, {}, 10_000);
  }

  private tell(
    payment: Payment,
    made: PaymentReturn | null = null,
    extra: { note?: string } = {},
    tries = TRIES,
  ): void {
    const { providerId, externalReference, amountMinor, feeAmountMinor, status, endToEndId } = payment;
    // Nothing else could show whose the other id is.
    const isNamed = this.random.chance(0.8) || payment.twin !== null;
    const named = isNamed ? externalReference : null;
    const rawBody = JSON.stringify({
      providerId,
      externalReference: named,
      amountMinor: String(amountMinor),
      feeAmountMinor: feeAmountMinor === null ? null : String(feeAmountMinor),
      status,
      endToEndId,
      returned: made && {
        ...made,
        amountMinor: String(made.amountMinor),
        feeAmountMinor: String(made.feeAmountMinor),
      },
      ...extra,
    });
    const delayMs = this.random.below(this.faults().notificationDelayMs + 1);
    this.timeline.after(delayMs, () => this.deliver(this.name, rawBody, tries));
  }
}
