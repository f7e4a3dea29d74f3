import type {
  NotificationHeaders,
  NotificationReading,
  PayoutOrder,
  Provider,
  Report,
  SubmissionOutcome,
} from '../../src/providers/provider';
import { Fault } from '../../src/shared/fault';
import type { Faults } from './faults';
import type { Life } from './life';
import type { SeededRandom } from './seeded-random';
import type { Timeline } from './timeline';

/** The provider's own record of one payment it took. */
export interface Payment {
  readonly providerId: string;
  readonly externalReference: string;
  readonly providerKey: string;
  readonly amountMinor: bigint;
  status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
  endToEndId: string | null;
}

type Deliver = (rawBody: string, tries: number) => void;

/** A payee of this name is refused in the answer to the order, always. */
export const INVALID_PAYEE = 'Nobody';

/** The payment provider of a simulated world: it pays at most once per key, and remembers what it paid. */
export class SimulatedProvider {
  readonly payments: Payment[] = [];
  private readonly byKey = new Map<string, Payment>();

  constructor(
    private readonly timeline: Timeline,
    private readonly random: SeededRandom,
    private readonly faults: () => Faults,
    private readonly deliver: Deliver,
  ) {}

  accept(order: PayoutOrder): SubmissionOutcome {
    const { referencesUnchecked, providerError, providerShort, balanceBeforeKey } = this.faults();
    const short = this.random.chance(providerShort);
    if (short && balanceBeforeKey) return declined('INSUFFICIENT_FUNDS', true);
    const known = this.byKey.get(order.providerKey);
    if (known) return accepted(known);
    if (!referencesUnchecked && this.paymentsOf(order.externalReference).length > 0) return unknown('409');
    if (this.random.chance(providerError)) return unknown('500');
    if (order.payee.name === INVALID_PAYEE) return declined('PAYEE_INVALID', false);
    if (short) return declined('INSUFFICIENT_FUNDS', true);
    return accepted(this.take(order));
  }

  report(providerId: string | null): Report {
    const payment = this.payments.find(each => each.providerId === providerId);
    return payment ? reportOf(payment) : { kind: 'unclear', reason: '404' };
  }

  paymentsOf(externalReference: string): Payment[] {
    return this.payments.filter(each => each.externalReference === externalReference);
  }

  private take({ externalReference, providerKey, amountMinor }: PayoutOrder): Payment {
    const providerId = `P${this.payments.length + 1}`;
    const payment: Payment = {
      providerId,
      externalReference,
      providerKey,
      amountMinor,
      status: 'PROCESSING',
      endToEndId: null,
    };
    this.payments.push(payment);
    this.byKey.set(providerKey, payment);
    this.timeline.after(this.random.pick([0, 10, 2_000, 60_000, 1_200_000]), () => this.settle(payment));
    return payment;
  }

  private settle(payment: Payment): void {
    const failed = this.random.chance(this.faults().settledAsFailed);
    payment.status = failed ? 'FAILED' : 'COMPLETED';
    payment.endToEndId = failed ? null : `E${payment.providerId}`;
    const copies = this.random.chance(this.faults().notificationTwice) ? this.random.between(2, 4) : 1;
    for (let copy = 0; copy < copies; copy += 1) this.notify(payment);
  }

  private notify(payment: Payment): void {
    const { notificationLost, notificationDelayMs } = this.faults();
    if (this.random.chance(notificationLost)) return;
    const { providerId, externalReference, amountMinor, status, endToEndId } = payment;
    const named = this.random.chance(0.8) ? externalReference : null;
    const rawBody = JSON.stringify({
      providerId,
      externalReference: named,
      amountMinor: String(amountMinor),
      status,
      endToEndId,
    });
    this.timeline.after(this.random.below(notificationDelayMs + 1), () => this.deliver(rawBody, 6));
  }
}

/** One process's way to the provider, with everything that goes wrong on it. */
export class ProviderLink implements Provider {
  readonly name = 'connectpsp';
  readonly currency = 'BRL';

  constructor(
    private readonly provider: SimulatedProvider,
    private readonly life: Life,
    private readonly random: SeededRandom,
    private readonly faults: () => Faults,
  ) {}

  supports(): boolean {
    return true;
  }

  webhookUrl(): string {
    return 'https://here.example/webhooks/connectpsp';
  }

  async submit(order: PayoutOrder): Promise<SubmissionOutcome> {
    const lostBefore = this.random.chance(this.faults().orderLost);
    const lostAfter = this.random.chance(this.faults().answerLost);
    const sent = !lostBefore || this.random.chance(0.5);
    try {
      return await this.life.call(
        () => this.provider.accept(order),
        { lostBefore, lostAfter },
        lost,
        this.latency(),
      );
    } catch {
      return { kind: 'unknown', reason: 'TIMEOUT', sent };
    }
  }

  async ask({ providerId }: { providerId: string | null }): Promise<Report> {
    const lostBefore = this.random.chance(this.faults().orderLost);
    try {
      const passage = { lostBefore, lostAfter: false };
      return await this.life.call(() => this.provider.report(providerId), passage, lost, this.latency());
    } catch {
      return { kind: 'unclear', reason: 'TIMEOUT' };
    }
  }

  verify(_rawBody: Buffer, headers: NotificationHeaders): boolean {
    return headers['signature'] === 'genuine';
  }

  read(rawBody: string): NotificationReading {
    const { providerId, externalReference, amountMinor, status, endToEndId } = JSON.parse(
      rawBody,
    ) as NotificationBody;
    const identity = { eventType: status, providerId, endToEndId: endToEndId ?? '' };
    const payment = { providerId, externalReference, amountMinor: BigInt(amountMinor), status, endToEndId };
    return { identity, providerId, externalReference, report: reportOf(payment) };
  }

  /** Some answers come after their notification. */
  private latency(): number {
    return this.random.pick([1, 50, 500, 8_000]);
  }
}

interface NotificationBody extends Omit<Payment, 'amountMinor' | 'externalReference' | 'providerKey'> {
  externalReference: string | null;
  amountMinor: string;
}

function reportOf(
  payment: Omit<Payment, 'providerKey' | 'externalReference'> & { externalReference: string | null },
): Report {
  const { status, externalReference, endToEndId, amountMinor, providerId } = payment;
  const answerHash = `${providerId}:${status}`;
  if (status === 'PROCESSING') return { kind: 'processing' };
  if (status === 'FAILED') {
    return {
      kind: 'failed',
      code: 'REFUSED_BY_BANK',
      message: 'The bank refused',
      answerHash,
      externalReference,
    };
  }
  const times = { feeAmountMinor: null, providerTime: null };
  return { kind: 'completed', endToEndId, amountMinor, ...times, answerHash, externalReference };
}

const lost = (): Fault => new Fault('provider', 'The simulated provider did not answer');

const accepted = ({ providerId }: Payment): SubmissionOutcome => ({
  kind: 'accepted',
  providerId,
  transactionId: null,
  answerHash: providerId,
});

const unknown = (reason: string): SubmissionOutcome => ({ kind: 'unknown', reason, sent: true });

const declined = (code: string, mayChange: boolean): SubmissionOutcome => ({
  kind: 'declined',
  code,
  message: code,
  mayChange,
  answerHash: code,
});
