import type { Background } from '../core/background';
import { nextNotification, returnParts } from '../notifications/planned-notifications';
import type { Notifier } from '../notifications/notifier';
import { remainingOf, type Failure, type Payment } from './payment';
import type { State } from '../simulation/state';
import { newEndToEndId, newReturnId } from '../core/random-text';

/** The ids and texts that one provider adds to the payments that it settles. */
export interface SettlementDetails<Details> {
  /** The ISPB of the institution that pays. */
  readonly payerIspb: string;
  /** The ISPB of the institution that returns money. */
  payeeIspb(details: Details): string;
  failureOf(code: string): Failure;
  /** Creates the provider's id of a return. */
  newReturnId(): string;
}

/** Settles payments, returns their money, and has the client notified, all in the background. */
export class PaymentSettlement<Details> {
  private readonly followed = new Set<string>();

  constructor(
    private readonly state: State<Details>,
    private readonly notifier: Notifier<Details>,
    private readonly details: SettlementDetails<Details>,
    private readonly background: Background,
  ) {}

  /** Continues every payment that the entry log has left unfinished. */
  resume(): void {
    for (const payment of this.state.ledger.all())
      if (payment.status === 'pending' || nextNotification(payment)) this.follow(payment);
  }

  /** Settles the payment when its time comes and notifies the client, in the background. */
  follow(payment: Payment<Details>): void {
    if (this.followed.has(payment.id)) return;
    this.followed.add(payment.id);
    this.background.start(signal => this.run(payment, signal));
  }

  /** Settles the payment now. Resolves when the entry is on disk. */
  async settle({ status, id, scenario }: Payment<Details>): Promise<void> {
    if (status !== 'pending') return;
    const at = this.state.now();
    if (scenario.end?.kind === 'failed') {
      await this.state.record({ type: 'failed', at, id, failure: this.details.failureOf(scenario.end.code) });
    } else if (scenario.end?.kind === 'cancelled') {
      await this.state.record({ type: 'cancelled', at, id });
    } else {
      const endToEndId = newEndToEndId(this.details.payerIspb, at, this.state.below);
      await this.state.record({ type: 'paid', at, id, endToEndId });
    }
  }

  /** Returns money of a paid payment now, at most what remains. Resolves to false when nothing can be returned. */
  async returnMoney(payment: Payment<Details>, wantedMinor: bigint): Promise<boolean> {
    const remaining = remainingOf(payment);
    const amountMinor = wantedMinor < remaining ? wantedMinor : remaining;
    if (payment.status !== 'paid' || amountMinor <= 0n) return false;
    const { returnFeeMinor } = this.state.settings;
    const at = this.state.now();
    await this.state.record({
      type: 'returned',
      at,
      id: payment.id,
      returnId: this.details.newReturnId(),
      endToEndId: newReturnId(this.details.payeeIspb(payment.details), at, this.state.below),
      amountMinor: amountMinor.toString(),
      feeMinor: (returnFeeMinor < amountMinor ? returnFeeMinor : amountMinor).toString(),
    });
    return true;
  }

  private async run(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    if (payment.scenario.end?.kind === 'never') return;
    await this.state.waitSince(payment.settleAt, 0, signal);
    await this.state.outage.waitUntilOver(signal);
    if (signal.aborted) return;
    await this.settle(payment);
    for (let next = nextNotification(payment); next && !signal.aborted; next = nextNotification(payment)) {
      if (payment.returns.length < next.needsReturns) await this.returnWhenDue(payment, signal);
      else await this.notifier.attemptWhenDue(payment, signal);
    }
    // Nothing is awaited since the last check above, so a later return starts a new run.
    this.followed.delete(payment.id);
  }

  private async returnWhenDue(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const { settings, outage } = this.state;
    const since = payment.returns.at(-1)?.at ?? payment.lastAttemptAt ?? payment.settledAt;
    await this.state.waitSince(since ?? payment.requestedAt, settings.returnAfterMs, signal);
    await outage.waitUntilOver(signal);
    const parts = returnParts(payment.scenario, payment.amountMinor);
    if (!signal.aborted) await this.returnMoney(payment, parts[payment.returns.length] ?? 0n);
  }
}
