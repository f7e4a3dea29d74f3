import type { Background } from '../core/background';
import { nextNotice, partsOf } from '../notifications/planned-notifications';
import type { Notifier } from '../notifications/notifier';
import { remainingOf, type Failure, type Payment } from './payment';
import type { State } from '../simulation/state';
import { newEndToEndId, newReturnId } from '../core/random-text';

/** What one provider writes on what it settles. */
export interface Seal<Details> {
  /** Of the institution that pays. */
  readonly payerIspb: string;
  /** Of the institution money comes back from. */
  payeeIspb(details: Details): string;
  failureOf(code: string): Failure;
  /** A return's own id, of the provider's kind. */
  newReturnId(): string;
}

/** Takes payments to their end, after a while, and to their returns, and has them notified. */
export class Settlement<Details> {
  private readonly followed = new Set<string>();

  constructor(
    private readonly state: State<Details>,
    private readonly notifier: Notifier<Details>,
    private readonly seal: Seal<Details>,
    private readonly background: Background,
  ) {}

  /** Carries on with everything the journal left unfinished. */
  resume(): void {
    for (const payment of this.state.book.all())
      if (payment.status === 'pending' || nextNotice(payment)) this.follow(payment);
  }

  /** Settles when it is due and notifies, in the background. */
  follow(payment: Payment<Details>): void {
    if (this.followed.has(payment.id)) return;
    this.followed.add(payment.id);
    this.background.start(signal => this.run(payment, signal));
  }

  /** Settles now; resolves once that is on disk. */
  async settle({ status, id, scenario }: Payment<Details>): Promise<void> {
    if (status !== 'pending') return;
    const at = this.state.now();
    if (scenario.end?.kind === 'failed') {
      await this.state.record({ type: 'failed', at, id, failure: this.seal.failureOf(scenario.end.code) });
    } else if (scenario.end?.kind === 'cancelled') {
      await this.state.record({ type: 'cancelled', at, id });
    } else {
      const endToEndId = newEndToEndId(this.seal.payerIspb, at, this.state.below);
      await this.state.record({ type: 'paid', at, id, endToEndId });
    }
  }

  /** Something of a paid payment comes back now, at most what remains; false where that is nothing. */
  async giveBack(payment: Payment<Details>, wantedMinor: bigint): Promise<boolean> {
    const remaining = remainingOf(payment);
    const amountMinor = wantedMinor < remaining ? wantedMinor : remaining;
    if (payment.status !== 'paid' || amountMinor <= 0n) return false;
    const { returnFeeMinor } = this.state.settings;
    const at = this.state.now();
    await this.state.record({
      type: 'returned',
      at,
      id: payment.id,
      returnId: this.seal.newReturnId(),
      endToEndId: newReturnId(this.seal.payeeIspb(payment.details), at, this.state.below),
      amountMinor: amountMinor.toString(),
      feeMinor: (returnFeeMinor < amountMinor ? returnFeeMinor : amountMinor).toString(),
    });
    return true;
  }

  private async run(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    if (payment.scenario.end?.kind === 'never') return;
    await this.state.waitSince(payment.settleAt, 0, signal);
    await this.state.outage.over(signal);
    if (signal.aborted) return;
    await this.settle(payment);
    for (let next = nextNotice(payment); next && !signal.aborted; next = nextNotice(payment)) {
      if (payment.returns.length < next.needsReturns) await this.returnWhenDue(payment, signal);
      else await this.notifier.attemptWhenDue(payment, signal);
    }
    // At once after the last look: what is returned from now on is followed anew.
    this.followed.delete(payment.id);
  }

  private async returnWhenDue(payment: Payment<Details>, signal: AbortSignal): Promise<void> {
    const { settings, outage } = this.state;
    const since = payment.returns.at(-1)?.at ?? payment.lastAttemptAt ?? payment.settledAt;
    await this.state.waitSince(since ?? payment.requestedAt, settings.returnAfterMs, signal);
    await outage.over(signal);
    const parts = partsOf(payment.scenario, payment.amountMinor);
    if (!signal.aborted) await this.giveBack(payment, parts[payment.returns.length] ?? 0n);
  }
}
